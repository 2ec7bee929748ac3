import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Queryable } from '../journal/database.ts';
import { placeOf } from './evidence-store.ts';

/** What became of the originals that the database knows: how many are there, were erased by law, and which lack or have another size. */
export interface OriginalsFound {
  readonly held: number;
  readonly erased: number;
  readonly missing: readonly string[];
}

/** Looks for the file of every original; one that was erased by law is not missing. */
export async function checkOriginals(db: Queryable, folder: string): Promise<OriginalsFound> {
  const { rows } = await db.query<{ id: string; sha256: string; size: number; erased: boolean }>(
    `select id, sha256, size, erased from evidence order by id`,
  );
  const missing: string[] = [];
  let held = 0;
  for (const { id, sha256, size } of rows.filter(({ erased }) => !erased)) {
    const file = await stat(placeOf(folder, sha256)).catch(() => null);
    if (file?.size === size) held += 1;
    else missing.push(id);
  }
  return { held, erased: rows.filter(({ erased }) => erased).length, missing };
}

/** The size and digests of the file kept for a digest, read through; null where there is none. */
export async function digestOriginal(
  folder: string,
  sha256: string,
): Promise<{ readonly size: number; readonly sha256: string; readonly sm3: string } | null> {
  const digests = [createHash('sha256'), createHash('sm3')] as const;
  let size = 0;
  try {
    for await (const chunk of createReadStream(placeOf(folder, sha256)) as AsyncIterable<Buffer>) {
      for (const digest of digests) digest.update(chunk);
      size += chunk.length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  return { size, sha256: digests[0].digest('hex'), sm3: digests[1].digest('hex') };
}
