import type { Queryable } from '../../journal/database.ts';

/** A time stamp that was verified when it came. */
export interface StoredTimeStamp {
  readonly size: number;
  readonly token: Buffer;
  readonly authority: string;
  readonly stampedAt: Date;
  /** The log's signed head whose bytes were stamped. */
  readonly note: string;
}

/** The newest time stamp of a log, or the one of a size. */
export async function readTimeStamp(
  db: Queryable,
  log: string,
  size: number | null = null,
): Promise<StoredTimeStamp | null> {
  const { rows } = await db.query<StoredTimeStamp>(
    `select t.size, t.token, t.authority, t.stamped_at as "stampedAt", c.note
     from ledger_time_stamp t join ledger_checkpoint c on c.bureau = t.bureau and c.size = t.size
     where t.bureau = $1 and ($2::bigint is null or t.size = $2) order by t.size desc limit 1`,
    [log, size],
  );
  return rows[0] ?? null;
}
