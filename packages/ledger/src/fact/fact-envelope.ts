import { concatBytes, fromBase64Url, toBase64Url, toHex, toUtf8 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import { canonicalize, type JsonObject, type JsonValue, parseCanonical } from './canonical-json.ts';
import { disclosureDigest, makeDisclosure, readDisclosure } from './disclosure.ts';
import { checkEnvelope, type FactEnvelope, type FactHead } from './fact-shape.ts';

/** A fact before sealing: `sealed` holds the values (by field path) that only disclosures will show. */
export type FactInput = FactHead & { readonly plain: JsonObject; readonly sealed: JsonObject };

/** A sealed fact: the bytes to store, their commitment for the log, and the disclosures in order of field path. */
export type SealedFact = {
  readonly bytes: Uint8Array;
  readonly commitment: Uint8Array;
  readonly disclosures: readonly string[];
};

/** A fact read back: `values` are the sealed values that were disclosed, `missing` the field paths that were not. */
export type OpenedFact = {
  readonly envelope: FactEnvelope;
  readonly values: JsonObject;
  readonly missing: readonly string[];
};

/** The `previous` of the first fact of a stream. */
export const NO_PREVIOUS = '0'.repeat(64);

/** Seals a fact; `randomBytes(length)` is asked once for all the salts. */
export function sealFact(input: FactInput, randomBytes: (length: number) => Uint8Array): SealedFact {
  const { plain, sealed, ...head } = input;
  const paths = Object.keys(sealed).sort();
  const random = randomBytes(FACT_SALT_LENGTH + FIELD_SALT_LENGTH * paths.length);
  const disclosures = paths.map((path, i) => {
    const from = FACT_SALT_LENGTH + FIELD_SALT_LENGTH * i;
    const salt = toBase64Url(random.subarray(from, from + FIELD_SALT_LENGTH));
    return makeDisclosure(salt, path, sealed[path] as JsonValue);
  });
  const digests = Object.fromEntries(
    paths.map((path, i) => [path, disclosureDigest(disclosures[i] as string)]),
  );
  const salt = toBase64Url(random.subarray(0, FACT_SALT_LENGTH));
  const envelope: JsonObject = { ...head, v: 1, salt, plain, sealed: digests };
  checkEnvelope(envelope);
  const bytes = toUtf8(canonicalize(envelope));
  return { bytes, commitment: factCommitment(bytes), disclosures };
}

/** Reads a stored fact with whatever disclosures remain of it; one that does not belong to it is refused by name. */
export function openFact(bytes: Uint8Array, disclosures: readonly string[]): OpenedFact {
  const envelope = readFact(bytes);
  const values = new Map<string, JsonValue>();
  for (const disclosure of disclosures) {
    const { salt, name, value } = readDisclosure(disclosure);
    const digest = Object.hasOwn(envelope.sealed, name) ? envelope.sealed[name] : undefined;
    if (digest === undefined) throw new VerificationError('disclosure-unknown', name);
    if (digest !== disclosureDigest(disclosure) || fromBase64Url(salt)?.length !== FIELD_SALT_LENGTH) {
      throw new VerificationError('disclosure-mismatch', name);
    }
    if (values.has(name)) throw new VerificationError('disclosure-order');
    values.set(name, value);
  }
  const missing = Object.keys(envelope.sealed).filter((path) => !values.has(path));
  return { envelope, values: Object.fromEntries(values), missing };
}

/** Reads a stored fact: exactly canonical JSON of exactly the known shape. */
export function readFact(bytes: Uint8Array): FactEnvelope {
  return checkEnvelope(parseCanonical(bytes, '事实内容'));
}

/** What the log binds of a fact: SHA-256 over its bytes under a prefix of their own. */
export function factCommitment(bytes: Uint8Array): Uint8Array {
  return sha256(COMMITMENT_PREFIX, bytes);
}

/** The entry of the log for a commitment: one version byte and the 32 bytes. */
export function leafEntry(commitment: Uint8Array): Uint8Array {
  if (commitment.length !== 32) throw new VerificationError('hash-malformed');
  return concatBytes(Uint8Array.of(1), commitment);
}

/** The `previous` that the next fact of a stream carries. */
export function previousOf(commitment: Uint8Array): string {
  return toHex(commitment);
}

const FACT_SALT_LENGTH = 32;
const FIELD_SALT_LENGTH = 16;
const COMMITMENT_PREFIX = toUtf8('mingjing/fact/v1\n');
