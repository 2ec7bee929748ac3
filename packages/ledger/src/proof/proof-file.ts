import { fromBase64, fromHex, toBase64, toHex, toUtf8 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import {
  canonicalize,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  parseCanonical,
} from '../fact/canonical-json.ts';
import { readDisclosure } from '../fact/disclosure.ts';
import { factCommitment, leafEntry } from '../fact/fact-envelope.ts';
import { keepSignature } from '../log/note.ts';
import { formatTlogProof } from '../log/tlog-proof.ts';
import { parseVkey } from '../log/vkey.ts';

/** What a proof file is made of. */
export type ProofFileInput = {
  /** The fact's bytes as stored. */
  readonly fact: Uint8Array;
  /** The disclosures that the reader may see, in any order. */
  readonly disclosures: readonly string[];
  /** The log's public key line. */
  readonly vkey: string;
  /** The entry's place in the log, its inclusion proof, and the signed checkpoint that the proof leads to. */
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
  /** The public key lines of the witnesses whose cosignatures of that checkpoint go into the file. */
  readonly witnesses?: readonly string[];
};

/** A proof file taken apart, nothing of it verified. */
export type ProofFile = {
  readonly fact: Uint8Array;
  readonly disclosures: readonly string[];
  readonly entry: Uint8Array;
  readonly vkey: string;
  readonly proof: string;
  /** Public key lines of witnesses; absent where nobody cosigned. */
  readonly witnesses?: readonly string[];
};

/** The largest proof file that is looked into, in bytes. */
export const MAX_PROOF_FILE_LENGTH = 16_000_000;

/** Makes the file that proves one fact offline; of the checkpoint's signatures the log's own and the named witnesses' are taken over. */
export function makeProofFile(input: ProofFileInput): Uint8Array {
  const witnesses = input.witnesses ?? [];
  const checkpoint = keepSignature(input.checkpoint, ...[input.vkey, ...witnesses].map(parseVkey));
  const named = input.disclosures.map((disclosure) => ({
    disclosure,
    name: readDisclosure(disclosure).name,
  }));
  named.sort((a, b) => (a.name < b.name ? -1 : 1));
  const file: JsonObject = {
    format: FORMAT,
    fact: toBase64(input.fact),
    disclosures: named.map(({ disclosure }) => disclosure),
    entry: toHex(leafEntry(factCommitment(input.fact))),
    vkey: input.vkey,
    proof: formatTlogProof({ index: input.index, hashes: input.hashes, checkpoint }),
    ...(witnesses.length > 0 && { witnesses }),
  };
  return toUtf8(`${canonicalize(file)}\n`);
}

/** Reads a proof file: exactly canonical JSON of exactly these members, and one newline. */
export function readProofFile(bytes: Uint8Array): ProofFile {
  if (bytes.length > MAX_PROOF_FILE_LENGTH) throw malformed('文件过大');
  if (bytes.at(-1) !== NEWLINE) throw malformed('文件末尾不是一个换行');
  const file = parseCanonical(bytes.subarray(0, -1), '文件');
  if (!isJsonObject(file) || file.format !== FORMAT) throw malformed('format');
  const unknown = Object.keys(file).find((name) => !MEMBERS.includes(name));
  if (unknown !== undefined) throw malformed(unknown);
  const { witnesses } = file;
  if (witnesses !== undefined && (!Array.isArray(witnesses) || witnesses.length === 0))
    throw malformed('witnesses');
  return {
    fact: fromBase64(text(file, 'fact')) ?? refuse('fact'),
    disclosures: texts(file, 'disclosures'),
    entry: fromHex(text(file, 'entry')) ?? refuse('entry'),
    vkey: text(file, 'vkey'),
    proof: text(file, 'proof'),
    ...(witnesses !== undefined && { witnesses: texts(file, 'witnesses') }),
  };
}

const FORMAT = 'mingjing-proof/v1';
const MEMBERS: readonly string[] = ['format', 'fact', 'disclosures', 'entry', 'vkey', 'proof', 'witnesses'];
const NEWLINE = 10;

function text(file: JsonObject, name: string): string {
  const value = file[name];
  return typeof value === 'string' ? value : refuse(name);
}

function texts(file: JsonObject, name: string): string[] {
  const list = file[name];
  if (!Array.isArray(list)) return refuse(name);
  return list.map((item: JsonValue) => (typeof item === 'string' ? item : refuse(name)));
}

function refuse(part: string): never {
  throw malformed(part);
}

function malformed(part: string): VerificationError {
  return new VerificationError('file-malformed', part);
}
