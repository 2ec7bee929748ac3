import pg from 'pg';

pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));

/** Least privilege: each part of the product signs in to the database under a role of its own. */
export interface Databases {
  /** What answers requests: of cases, drafts and publications it sees and changes what `actAs` names alone. */
  readonly app: pg.Pool;
  /** What runs by itself and for nobody: at start, at night, at the command line. */
  readonly worker: pg.Pool;
  readonly sequencer: pg.Pool;
  readonly eraser: pg.Pool;
  readonly portal: pg.Pool;
  /** What a person looks at; sees rows for `seeAs` alone. */
  readonly reader: pg.Pool;
  close(): Promise<void>;
}

export type DatabaseRole = 'app' | 'writer' | 'worker' | 'sequencer' | 'eraser' | 'portal' | 'reader';

/** Opens one pool per role. */
export function openDatabases(
  connection: (role: DatabaseRole) => pg.PoolConfig,
  onError: (error: Error) => void,
): Databases {
  const open = (role: DatabaseRole, max: number, settings: pg.PoolConfig = {}) => {
    const pool = new pg.Pool({
      max,
      application_name: `mingjing-${role}`,
      ...settings,
      ...connection(role),
    });
    pool.on('error', onError);
    // A connection lost while in use fails its own query; without a listener it would end the process.
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  };
  const pools = {
    app: open('app', 12),
    worker: open('worker', 3),
    // A process that sleeps in the middle of its work on a log loses the log to the others, and its work with it.
    sequencer: open('sequencer', 2, { idle_in_transaction_session_timeout: 30_000 }),
    eraser: open('eraser', 1),
    portal: open('portal', 8),
    reader: open('reader', 8),
  };
  const gathering = open('app', 4, { verify: planOnce });
  const writing = open('writer', 8, { verify: planOnce });
  gatheringPools.set(pools.app, gathering);
  for (const asked of [pools.app, gathering, pools.worker]) writingPools.set(asked, writing);
  return {
    ...pools,
    close: async () => {
      await Promise.all([...Object.values(pools), gathering, writing].map((pool) => pool.end()));
    },
  };
}

/**
 * Where the statements of many callers travel together. Their forms are few, take arrays and look rows up by key, so each
 * is planned once, for the index: left to itself PostgreSQL would plan them anew each time, or read a table through that
 * was small when it last looked.
 */
export function gatheringPool(pool: pg.Pool): pg.Pool {
  return gatheringPools.get(pool) ?? pool;
}

const gatheringPools = new WeakMap<pg.Pool, pg.Pool>();

/**
 * Where facts of cases are written: under a role that the database lets write for those alone who take part in the case, and that
 * reads next to nothing. A connection inside a transaction stays as it is.
 */
export function writingPool<Asked extends Queryable>(db: Asked): Asked | pg.Pool {
  return (db instanceof pg.Pool ? writingPools.get(db) : undefined) ?? db;
}

const writingPools = new WeakMap<pg.Pool, pg.Pool>();

const planOnce: NonNullable<pg.PoolConfig['verify']> = (client, done) => {
  client
    .query(
      'set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_bitmapscan = off; set enable_hashjoin = off; set enable_mergejoin = off',
    )
    .then(() => done(), done);
};

/** Runs `work` in one transaction on one connection; any throw rolls everything back. `open` begins it. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
  open = 'begin',
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(open);
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
