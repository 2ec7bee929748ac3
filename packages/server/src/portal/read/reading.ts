import type pg from 'pg';
import { inTransaction } from '../../journal/database.ts';

/** One connection inside a page's transaction; queries run one after another. */
export type Reader = Pick<pg.PoolClient, 'query'>;

/** Reads everything of one page in one snapshot, read-only and for five seconds a statement at most. */
export async function readPage<T>(pool: pg.Pool, work: (db: Reader) => Promise<T>): Promise<T> {
  return await inTransaction(pool, work, OPEN);
}

const OPEN = `begin transaction isolation level repeatable read read only; set local statement_timeout = '5s'`;
