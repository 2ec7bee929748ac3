import { execFile } from 'node:child_process';
import { readdir, readFile, readlink, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Log } from '../log.ts';
import { isRunning } from '../processes.ts';
import { StartupError } from '../startup-error.ts';

/** Stops what an earlier, killed server left running on the cluster folder, and clears its lock file when stale. */
export const stopLeftover = async (clusterFolder: string, log: Log): Promise<void> => {
  const recorded = await recordedPostmaster(clusterFolder);
  const running = await processesOn(clusterFolder, recorded);
  if (running.length > 0) {
    log.warn('database-leftover-stopping', { count: running.length, ...(recorded ? { pid: recorded } : {}) });
    await stopAll(clusterFolder, recorded, running);
  } else if (recorded !== undefined && process.platform === 'linux') {
    // By now the number may be a stranger's (a container that restarted), and PostgreSQL would refuse to start.
    await rm(join(clusterFolder, 'postmaster.pid'), { force: true });
  }
};

const recordedPostmaster = async (clusterFolder: string): Promise<number | undefined> => {
  const text = await readFile(join(clusterFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return pid > 0 ? pid : undefined;
};

const stopAll = async (clusterFolder: string, postmaster: number | undefined, running: readonly number[]) => {
  const chief = postmaster !== undefined && running.includes(postmaster) ? postmaster : undefined;
  // Stopping at once loses nothing either (recovery follows); patience only saves the recovery.
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', 5_000],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ];
  let left = running;
  for (const [signal, patience] of steps) {
    for (const pid of chief !== undefined && left.includes(chief) ? [chief] : left)
      signalQuietly(pid, signal);
    const deadline = Date.now() + patience;
    while (left.length > 0 && Date.now() < deadline) {
      await sleep(25);
      left = await processesOn(clusterFolder, postmaster);
    }
    if (left.length === 0) return;
  }
  throw new StartupError(
    'database-start',
    `上次遗留的数据库进程（进程号 ${left.join('、')}）无法停止：请手动结束它后重新启动。`,
  );
};

const signalQuietly = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal);
  } catch {
    // It ended by itself in the meantime.
  }
};

// Every PostgreSQL process of a cluster works in the cluster folder: on Linux that is certain proof.
const processesOn = async (clusterFolder: string, recorded: number | undefined): Promise<number[]> => {
  if (process.platform === 'linux') {
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
    const found = await Promise.all(
      pids.map(async (pid) => ((await worksIn(pid, clusterFolder)) ? [pid] : [])),
    );
    return found.flat();
  }
  if (recorded === undefined || !isRunning(recorded) || process.platform === 'win32') return [];
  const { stdout } = await promisify(execFile)('ps', ['-o', 'command=', '-p', String(recorded)]).catch(
    () => ({ stdout: '' }),
  );
  return stdout.includes(clusterFolder) ? [recorded] : [];
};

const worksIn = async (pid: number, clusterFolder: string): Promise<boolean> => {
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
  if (folder !== clusterFolder) return false;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return name.startsWith('postgres');
};
