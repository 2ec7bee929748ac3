import type pg from 'pg';
import '../../journal/database.ts';

/** One connection inside a page's transaction; queries run one after another. */
export type Reader = Pick<pg.PoolClient, 'query'>;

/** Reads everything of one page in one snapshot, read-only and for five seconds a statement at most. */
export async function readPage<T>(pool: pg.Pool, work: (db: Reader) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(OPEN);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

const OPEN = `begin transaction isolation level repeatable read read only; set local statement_timeout = '5s'`;
