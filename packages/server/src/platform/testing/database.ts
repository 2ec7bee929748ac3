import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { dataFolderHolder } from '../data-folder.ts';
import { clusterFolderOf } from '../database/cluster.ts';
import { stopLeftover } from '../database/leftover.ts';
import { type DatabaseRole, databaseGrants, loginOf, roleNames } from '../database/roles.ts';
import { type Database, startDatabase } from '../database/start-database.ts';
import { type Log, silentLog } from '../log.ts';
import { migrate } from '../migrations.ts';

/** Where the shared test cluster listens, and the name of its migrated template. */
export type TestCluster = Readonly<{ host: string; port: number; template: string }>;

/** A fresh, migrated database of a test file's own. */
export type TestDatabase = Readonly<{
  name: string;
  connectionOptions(role: DatabaseRole): pg.PoolConfig;
  close(): Promise<void>;
}>;

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

/** Starts one real PostgreSQL for a whole test run, with every migration applied to its template. */
export const startTestDatabase = async (): Promise<{ cluster: TestCluster; stop(): Promise<void> }> => {
  await sweepAbandoned();
  const dataFolder = await mkdtemp(join(await realpath(tmpdir()), prefix));
  const only = process.env.MINGJING_POSTGRES_BIN;
  const database = await startDatabase({ dataFolder, ...(only ? { postgresFolder: only } : {}) }, errorsOnly);
  const stop = async () => {
    await database.stop();
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    await migrate(database.connectionOptions('owner'), errorsOnly);
    return { cluster: clusterOf(database), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Copies the template (about 50 ms); call `close` in afterAll, after ending your own pools. */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const cluster = inject('testCluster');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(cluster, [
    `create database ${name} template ${cluster.template} owner ${roleNames.owner}`,
    ...databaseGrants(name),
  ]);
  return {
    name,
    connectionOptions: (role) => ({
      host: cluster.host,
      port: cluster.port,
      user: loginOf(role),
      database: name,
      ssl: false,
    }),
    close: () => administer(cluster, [`drop database if exists ${name} with (force)`]),
  };
};

const prefix = 'mingjing-test-';

const errorsOnly: Log = {
  ...silentLog,
  error: (event, fields) => process.stderr.write(`${event} ${JSON.stringify(fields ?? {})}\n`),
};

const clusterOf = (database: Database): TestCluster => {
  const { host, port, database: template } = database.connectionOptions('owner');
  return { host: String(host), port: Number(port), template: String(template) };
};

const administer = async (cluster: TestCluster, statements: readonly string[]): Promise<void> => {
  const { host, port } = cluster;
  const client = new pg.Client({ host, port, user: 'postgres', database: 'postgres', ssl: false });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
};

// A test run that was killed leaves its cluster running; the next one clears it away.
const sweepAbandoned = async (): Promise<void> => {
  const parent = await realpath(tmpdir());
  for (const name of (await readdir(parent)).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(parent, name);
    if (!existsSync(clusterFolderOf(folder)) || (await dataFolderHolder(folder)) !== undefined) continue;
    await stopLeftover(clusterFolderOf(folder), silentLog);
    await rm(folder, { recursive: true, force: true });
  }
};
