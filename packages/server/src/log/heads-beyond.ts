import { openCheckpoint, parseVkey, VerificationError } from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import type { SignedHead } from './signed-heads.ts';

/**
 * The heads in the database that lie beyond what a signer remembers and that its key has truly signed, the newest first. A row
 * that bears no signature of the key is not held against the signer; a recheck names it.
 */
export async function headsBeyond(
  db: Queryable,
  id: string,
  vkey: string,
  last: SignedHead | null,
): Promise<readonly SignedHead[]> {
  const { rows } = await db.query<{ note: string }>(
    `select note from ledger_checkpoint where bureau = $1 and size > $2 order by size desc`,
    [id, last?.size ?? 0],
  );
  const key = parseVkey(vkey);
  return rows.flatMap(({ note }) => {
    try {
      const { size, root } = openCheckpoint(note, key).checkpoint;
      return size > (last?.size ?? 0) ? [{ size, root }] : [];
    } catch (error) {
      if (error instanceof VerificationError) return [];
      throw error;
    }
  });
}
