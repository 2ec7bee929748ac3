import { createHash } from 'node:crypto';
import type { CalendarYear, Pack } from '@mingjing/law';
import { canonicalize, type JsonValue } from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import { hashPack, type LoadedPacks, loadPacks } from '../packs/load.ts';

/** Keeps a pack's content under its hash and answers with the hash; the same content is kept once. */
export async function keepPack(db: Queryable, pack: Pack, now: Date): Promise<string> {
  const sha256 = hashPack(pack);
  await db.query(
    `insert into pack_version (sha256, pack, body, stored_at) values ($1, $2, $3, $4) on conflict (sha256) do nothing`,
    [sha256, pack.id, pack, now],
  );
  return sha256;
}

/** Keeps a year's holiday arrangement under its hash and answers with the hash. */
export async function keepYear(db: Queryable, year: CalendarYear): Promise<string> {
  const sha256 = hashYear(year);
  await db.query(
    `insert into calendar_version (sha256, year, body) values ($1, $2, $3) on conflict (sha256) do nothing`,
    [sha256, year.year, year],
  );
  return sha256;
}

/** SHA-256 of an arrangement's canonical form. */
export function hashYear(year: CalendarYear): string {
  return createHash('sha256')
    .update(canonicalize(JSON.parse(JSON.stringify(year)) as JsonValue))
    .digest('hex');
}

/** The packs that came with this installation; read and checked once. */
export function releasedPacks(): LoadedPacks {
  released ??= loadPacks();
  return released;
}
let released: LoadedPacks | undefined;
