import { fromBase64Url, toBase64Url } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { sha256Base64Url } from '../hash.ts';
import { canonicalize, type JsonValue, parseCanonical, parseJson } from './canonical-json.ts';

/** One sealed field opened: its salt, its name and its value. */
export type Disclosure = { readonly salt: string; readonly name: string; readonly value: JsonValue };

/** The RFC 9901 disclosure of one field: base64url of the JSON array [salt, name, value]. */
export function makeDisclosure(salt: string, name: string, value: JsonValue): string {
  return toBase64Url(canonicalize([salt, name, value]));
}

/** The digest that stands in the record for a disclosure: base64url of its SHA-256. */
export function disclosureDigest(disclosure: string): string {
  return sha256Base64Url(disclosure);
}

/** Reads a disclosure made by us: three elements, canonical JSON, strict base64url. */
export function readDisclosure(disclosure: string): Disclosure {
  const bytes = fromBase64Url(disclosure);
  if (bytes === undefined) throw new VerificationError('disclosure-malformed');
  const value = parseCanonical(bytes, '披露内容');
  if (!Array.isArray(value) || value.length !== 3) throw new VerificationError('disclosure-malformed');
  const [salt, name, content] = value as JsonValue[];
  if (typeof salt !== 'string' || typeof name !== 'string' || content === undefined) {
    throw new VerificationError('disclosure-malformed');
  }
  return { salt, name, value: content };
}

/** Decodes any RFC 9901 disclosure, whatever its JSON layout: [salt, name, value] or, for array elements, [salt, value]. */
export function decodeDisclosure(disclosure: string): readonly JsonValue[] {
  const bytes = fromBase64Url(disclosure);
  const value = bytes && parseJson(bytes, '披露内容');
  if (!Array.isArray(value) || value.length < 2 || value.length > 3 || typeof value[0] !== 'string') {
    throw new VerificationError('disclosure-malformed');
  }
  return value;
}
