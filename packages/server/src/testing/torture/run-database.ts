import pg from 'pg';
import { type Binaries, findBinaries } from '../../platform/database/binaries.ts';
import { type Cluster, startCluster } from '../../platform/database/cluster.ts';
import { startDatabase } from '../../platform/database/start-database.ts';
import { silentLog } from '../../platform/log.ts';
import { migrate } from '../../platform/migrations.ts';

/** A PostgreSQL of a torture run, a child of this process. */
export interface RunDatabase {
  readonly address: { readonly host: string; readonly port: number; readonly database: string };
  readonly up: () => Promise<unknown>;
  /** Kills the server alone, or every process of it at one blow, and starts it again. */
  kill(what: 'server' | 'all'): Promise<void>;
  /** Asks as the administrator, who is above everything. */
  ask<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  stop(): Promise<void>;
}

/** Makes a database with every migration and keeps it running. */
export async function openRunDatabase(dataFolder: string): Promise<RunDatabase> {
  const first = await startDatabase({ dataFolder }, silentLog);
  await migrate(first.connectionOptions('owner'), silentLog);
  const { host, port, database } = first.connectionOptions('owner');
  await first.stop();
  const binaries: Binaries = await findBinaries({ scratch: dataFolder });
  const start = () => startCluster(dataFolder, binaries, silentLog);
  let running: Promise<Cluster> = start();
  const address = { host: String(host), port: Number(port), database: String(database) };
  await running;
  return {
    address,
    up: () => running,
    kill: async (what) => {
      const { pid, ended } = await running;
      process.kill(what === 'all' ? -pid : pid, 'SIGKILL');
      await ended;
      running = start();
      running.catch(() => undefined);
    },
    ask: async (sql, values = []) => {
      await running;
      const client = new pg.Client({ ...address, user: 'postgres', ssl: false });
      client.on('error', () => undefined);
      await client.connect();
      try {
        return (await client.query(sql, values)).rows;
      } finally {
        await client.end();
      }
    },
    stop: async () => (await running).stop(),
  };
}
