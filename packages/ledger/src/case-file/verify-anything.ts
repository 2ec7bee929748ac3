import { VerificationError } from '../errors.ts';
import { verifyForkProof } from '../proof/fork-proof.ts';
import { MAX_PROOF_FILE_LENGTH } from '../proof/proof-file.ts';
import { type Verdict, verifyProofFile } from '../proof/verify-proof-file.ts';
import { type ByteSource, readStretch } from '../zip/byte-source.ts';
import type { CaseFileVerdict } from './verdict.ts';
import { type CaseFileOptions, verifyCaseFile } from './verify-case-file.ts';
import { type DocumentVerdict, type RegisteredDocument, verifyDocument } from './verify-document.ts';

/** The verdict on a file of any of our kinds: a case file, the proof of one fact, a document, or the proof that a log contradicts itself. */
export type AnyVerdict =
  | CaseFileVerdict
  | (Verdict & { readonly kind: 'proof' })
  | DocumentVerdict
  | { readonly kind: 'fork'; readonly ok: true; readonly origin: string; readonly size: number }
  | { readonly kind: 'unknown'; readonly ok: false };

/** Finds out what a file is and verifies it offline. Whatever the bytes are there is a verdict, never an exception. */
export async function verifyAnything(
  source: ByteSource,
  options: CaseFileOptions & { readonly registered?: RegisteredDocument } = {},
): Promise<AnyVerdict> {
  const [first, second] = await readStretch(source, 0, Math.min(2, source.size));
  if (options.registered !== undefined || (first === 0x25 && second === 0x50))
    return await verifyDocument(source, options.registered, options.onProgress);
  if (first === 0x50 && second === 0x4b) return await verifyCaseFile(source, options);
  if (first !== 0x7b || source.size > MAX_PROOF_FILE_LENGTH) return { kind: 'unknown', ok: false };
  const bytes = await readStretch(source, 0, source.size);
  const fork = readFork(bytes);
  if (fork !== undefined) return { kind: 'fork', ok: true, ...fork };
  return { kind: 'proof', ...verifyProofFile(bytes, options) };
}

function readFork(bytes: Uint8Array): ReturnType<typeof verifyForkProof> | undefined {
  try {
    return verifyForkProof(bytes);
  } catch (error) {
    if (error instanceof VerificationError) return undefined;
    throw error;
  }
}
