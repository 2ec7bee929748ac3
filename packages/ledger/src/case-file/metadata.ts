import { isJsonObject, type JsonObject, type JsonValue, parseJson } from '../fact/canonical-json.ts';

/** A file that is not in the bag although a fact states its digest, and why. */
export type UnpackedFile = { readonly sha256: string; readonly reason: string };

/** What a bag says of itself for people to read; nothing of it is proven by the log. */
export type CaseMetadata = {
  readonly title: string;
  readonly exportedAt: string;
  /** By version, the name of who did it. */
  readonly facts: ReadonlyMap<number, string>;
  readonly absent: readonly UnpackedFile[];
};

/** Reads the metadata as far as they can be read: what is missing or odd is left empty. */
export function readMetadata(bytes: Uint8Array | undefined): CaseMetadata {
  const value = bytes === undefined ? {} : lenient(bytes);
  const facts = objects(value.facts).map((fact) => [Number(fact.version), text(fact.by)] as const);
  return {
    title: text(value.title),
    exportedAt: text(value.exportedAt),
    facts: new Map(facts),
    absent: objects(value.absent).map(({ sha256, reason }) => ({
      sha256: text(sha256),
      reason: text(reason),
    })),
  };
}

const LONGEST = 200;

function lenient(bytes: Uint8Array): JsonObject {
  try {
    const value = parseJson(bytes);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

function objects(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

const text = (value: JsonValue | undefined): string =>
  typeof value === 'string' ? value.slice(0, LONGEST) : '';
