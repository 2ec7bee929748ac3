import pg from 'pg';

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));

/** Least privilege: each part of the product signs in to the database under a role of its own. */
export interface Databases {
  readonly app: pg.Pool;
  readonly sequencer: pg.Pool;
  readonly eraser: pg.Pool;
  readonly portal: pg.Pool;
  close(): Promise<void>;
}

export type DatabaseRole = 'app' | 'sequencer' | 'eraser' | 'portal';

/** Opens one pool per role. */
export function openDatabases(
  connection: (role: DatabaseRole) => pg.PoolConfig,
  onError: (error: Error) => void,
): Databases {
  const open = (role: DatabaseRole, max: number) => {
    const pool = new pg.Pool({ max, application_name: `mingjing-${role}`, ...connection(role) });
    pool.on('error', onError);
    // A connection lost while in use fails its own query; without a listener it would end the process.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  };
  const pools = {
    app: open('app', 16),
    sequencer: open('sequencer', 2),
    eraser: open('eraser', 1),
    portal: open('portal', 8),
  };
  return {
    ...pools,
    close: async () => {
      await Promise.all(Object.values(pools).map((pool) => pool.end()));
    },
  };
}

/** Runs `work` in one transaction on one connection; any throw rolls everything back. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
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

/** Anything that can run a query: a pool or one connection inside a transaction. */
export type Queryable = Pick<pg.Pool, 'query'> | Pick<pg.PoolClient, 'query'>;
