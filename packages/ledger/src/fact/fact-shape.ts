import { VerificationError } from '../errors.ts';
import { isJsonObject, type JsonObject, type JsonValue } from './canonical-json.ts';

/** The gapless number a bureau gives to acts of one kind within a year. */
export type FactOrdinal = { readonly kind: string; readonly year: number; readonly number: number };

/** What identifies a fact and its place in its stream. */
export type FactHead = {
  readonly bureau: string;
  readonly stream: string;
  /** Place in the stream, from 1. */
  readonly version: number;
  readonly type: string;
  readonly typeVersion: number;
  /** The legal date, YYYY-MM-DD. */
  readonly occurredOn: string;
  /** The moment of entry, an ISO instant ending in Z. */
  readonly recordedAt: string;
  readonly actor: string;
  /** The id of the command that caused it. */
  readonly command: string;
  /** Hexadecimal commitment of the stream's previous fact; 64 zeros for the first. */
  readonly previous: string;
  readonly ordinal?: FactOrdinal;
};

/** A fact as it is stored, hashed and proven: plain values, and digests in place of sealed ones. */
export type FactEnvelope = FactHead & {
  readonly v: 1;
  readonly salt: string;
  readonly plain: JsonObject;
  readonly sealed: { readonly [fieldPath: string]: string };
};

/** Refuses anything that is not exactly a fact envelope, naming the first member that is wrong. */
export function checkEnvelope(value: JsonValue): FactEnvelope {
  if (!isJsonObject(value)) throw malformed('不是对象');
  const extra = Object.keys(value).find((name) => !Object.hasOwn(MEMBERS, name));
  if (extra !== undefined) throw malformed(extra);
  for (const [name, holds] of CHECKS) {
    if (!holds(value[name])) throw malformed(name);
  }
  const isFirst = value.version === 1;
  if (isFirst !== /^0{64}$/.test(String(value.previous))) throw malformed('previous');
  const twice = Object.keys(value.sealed as JsonObject).find((path) =>
    Object.hasOwn(value.plain as JsonObject, path),
  );
  if (twice !== undefined) throw malformed(twice);
  return value as unknown as FactEnvelope;
}

/** The one encoding of 32 bytes: the last of 43 letters holds four bits and two zeros. */
const BASE64URL_32 = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const HEX_32 = /^[0-9a-f]{64}$/;

type Check = (value: JsonValue | undefined) => boolean;

const isName: Check = (value) => typeof value === 'string' && value.length > 0 && value.length <= 200;
const isCount: Check = (value) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;

const MEMBERS: Readonly<Record<keyof FactEnvelope, Check>> = {
  v: (value) => value === 1,
  bureau: isName,
  stream: isName,
  version: isCount,
  type: isName,
  typeVersion: isCount,
  occurredOn: (value) => typeof value === 'string' && isDate(value),
  recordedAt: (value) => typeof value === 'string' && isInstant(value),
  actor: isName,
  command: isName,
  previous: (value) => typeof value === 'string' && HEX_32.test(value),
  salt: (value) => typeof value === 'string' && BASE64URL_32.test(value),
  ordinal: (value) => value === undefined || isOrdinal(value),
  plain: isJsonObject,
  sealed: (value) =>
    isJsonObject(value) && Object.entries(value).every(([path, digest]) => path !== '' && isDigest(digest)),
};

const CHECKS = Object.entries(MEMBERS);

function isOrdinal(value: JsonValue): boolean {
  return (
    isJsonObject(value) &&
    Object.keys(value).length === 3 &&
    isName(value.kind) &&
    isCount(value.year) &&
    isCount(value.number)
  );
}

function isDigest(value: JsonValue): boolean {
  return typeof value === 'string' && BASE64URL_32.test(value);
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

function daysOf(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

function isInstant(text: string): boolean {
  const match = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?Z$/.exec(text);
  return match?.[1] !== undefined && isDate(match[1]);
}

function malformed(part: string): VerificationError {
  return new VerificationError('fact-malformed', part);
}
