import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Config } from '../config.ts';
import { dataFolderHolder, openDataFolder } from '../data-folder.ts';
import { describeError, type Log } from '../log.ts';
import { StartupError } from '../startup-error.ts';
import { findBinaries } from './binaries.ts';
import { type Cluster, clusterFolderOf, startCluster, writtenBy } from './cluster.ts';
import { checkExternal, checkOwner, externalOptions } from './external.ts';
import { type DatabaseRole, ensureOwnDatabase, loginOf, roleNames } from './roles.ts';
import { assertSafe } from './safety.ts';
import { checkLogins, readLogins, separateOptions } from './separate-logins.ts';
import { socketFolderOf, socketIn, socketPort } from './socket-folder.ts';

/** The database in use: where from, how to connect in each role, and how to let go of it. */
export type Database = Readonly<{
  kind: 'embedded' | 'system' | 'external';
  /** What protects less here than a database of our own does, in one sentence; null where nothing does. */
  weaker: string | null;
  version: string;
  connectionOptions(role: DatabaseRole): pg.PoolConfig;
  /** Where each part has a login of its own, the owner's is kept no longer than until it has migrated. */
  forgetOwner(): void;
  /** Settles when our own server is gone for good: the program should then stop. */
  lost: Promise<void>;
  stop(): Promise<void>;
}>;

type DatabaseConfig = Pick<Config, 'dataFolder' | 'databaseUrl' | 'databaseLogins' | 'postgresFolder'>;

/** Takes the data folder and starts or reaches its database; throws a StartupError with one Chinese sentence. */
export const startDatabase = async (config: DatabaseConfig, log: Log): Promise<Database> => {
  const folder = await openDataFolder(config.dataFolder);
  try {
    const database =
      config.databaseUrl === undefined
        ? await startOwn(folder.path, config.postgresFolder, log)
        : await reachExternal(config.databaseUrl, config.databaseLogins, log);
    const stop = once(async () => {
      await database.stop();
      await folder.release();
    });
    return { ...database, stop };
  } catch (error) {
    await folder.release();
    throw error;
  }
};

/** For command-line tools: uses the database of a server that is running on the folder, or starts it for the while. */
export const attachDatabase = async (config: DatabaseConfig, log: Log): Promise<Database> => {
  const holder = await dataFolderHolder(config.dataFolder);
  if (holder === undefined) return startDatabase(config, log);
  if (config.databaseUrl !== undefined) return reachExternal(config.databaseUrl, config.databaseLogins, log);
  const socketFolder = socketFolderOf(clusterFolderOf(await realpath(config.dataFolder)));
  const { version } = await withAdministrator(socketFolder, databaseName, assertSafe);
  return {
    kind: 'embedded',
    weaker: null,
    version,
    connectionOptions: ownOptions(socketFolder),
    forgetOwner: () => undefined,
    lost: never,
    stop: async () => undefined,
  };
};

const databaseName = 'mingjing';

const never = new Promise<void>(() => undefined);

const reachExternal = async (url: string, loginsFile: string | undefined, log: Log): Promise<Database> => {
  const reached = { kind: 'external', lost: never, stop: async () => undefined } as const;
  if (loginsFile === undefined)
    return {
      ...reached,
      ...(await checkExternal(url, log)),
      connectionOptions: (role) => externalOptions(url, role),
      forgetOwner: () => undefined,
    };
  const logins = await readLogins(loginsFile);
  const { version } = await checkOwner(url, log);
  await checkLogins(url, logins);
  const options = new Map(
    Object.entries(roleNames).map(([role, name]) => [role, separateOptions(url, name, logins)]),
  ).set('owner', externalOptions(url, 'owner'));
  return {
    ...reached,
    version,
    weaker: null,
    connectionOptions: (role) => {
      const known = options.get(role);
      if (known === undefined) throw new Error(`no login is kept for ${role}`);
      return known;
    },
    forgetOwner: () => options.delete('owner'),
  };
};

const startOwn = async (dataFolder: string, only: string | undefined, log: Log): Promise<Database> => {
  if (process.platform === 'win32') {
    // Node reaches no Unix socket on Windows, and a port open to every program there is not private enough.
    throw new StartupError(
      'database-missing',
      'Windows 上不能使用自带的数据库：请用 DATABASE_URL 指向一台 PostgreSQL 15 以上的数据库。',
    );
  }
  const major = await writtenBy(dataFolder);
  const binaries = await findBinaries({
    scratch: dataFolder,
    ...(major === undefined ? {} : { major }),
    ...(only === undefined ? {} : { only }),
  });
  const launch = () => startCluster(dataFolder, binaries, log);
  const cluster = await launch();
  try {
    await withAdministrator(cluster.socketFolder, 'postgres', (client) =>
      ensureOwnDatabase(client, databaseName),
    );
    const { version } = await withAdministrator(cluster.socketFolder, databaseName, assertSafe);
    log.info('database-started', { kind: binaries.kind, version, pid: cluster.pid });
    const connectionOptions = ownOptions(cluster.socketFolder);
    return {
      kind: binaries.kind,
      weaker: null,
      version,
      connectionOptions,
      forgetOwner: () => undefined,
      ...supervise(cluster, launch, log),
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
};

// The server process is seldom killed (lack of memory), or somebody tidies its socket away: it comes back by itself, and pools reconnect.
const supervise = (
  first: Cluster,
  launch: () => Promise<Cluster>,
  log: Log,
): Pick<Database, 'lost' | 'stop'> => {
  let current = first;
  let stopping = false;
  let up = true;
  const watch = async (): Promise<void> => {
    for (let failures = 0; failures < 5; ) {
      const since = Date.now();
      await current.ended;
      up = false;
      if (stopping) return never;
      if (Date.now() - since > 60_000) failures = 0;
      failures++;
      log.error('database-ended', { pid: current.pid, count: failures });
      await sleep(200 * failures);
      try {
        current = await launch();
        up = true;
        if (stopping) await current.stop();
        log.info('database-restarted', { pid: current.pid });
      } catch (error) {
        log.error('database-restart-failed', describeError(error));
      }
    }
  };
  const lost = watch();
  const look = setInterval(() => {
    if (!up || existsSync(socketIn(current.socketFolder))) return;
    up = false;
    log.error('database-socket-lost', { pid: current.pid });
    interrupt(current.pid);
  }, 2_000).unref();
  return {
    lost,
    stop: async () => {
      stopping = true;
      clearInterval(look);
      await current.stop();
    },
  };
};

const interrupt = (pid: number): void => {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It has just ended by itself, and is being started again.
  }
};

const ownOptions =
  (socketFolder: string) =>
  (role: DatabaseRole): pg.PoolConfig => ({
    host: socketFolder,
    port: socketPort,
    user: loginOf(role),
    database: databaseName,
    ssl: false,
    connectionTimeoutMillis: 10_000,
  });

const withAdministrator = async <T>(
  socketFolder: string,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> => {
  const client = new pg.Client({
    host: socketFolder,
    port: socketPort,
    user: 'postgres',
    database,
    ssl: false,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};

const once = (work: () => Promise<void>): (() => Promise<void>) => {
  let result: Promise<void> | undefined;
  return () => (result ??= work());
};
