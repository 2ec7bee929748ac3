import { equalBytes, fromBase64, parseDecimal, toBase64 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { type Checkpoint, formatCheckpoint, openCheckpoint } from './checkpoint.ts';
import { cosignNote } from './note.ts';
import { verifyConsistency } from './tree-verify.ts';
import type { Signer, Verifier } from './vkey.ts';

/** A log asks a witness to sign its head: what the witness saw last, the proof from there, and the signed checkpoint. */
export type AddCheckpoint = {
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
};

/** The last head of a log that a witness has signed. */
export type SeenHead = { readonly size: number; readonly root: Uint8Array };

/** What a witness answers (C2SP tlog-witness): a status and a body, or a head it may sign once it is stored. */
export type Judgement =
  | { readonly status: 400 | 403 | 404 | 409 | 422; readonly body: string; readonly size?: number }
  | { readonly status: 200; readonly checkpoint: Checkpoint; readonly seen: SeenHead };

/** The text of an add-checkpoint request. */
export function formatAddCheckpoint({ old, proof, note }: AddCheckpoint): string {
  return [`old ${old}`, ...proof.map(toBase64), '', note].join('\n');
}

/** Reads an add-checkpoint request; throws where it is not one. */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n');
  const [first = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n');
  const old = first.startsWith('old ') ? parseDecimal(first.slice(4)) : undefined;
  const proof = lines.map((line) => fromBase64(line));
  if (
    end < 0 ||
    old === undefined ||
    lines.length > MOST_HASHES ||
    proof.some((hash) => hash?.length !== 32)
  ) {
    throw new VerificationError('proof-malformed');
  }
  return { old, proof: proof as Uint8Array[], note: body.slice(end + 2) };
}

/**
 * Decides on a request by what the witness knows: the key of each log, and the head it signed last. A 200 must be stored by
 * compare-and-set against that last head before anything is signed.
 */
export function judgeCheckpoint(
  body: string,
  logOf: (origin: string) => Verifier | undefined,
  lastOf: (origin: string) => SeenHead | undefined,
): Judgement {
  let request: AddCheckpoint;
  try {
    request = parseAddCheckpoint(body);
  } catch {
    return { status: 400, body: 'malformed request\n' };
  }
  const log = logOf(request.note.slice(0, Math.max(request.note.indexOf('\n'), 0)));
  if (log === undefined) return { status: 404, body: 'unknown log\n' };
  const opened = open(request.note, log);
  if (opened === undefined) return { status: 403, body: 'invalid signature\n' };
  return judgeHead(opened, request, lastOf(log.name) ?? { size: 0, root: EMPTY });
}

/** The cosignature line that a witness answers with. */
export function cosignatureLine(checkpoint: Checkpoint, signer: Signer, time: number): string {
  const text = formatCheckpoint(checkpoint);
  const bare = `${text}\n${PLACEHOLDER}`;
  return cosignNote(bare, signer, time).slice(bare.length);
}

/** A note with further signature lines; each line is kept as it came. */
export function addSignatures(note: string, lines: readonly string[]): string {
  return note + lines.filter((line) => !note.includes(line)).join('');
}

const MOST_HASHES = 63;
const EMPTY = new Uint8Array();
// cosignNote adds to a signed note; its text alone is what is cosigned.
const PLACEHOLDER = `— placeholder ${toBase64(new Uint8Array(68))}\n`;

function open(note: string, log: Verifier): Checkpoint | undefined {
  try {
    return openCheckpoint(note, log).checkpoint;
  } catch {
    return undefined;
  }
}

function judgeHead(checkpoint: Checkpoint, { old, proof }: AddCheckpoint, last: SeenHead): Judgement {
  if (old > checkpoint.size) return { status: 400, body: 'old size is beyond the checkpoint\n' };
  if (old !== last.size) return { status: 409, body: `${last.size}\n`, size: last.size };
  const seen = { size: checkpoint.size, root: checkpoint.root };
  const accepted: Judgement = { status: 200, checkpoint, seen };
  if (old === checkpoint.size && old > 0) {
    if (!equalBytes(last.root, checkpoint.root))
      return { status: 409, body: `${last.size}\n`, size: last.size };
    return proof.length === 0 ? accepted : { status: 422, body: 'invalid consistency proof\n' };
  }
  return isConsistent(old, checkpoint, last, proof)
    ? accepted
    : { status: 422, body: 'invalid consistency proof\n' };
}

function isConsistent(old: number, next: Checkpoint, last: SeenHead, proof: readonly Uint8Array[]): boolean {
  if (old === 0) return proof.length === 0;
  try {
    verifyConsistency(old, next.size, last.root, next.root, proof);
    return true;
  } catch {
    return false;
  }
}
