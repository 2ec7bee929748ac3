import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { dataFolderHolder, openDataFolder } from '../data-folder.ts';
import { findBinaries } from '../database/binaries.ts';
import { clusterFolderOf, startCluster } from '../database/cluster.ts';
import { stopLeftover } from '../database/leftover.ts';
import {
  type DatabaseRole,
  databaseGrants,
  ensureOwnDatabase,
  loginOf,
  roleNames,
} from '../database/roles.ts';
import { socketPort } from '../database/socket-folder.ts';
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
  const stops = [() => rm(dataFolder, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of stops.reverse()) await step();
  };
  try {
    const folder = await openDataFolder(dataFolder);
    stops.push(() => folder.release());
    const only = process.env.MINGJING_POSTGRES_BIN;
    const binaries = await findBinaries({ scratch: dataFolder, ...(only ? { only } : {}) });
    const { socketFolder, stop: stopCluster } = await startCluster(
      dataFolder,
      binaries,
      errorsOnly,
      forgetful,
    );
    stops.push(stopCluster);
    const cluster = { host: socketFolder, port: socketPort, template: 'mingjing' };
    await asAdministrator(cluster, (client) => ensureOwnDatabase(client, cluster.template));
    await migrate(connectionTo(cluster, cluster.template, 'owner'), errorsOnly);
    return { cluster, stop };
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
  return testDatabaseNamed(name);
};

/** A database of the shared cluster that somebody made under this name. */
export const testDatabaseNamed = (name: string): TestDatabase => {
  const cluster = inject('testCluster');
  return {
    name,
    connectionOptions: (role) => connectionTo(cluster, name, role),
    close: () => administer(cluster, [`drop database if exists ${name} with (force)`]),
  };
};

const prefix = 'mingjing-test-';

const errorsOnly: Log = {
  ...silentLog,
  error: (event, fields) => process.stderr.write(`${event} ${JSON.stringify(fields ?? {})}\n`),
};

/** What a power cut leaves is tried with databases of its own; this one is thrown away, and need not wait for the disk. */
const forgetful = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

const connectionTo = ({ host, port }: TestCluster, database: string, role: DatabaseRole): pg.PoolConfig => ({
  host,
  port,
  user: loginOf(role),
  database,
  ssl: false,
});

const administer = (cluster: TestCluster, statements: readonly string[]): Promise<void> =>
  asAdministrator(cluster, async (client) => {
    for (const statement of statements) await client.query(statement);
  });

const asAdministrator = async (
  { host, port }: TestCluster,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> => {
  const client = new pg.Client({ host, port, user: 'postgres', database: 'postgres', ssl: false });
  await client.connect();
  try {
    await work(client);
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
