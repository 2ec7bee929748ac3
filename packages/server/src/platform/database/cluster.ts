import type { ChildProcess } from 'node:child_process';
import { mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';
import { explainWriteFailure, StartupError } from '../startup-error.ts';
import type { Binaries } from './binaries.ts';
import { stopLeftover } from './leftover.ts';
import { chooseRunAs, handOver, type RunAs, spawnProgram } from './run-as.ts';
import { explainServerLog, openServerLog } from './server-log.ts';
import { prepareSocketFolder, socketFolderOf, socketPort } from './socket-folder.ts';

/** A running PostgreSQL of our own; `ended` settles when it goes away without being asked to. */
export type Cluster = Readonly<{
  socketFolder: string;
  pid: number;
  ended: Promise<void>;
  stop(): Promise<void>;
}>;

/** The folder of the embedded cluster inside a data folder. */
export const clusterFolderOf = (dataFolder: string): string => join(dataFolder, 'database');

/** The major version that wrote the cluster, or undefined for a new data folder. */
export const writtenBy = async (dataFolder: string): Promise<number | undefined> => {
  const text = await readFile(join(clusterFolderOf(dataFolder), 'PG_VERSION'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Number.parseInt(text, 10);
};

/** Creates the cluster on first use, clears what a killed server left, and starts PostgreSQL on a private socket; `other` settings stand above ours. */
export const startCluster = async (
  dataFolder: string,
  binaries: Binaries,
  log: Log,
  other: Readonly<Record<string, string>> = {},
): Promise<Cluster> => {
  const folder = clusterFolderOf(dataFolder);
  const runAs = await chooseRunAs(folder, binaries);
  try {
    if ((await writtenBy(dataFolder)) === undefined) await createCluster(dataFolder, binaries, runAs, log);
    else await handOverIfForeign(runAs, folder);
    await stopLeftover(folder, log);
    return await launch(dataFolder, binaries, runAs, log, other);
  } catch (error) {
    throw explainWriteFailure(folder, error) ?? error;
  }
};

const handOverIfForeign = async (runAs: RunAs, folder: string): Promise<void> => {
  if (runAs.kind === 'user' && (await stat(folder)).uid !== runAs.uid) await handOver(runAs, folder);
};

// The cluster appears under its name only when complete: an interrupted first start leaves nothing half-made.
const createCluster = async (
  dataFolder: string,
  binaries: Binaries,
  runAs: RunAs,
  log: Log,
): Promise<void> => {
  const draft = join(dataFolder, 'database.new');
  const target = clusterFolderOf(dataFolder);
  const leftover = await stat(target).catch(() => undefined);
  if (leftover !== undefined) {
    throw new StartupError('database-start', `${target} 已存在但不是完整的数据库：请移走它后重新启动。`);
  }
  let written = '';
  for (const locale of ['C.UTF-8', 'zh_CN.UTF-8', 'en_US.UTF-8']) {
    await rm(draft, { recursive: true, force: true });
    await prepareDraft(draft, runAs);
    const result = await initialise(draft, locale, binaries, runAs);
    if (result.code === 0) {
      await rename(draft, target);
      log.info('database-created', { version: binaries.version });
      return;
    }
    written = result.written;
    if (!/invalid locale|locale name|not available|not supported/i.test(written)) break;
  }
  await rm(draft, { recursive: true, force: true });
  throw explainServerLog(written, dataFolder, dataFolder);
};

const prepareDraft = async (draft: string, runAs: RunAs): Promise<void> => {
  if (runAs.kind !== 'user') return;
  await mkdir(draft, { mode: 0o700 });
  await handOver(runAs, draft);
};

const initialise = async (draft: string, locale: string, binaries: Binaries, runAs: RunAs) => {
  const provider =
    binaries.major >= 17
      ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
      : ['--locale-provider=libc'];
  const args = [
    '-D',
    draft,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    `--locale=${locale}`,
    ...provider,
  ];
  args.push('--data-checksums', '--no-instructions', '--set=lc_messages=C');
  if (binaries.major < 16) args.splice(args.indexOf('--set=lc_messages=C'), 1, '--lc-messages=C');
  const child = spawnProgram(runAs, binaries, 'initdb', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  child.stdout?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (written += chunk.toString()));
  return { code: await exitCode(child), written };
};

const exitCode = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });

const launch = async (
  dataFolder: string,
  binaries: Binaries,
  runAs: RunAs,
  log: Log,
  other: Readonly<Record<string, string>>,
): Promise<Cluster> => {
  const folder = clusterFolderOf(dataFolder);
  // Nothing runs on the cluster any more; a socket left by a killed server would only be in the way.
  await rm(socketFolderOf(folder), { recursive: true, force: true });
  const socketFolder = await prepareSocketFolder(folder, runAs);
  const logPath = join(dataFolder, 'database.log');
  const serverLog = openServerLog(logPath);
  const args = [
    '-D',
    folder,
    ...Object.entries({ ...settings(socketFolder), ...other }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]),
  ];
  const output = serverLog.descriptor;
  const child = spawnProgram(runAs, binaries, 'postgres', args, {
    cwd: folder,
    stdio: ['ignore', output, output],
  });
  serverLog.close();
  const exited = exitCode(child).then(
    () => undefined,
    () => undefined,
  );
  const pid = await ready(child, folder, exited, log);
  if (pid === undefined) throw explainServerLog(serverLog.written(), folder, logPath);
  stopWithUs(child, exited);
  return { socketFolder, pid, ended: exited, stop: () => stopServer(child, exited, socketFolder) };
};

// The log keeps no statements, parameters or error texts: they would quote case content.
const settings = (socketFolder: string): Record<string, string> => ({
  listen_addresses: '',
  port: String(socketPort),
  unix_socket_directories: socketFolder,
  unix_socket_permissions: '0700',
  fsync: 'on',
  full_page_writes: 'on',
  synchronous_commit: 'on',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
  jit: 'off',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_statement: 'none',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
});

// Crash recovery may take minutes; as long as the process lives it is at work.
const ready = async (
  child: ChildProcess,
  folder: string,
  exited: Promise<void>,
  log: Log,
): Promise<number | undefined> => {
  let over = false;
  void exited.then(() => {
    over = true;
  });
  const start = Date.now();
  let announced = 0;
  while (!over) {
    const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return child.pid;
    if (Date.now() - start > announced + 10_000) {
      announced = Date.now() - start;
      log.info('database-recovering', { durationMs: announced });
    }
    await sleep(10);
  }
  return undefined;
};

// A crash of our own process must not leave PostgreSQL behind; a kill -9 does, and stopLeftover deals with it.
const stopWithUs = (child: ChildProcess, exited: Promise<void>): void => {
  const stop = () => child.kill('SIGINT');
  process.once('exit', stop);
  void exited.then(() => process.off('exit', stop));
};

const stopServer = async (
  child: ChildProcess,
  exited: Promise<void>,
  socketFolder: string,
): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGINT');
  const patient = new AbortController();
  const slow = sleep(30_000, 'slow', { signal: patient.signal }).catch(() => 'stopped');
  if ((await Promise.race([exited, slow])) === 'slow') child.kill('SIGQUIT');
  await exited;
  patient.abort();
  await rm(socketFolder, { recursive: true, force: true });
};
