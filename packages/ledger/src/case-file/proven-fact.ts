import { factCommitment, type OpenedFact, openFact, previousOf } from '../fact/fact-envelope.ts';
import { parseTlogProof } from '../log/tlog-proof.ts';
import { readProofFile } from '../proof/proof-file.ts';
import { verifyProofFile } from '../proof/verify-proof-file.ts';
import type { SignedHead } from './check-signatures.ts';

/** A fact in a proof file of its own, proven under one of the bag's signed heads. */
export type ProvenFact = {
  readonly opened: OpenedFact;
  /** Hexadecimal, as the next fact of its stream names it. */
  readonly commitment: string;
  readonly logIndex: number;
};

/** Reads a proof file of a bag; answers with a sentence where it does not hold under a signed head of that very bag. */
export function readProven(bytes: Uint8Array, heads: readonly SignedHead[]): ProvenFact | string {
  const verdict = verifyProofFile(bytes);
  const failed = verdict.checks.find(({ ok }) => !ok);
  if (failed !== undefined) return failed.detail;
  const { fact, disclosures, proof } = readProofFile(bytes);
  if (!heads.some(({ log }) => log.vkey === verdict.key?.vkey)) return '不在卷宗检查点所属的日志里';
  // The witnesses of the bag's heads were counted; another head by the same key may have none.
  const { checkpoint } = parseTlogProof(proof);
  if (!heads.some(({ note, log }) => note === checkpoint && log.vkey === verdict.key?.vkey))
    return '所附检查点不是卷宗的检查点';
  return {
    opened: openFact(fact, disclosures),
    commitment: previousOf(factCommitment(fact)),
    logIndex: verdict.logIndex ?? 0,
  };
}
