import { type FactTypeName, factTypes, type RecordedFact } from '@mingjing/law';
import {
  type FactEnvelope,
  type FactInput,
  type JsonObject,
  type JsonValue,
  type OpenedFact,
  openFact,
} from '@mingjing/ledger';

/** Splits a fact's data into what the journal shows and what it only commits to, by the type's own list. */
export function toSealedInput(
  head: Omit<FactInput, 'plain' | 'sealed' | 'typeVersion' | 'type'>,
  type: FactTypeName,
  data: Readonly<Record<string, unknown>>,
): FactInput {
  const { version: typeVersion, sealsActor } = factTypes[type];
  const { plain, sealed } = split(type, data);
  if (!sealsActor) return { ...head, type, typeVersion, plain, sealed };
  return { ...head, actor: SEALED, type, typeVersion, plain, sealed: { ...sealed, [ACTOR]: head.actor } };
}

/** The actor as a published fact shows it; who it is stands in a disclosure of its own. */
const SEALED = 'sealed';
const ACTOR = 'actor';

/** Who did it, as the fact itself or its disclosure says. */
export function actorOf({ envelope, values }: Pick<OpenedFact, 'envelope' | 'values'>): string {
  const sealed = values[ACTOR];
  return envelope.actor === SEALED && typeof sealed === 'string' ? sealed : envelope.actor;
}

/** The data of a fact as it reads when it is opened again: JSON alone, names in order. */
export function asRead(
  type: FactTypeName,
  data: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { plain, sealed } = split(type, data);
  return joined(type, inOrder(plain), inOrder(sealed));
}

function split(
  type: FactTypeName,
  data: Readonly<Record<string, unknown>>,
): { readonly plain: JsonObject; readonly sealed: JsonObject } {
  const definition = factTypes[type];
  const plain: Record<string, JsonValue> = {};
  const sealed: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(data)) {
    if (value === undefined) continue;
    const json = toJson(value);
    if (definition.sealedEach.includes(key)) {
      for (const [entry, inner] of Object.entries(json as JsonObject)) sealed[`${key}.${entry}`] = inner;
    } else if (definition.sealed.includes(key)) sealed[key] = json;
    else plain[key] = json;
  }
  return { plain, sealed };
}

function joined(type: FactTypeName, plain: JsonObject, values: JsonObject): Record<string, unknown> {
  const { sealedEach, sealsActor } = factTypes[type];
  const data: Record<string, unknown> = { ...plain };
  for (const key of sealedEach) data[key] = {};
  for (const [path, value] of Object.entries(values)) {
    if (sealsActor && path === ACTOR) continue;
    const dot = path.indexOf('.');
    if (dot > 0 && sealedEach.includes(path.slice(0, dot))) {
      (data[path.slice(0, dot)] as Record<string, unknown>)[path.slice(dot + 1)] = value;
    } else data[path] = value;
  }
  return data;
}

function inOrder<T extends JsonValue>(value: T): T;
function inOrder(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const members = value as JsonObject;
  return Object.fromEntries(
    Object.keys(members)
      .sort()
      .map((name) => [name, inOrder(members[name] as JsonValue)]),
  );
}

/** A journal row with the disclosures that remain. */
export interface StoredFact {
  readonly bytes: Uint8Array;
  readonly commitment: Uint8Array;
  readonly disclosures: readonly string[];
}

/** A stored fact read back for the law: values restored, erased keys named. */
export interface ReadFact {
  readonly fact: RecordedFact;
  readonly envelope: FactEnvelope;
  readonly stored: StoredFact;
}

/** Opens a stored fact; every disclosure is checked against the bytes on the way. */
export function readStoredFact(stored: StoredFact): ReadFact {
  return toReadFact(stored, openFact(stored.bytes, stored.disclosures));
}

/** A fact as this process has just sealed it: opened, as any other, when somebody looks into it. */
export function readSealedFact({ bytes, commitment, disclosures }: StoredFact): ReadFact {
  const stored = { bytes, commitment, disclosures };
  let opened: ReadFact | undefined;
  const look = (): ReadFact => {
    opened ??= readStoredFact(stored);
    return opened;
  };
  return {
    stored,
    get fact() {
      return look().fact;
    },
    get envelope() {
      return look().envelope;
    },
  };
}

function toReadFact(stored: StoredFact, { envelope, values, missing }: OpenedFact): ReadFact {
  const type = envelope.type as FactTypeName;
  const fact: RecordedFact = {
    type,
    typeVersion: envelope.typeVersion,
    occurredOn: envelope.occurredOn,
    recordedAt: envelope.recordedAt,
    actor: actorOf({ envelope, values }),
    stream: envelope.stream,
    version: envelope.version,
    data: joined(type, envelope.plain, values),
    erased: missing,
  };
  return { fact, envelope, stored };
}

/** A value as JSON holds it, the same as writing it as JSON and reading it again; one that is so already is given back itself. */
export function toJson(value: unknown): JsonValue {
  if (isJson(value)) return value;
  if (!isPlain(value) || Object.values(value).some(isNoData))
    return JSON.parse(JSON.stringify(value)) as JsonValue;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toJson(member)]));
}

function isJson(value: unknown): value is JsonValue {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (Array.isArray(value)) {
    if ('toJSON' in value) return false;
    for (let i = 0; i < value.length; i += 1) if (!isJson(value[i])) return false;
    return true;
  }
  if (!isPlain(value)) return false;
  for (const name of Object.keys(value)) if (!isJson(value[name])) return false;
  return true;
}

/** An object of names and values that says nothing about its own JSON. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    !('toJSON' in value)
  );
}

const isNoData = (member: unknown): boolean => typeof member === 'function' || typeof member === 'symbol';
