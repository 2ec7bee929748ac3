import { makeProofFile, publicationPath } from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import type { ReadFact } from '../journal/fact-codec.ts';
import { readStream } from '../journal/read-stream.ts';
import type { GatheredProofs } from './gather-proofs.ts';
import { heldFile, type PlannedFile } from './planned-file.ts';
import type { StreamEnd } from './record-export.ts';

/** What was published of a case's decision, as far as `db` shows it: each fact as a proof file of its own, with all that it still discloses. */
export async function gatherPublications(
  db: Queryable,
  ends: readonly StreamEnd[],
  proofOf: GatheredProofs['proofOf'],
): Promise<readonly PlannedFile[]> {
  const files: PlannedFile[] = [];
  for (const { stream, version: last } of ends.filter((end) => end.stream.startsWith('publication/')))
    for (const fact of (await readStream(db, stream)).slice(0, last))
      files.push(...provenFile(publicationPath(stream, fact.fact.version), fact, proofOf));
  return files;
}

/** A fact as a proof file of its own; none where the log has not signed for it yet. */
export function provenFile(
  path: string,
  { fact: { stream, version }, stored: { bytes, disclosures } }: ReadFact,
  proofOf: GatheredProofs['proofOf'],
): readonly PlannedFile[] {
  const proof = proofOf(stream, version);
  return proof === undefined ? [] : [heldFile(path, makeProofFile({ fact: bytes, disclosures, ...proof }))];
}
