import { equalBytes, fromBase64, fromUtf8, toBase64, toUtf8 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { canonicalize, isJsonObject, type JsonValue, parseCanonical } from '../fact/canonical-json.ts';
import { type Checkpoint, openCheckpoint } from '../log/checkpoint.ts';
import { keepSignature } from '../log/note.ts';
import { verifyConsistency } from '../log/tree-verify.ts';
import { parseVkey } from '../log/vkey.ts';

/** Two heads that one key signed and that no one log can have; of different sizes, what the larger has at the smaller's size. */
export type ForkProof = {
  readonly vkey: string;
  readonly smaller: string;
  readonly larger: string;
  /** The root that the larger tree has at the smaller size, and the proof that it does; empty where both are of one size. */
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/** Makes the file by which anyone can see that a log's key signed two histories; refuses what does not prove it. */
export function makeForkProof(fork: ForkProof): Uint8Array {
  const log = parseVkey(fork.vkey);
  const file = toUtf8(
    `${canonicalize({
      format: FORMAT,
      vkey: fork.vkey,
      smaller: keepSignature(fork.smaller, log),
      larger: keepSignature(fork.larger, log),
      root: toBase64(fork.root),
      proof: fork.proof.map(toBase64),
    })}\n`,
  );
  verifyForkProof(file);
  return file;
}

/** Verifies such a file offline; throws unless the key named in it did sign two heads that contradict each other. */
export function verifyForkProof(bytes: Uint8Array): { readonly origin: string; readonly size: number } {
  const fork = readForkProof(bytes);
  const log = parseVkey(fork.vkey);
  const { checkpoint: smaller } = openAlone(fork.smaller, fork.vkey);
  const { checkpoint: larger } = openAlone(fork.larger, fork.vkey);
  if (smaller.size < 1 || smaller.size > larger.size)
    throw new VerificationError('fork-unproven', '两者的条数不合理');
  if (equalBytes(fork.root, smaller.root)) throw new VerificationError('fork-unproven', '两者的树根一致');
  verifyConsistency(smaller.size, larger.size, fork.root, larger.root, fork.proof);
  return { origin: log.name, size: smaller.size };
}

const FORMAT = 'mingjing-fork/v1';
const LARGEST = 64 * 1024;
const NEWLINE = 10;

function openAlone(note: string, vkey: string): { readonly checkpoint: Checkpoint } {
  const log = parseVkey(vkey);
  if (log.kind !== 'note') throw new VerificationError('key-malformed');
  if (keepSignature(note, log) !== note) throw new VerificationError('note-extra-signature');
  return openCheckpoint(note, log);
}

function readForkProof(bytes: Uint8Array): ForkProof {
  if (bytes.length > LARGEST || bytes.at(-1) !== NEWLINE || fromUtf8(bytes) === undefined)
    throw malformed('format');
  const file = parseCanonical(bytes.subarray(0, -1), '文件');
  if (!isJsonObject(file) || file.format !== FORMAT || Object.keys(file).length !== 6)
    throw malformed('format');
  return {
    vkey: text(file.vkey, 'vkey'),
    smaller: text(file.smaller, 'smaller'),
    larger: text(file.larger, 'larger'),
    root: hash(file.root, 'root'),
    proof: hashes(file.proof),
  };
}

function hashes(value: JsonValue | undefined): Uint8Array[] {
  if (!Array.isArray(value)) throw malformed('proof');
  return value.map((one: JsonValue) => hash(one, 'proof'));
}

function hash(value: JsonValue | undefined, name: string): Uint8Array {
  const bytes = fromBase64(text(value, name));
  if (bytes?.length !== 32) throw malformed(name);
  return bytes;
}

function text(value: JsonValue | undefined, name: string): string {
  if (typeof value !== 'string') throw malformed(name);
  return value;
}

function malformed(part: string): VerificationError {
  return new VerificationError('file-malformed', part);
}
