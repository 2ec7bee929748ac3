import { type Policy, publicationPath } from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import { readStream } from '../journal/read-stream.ts';
import { proofFile } from '../log/proofs.ts';
import { heldFile, type PlannedFile } from './planned-file.ts';

/** What was published of a case's decision, as far as `db` shows it: each fact as a proof file of its own, with all that it still discloses. */
export async function gatherPublications(
  db: Queryable,
  log: Queryable,
  { bureau, caseId, policy }: { bureau: string; caseId: string; policy: Policy },
): Promise<readonly PlannedFile[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from publication where case_id = $1 and bureau = $2 order by id`,
    [caseId, bureau],
  );
  const files: PlannedFile[] = [];
  for (const { id } of rows) {
    const stream = `publication/${id}`;
    for (const { fact, stored } of await readStream(db, stream)) {
      const { bytes, disclosures } = stored;
      const { version } = fact;
      const proof = await proofFile(log, {
        ...{ bureau, stream, version, bytes, disclosures, policy },
        show: () => true,
      });
      // What the log has not signed for yet is not in it; nothing after it is either.
      if (proof === null) break;
      files.push(heldFile(publicationPath(stream, version), proof));
    }
  }
  return files;
}
