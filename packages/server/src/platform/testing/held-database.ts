import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { clusterFolderOf } from '../database/cluster.ts';
import { stopLeftover } from '../database/leftover.ts';
import { silentLog } from '../log.ts';

/** What the holding process said first: the way in, or why not. */
export type Answer = { ready: pg.PoolConfig } | { refusal: { code: string; sentence?: string } };

/** The program that holds a database, as a file. */
export const holder = fileURLToPath(new URL('hold-database.ts', import.meta.url));

/** Starts a database in a process of its own, so that the process can be killed and can be somebody else's. */
export const holdDatabase = async (
  dataFolder: string,
  as: { uid?: number; gid?: number } = {},
): Promise<{ child: ChildProcess; answer: Answer }> => {
  const child = spawn(process.execPath, [holder, dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...as,
  });
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', (code) =>
      setTimeout(() => reject(new Error(`ended with ${code} before it answered`)), 200),
    );
  });
  const answer: Answer = JSON.parse(line);
  return { child, answer };
};

/** Ends a process and waits until it is gone. */
export const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
};

/** One question to one database. */
export const ask = async <Row extends pg.QueryResultRow>(
  options: pg.ClientConfig,
  sql: string,
): Promise<Row[]> => {
  const client = new pg.Client(options);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** A data folder for one test; whatever still runs on it is stopped when it is thrown away. */
export type TemporaryFolder = Readonly<{ path: string; remove(): Promise<void> }>;

/** Makes a folder for one test. */
export const temporaryFolder = async (): Promise<TemporaryFolder> => {
  const path = await mkdtemp(join(await realpath(tmpdir()), 'mingjing-platform-'));
  const remove = async () => {
    await stopLeftover(clusterFolderOf(path), silentLog);
    await rm(path, { recursive: true, force: true });
  };
  return { path, remove };
};
