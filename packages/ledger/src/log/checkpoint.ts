import { equalBytes, fromBase64, parseDecimal, toBase64 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { type OpenedNote, openNote, signNote, type VerifiedSignature } from './note.ts';
import { requireCount, requireHash, rootFromLeaves } from './tree.ts';
import type { Signer, Verifier } from './vkey.ts';

/** The head of a log: whose it is, how many leaves it has, and its root (C2SP tlog-checkpoint). */
export type Checkpoint = {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  readonly extensions?: readonly string[];
};

/** A checkpoint whose log signature holds, with the cosignatures that hold too. */
export type OpenedCheckpoint = {
  readonly checkpoint: Checkpoint;
  readonly cosignatures: readonly VerifiedSignature[];
  readonly unverified: OpenedNote['unverified'];
};

/** The text that is signed. */
export function formatCheckpoint({ origin, size, root, extensions = [] }: Checkpoint): string {
  requireCount(size);
  requireHash(root);
  const text = `${[origin, size, toBase64(root), ...extensions].join('\n')}\n`;
  parseCheckpoint(text);
  return text;
}

/** Reads the text of a checkpoint. */
export function parseCheckpoint(text: string): Checkpoint {
  if (!text.endsWith('\n')) throw new VerificationError('checkpoint-malformed');
  const [origin = '', sizeText = '', rootText = '', ...extensions] = text.slice(0, -1).split('\n');
  const size = parseDecimal(sizeText);
  const root = fromBase64(rootText);
  if (origin === '' || size === undefined || root?.length !== 32 || extensions.includes('')) {
    throw new VerificationError('checkpoint-malformed');
  }
  if (size === 0 && !equalBytes(root, EMPTY_ROOT)) throw new VerificationError('checkpoint-malformed');
  return extensions.length > 0 ? { origin, size, root, extensions } : { origin, size, root };
}

/** Signs the head of a log; the first signer is the log itself and bears its name. */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly Signer[]): string {
  if (signers[0]?.name !== checkpoint.origin) {
    throw new VerificationError('checkpoint-origin', signers[0]?.name ?? '');
  }
  return signNote(formatCheckpoint(checkpoint), signers);
}

/** Verifies a signed checkpoint: the log's own signature must hold; known witnesses' must hold where they stand. */
export function openCheckpoint(
  note: Uint8Array | string,
  log: Verifier,
  witnesses: readonly Verifier[] = [],
): OpenedCheckpoint {
  const { text, verified, unverified } = openNote(note, [log, ...witnesses]);
  if (!verified.some(({ verifier }) => verifier === log)) throw new VerificationError('note-unverified');
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== log.name) throw new VerificationError('checkpoint-origin', log.name);
  return { checkpoint, cosignatures: verified.filter(({ verifier }) => verifier !== log), unverified };
}

const EMPTY_ROOT = rootFromLeaves([]);
