import { fromUtf8 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';

/** Any value JSON can hold. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** A JSON object. */
export type JsonObject = { readonly [name: string]: JsonValue };

/** The one canonical text of a value (RFC 8785): sorted names, no spaces, ECMAScript numbers. */
export function canonicalize(value: JsonValue): string {
  return write(value, 0);
}

/** Reads bytes that are exactly the canonical JSON of a value; anything else, even a space, is refused. */
export function parseCanonical(bytes: Uint8Array, part = ''): JsonValue {
  const { text, value } = readJson(bytes, part);
  // Valid UTF-8 decodes to one text only, so equal texts are equal bytes.
  if (canonicalize(value) !== text) throw new VerificationError('json-not-canonical', part);
  return value;
}

/** Reads bytes as UTF-8 JSON in any layout (the last of duplicate names wins, as in ECMAScript). */
export function parseJson(bytes: Uint8Array, part = ''): JsonValue {
  return readJson(bytes, part).value;
}

function readJson(bytes: Uint8Array, part: string): { text: string; value: JsonValue } {
  const text = fromUtf8(bytes);
  if (text === undefined) throw new VerificationError('json-malformed', part);
  try {
    return { text, value: JSON.parse(text) };
  } catch {
    throw new VerificationError('json-malformed', part);
  }
}

/** Whether the value is a JSON object (neither an array nor null). */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deeper nesting than any record needs; keeps hostile input from exhausting the stack. */
const MAX_DEPTH = 64;

function write(value: JsonValue, depth: number): string {
  if (depth > MAX_DEPTH) throw new VerificationError('json-not-representable');
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (typeof value === 'string') return writeString(value);
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => write(item, depth + 1)).join(',')}]`;
  if (!isJsonObject(value)) throw new VerificationError('json-not-representable');
  let members = '';
  for (const name of Object.keys(value).sort()) {
    if (members !== '') members += ',';
    members += `${writeName(name)}:${write(value[name] as JsonValue, depth + 1)}`;
  }
  return `{${members}}`;
}

function writeNumber(value: number): string {
  if (!Number.isFinite(value)) throw new VerificationError('json-not-representable');
  return JSON.stringify(value);
}

/** The same names come again and again; as many are kept as records have. */
const names = new Map<string, string>();
const MOST_NAMES = 1000;

function writeName(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const written = writeString(name);
  if (names.size < MOST_NAMES && name.length <= 40) names.set(name, written);
  return written;
}

/** Texts in which nothing is to be escaped or refused: nearly all. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/;

function writeString(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw new VerificationError('json-not-representable');
  return JSON.stringify(value);
}
