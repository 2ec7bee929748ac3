import { stat } from 'node:fs/promises';
import type pg from 'pg';
import { inTransaction, type Queryable } from '../journal/database.ts';
import { placeOf, removeFile } from './evidence-store.ts';

/**
 * Marks originals erased, with every copy of them that was uploaded again, where each case that holds one has ordered it;
 * returns the digests whose files may have to go.
 */
export async function eraseOriginals(eraser: Queryable, evidence: readonly string[]): Promise<string[]> {
  if (evidence.length === 0) return [];
  const { rows } = await eraser.query<{ sha256: string }>(
    `select distinct sha256 from evidence where id = any($1) order by sha256`,
    [evidence],
  );
  const digests = rows.map(({ sha256 }) => sha256);
  // Whoever is attaching one of them comes first, and is then seen; whoever comes later waits and finds it gone.
  await eraser.query('select hold_attachments()');
  await eraser.query(
    `update evidence set erased = true, file_name = '已依法删除', facts = '{}'
     where sha256 = any($1) and not erased and original_released(id, sha256)`,
    [digests],
  );
  return digests;
}

/** Removes for good the files that no unerased original needs; repeating it changes nothing. */
export async function removeOriginals(
  eraser: pg.Pool,
  folder: string,
  digests: readonly string[],
): Promise<void> {
  for (const sha256 of digests) {
    await inTransaction(eraser, async (client) => {
      await client.query(`select pg_advisory_xact_lock(${LOCK_KEY})`, [sha256]);
      const needed = await client.query(`select 1 from evidence where sha256 = $1 and not erased limit 1`, [
        sha256,
      ]);
      if (needed.rowCount === 0) await removeFile(folder, sha256);
    });
  }
}

/** A transaction in the name of whom the file belongs to. */
type Inside = (work: (client: pg.PoolClient) => Promise<boolean>) => Promise<boolean>;

/** Runs `enter` while the file with this content cannot be removed; tells whether the file was still there. */
export async function whileKept(
  inside: Inside,
  folder: string,
  sha256: string,
  enter: (client: pg.PoolClient) => Promise<void>,
): Promise<boolean> {
  return await inside(async (client) => {
    await client.query(`select pg_advisory_xact_lock_shared(${LOCK_KEY})`, [sha256]);
    const there = await stat(placeOf(folder, sha256)).catch(() => null);
    if (there === null) return false;
    await enter(client);
    return true;
  });
}

const LOCK_KEY = `hashtextextended($1, 20180815)`;
