import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process';
import { chmod, chown, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../startup-error.ts';
import type { Binaries } from './binaries.ts';

/** As whom the PostgreSQL programs run: they refuse to run as root. */
export type RunAs = Readonly<
  { kind: 'self' } | { kind: 'namespace' } | { kind: 'user'; uid: number; gid: number }
>;

/** Chooses as whom to run, from who we are, what the kernel allows and who owns the existing cluster. */
export const chooseRunAs = async (clusterFolder: string, binaries: Binaries): Promise<RunAs> => {
  if (process.getuid?.() !== 0) return { kind: 'self' };
  const owner = await stat(clusterFolder).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { kind: 'user', uid: owner.uid, gid: owner.gid };
  if (await namespaceWorks(binaries)) return { kind: 'namespace' };
  const user = await findServiceUser();
  if (user !== undefined && (await userCanRun(user, dirname(clusterFolder), binaries))) return user;
  throw new StartupError(
    'database-start',
    'PostgreSQL 不允许以 root 身份运行，而本机既不能使用用户命名空间，也没有可用的普通账号（postgres 或 nobody）能进入程序与数据文件夹：请改用普通用户启动，或用 DATABASE_URL 指向已有的数据库。',
  );
};

/** Starts one of the PostgreSQL programs in surroundings without any PG* variable. */
export const spawnProgram = (
  runAs: RunAs,
  binaries: Binaries,
  name: 'initdb' | 'postgres',
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess => {
  const program = join(binaries.folder, process.platform === 'win32' ? `${name}.exe` : name);
  const env = { ...cleanEnvironment(), ...binaries.env };
  // A session of its own: Ctrl-C at the terminal must reach the database only through us, after the last write.
  const common = { ...options, env, detached: true, windowsHide: true };
  switch (runAs.kind) {
    case 'self':
      return spawn(program, args, common);
    case 'namespace':
      return spawn('unshare', [...namespaceArguments, program, ...args], common);
    case 'user':
      return spawn(program, args, { ...common, uid: runAs.uid, gid: runAs.gid });
  }
};

/** Gives a folder (and what lies in it) to the account the database runs as. */
export const handOver = async (runAs: RunAs, folder: string): Promise<void> => {
  if (runAs.kind !== 'user') return;
  await chown(folder, runAs.uid, runAs.gid);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await handOver(runAs, path);
    else if (entry.isFile()) await chown(path, runAs.uid, runAs.gid);
  }
};

const namespaceArguments = ['--user', '--map-user=1000', '--map-group=1000', '--'];

const run = promisify(execFile);

const namespaceWorks = async (binaries: Binaries): Promise<boolean> => {
  try {
    const program = join(binaries.folder, 'postgres');
    await run('unshare', [...namespaceArguments, program, '--version'], {
      env: { ...cleanEnvironment(), ...binaries.env },
    });
    return true;
  } catch {
    return false;
  }
};

const findServiceUser = async (): Promise<(RunAs & { kind: 'user' }) | undefined> => {
  const accounts = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = accounts.find(([account]) => account === name) ?? [];
    if (uid !== undefined && gid !== undefined) return { kind: 'user', uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
};

// The data folder is closed to others; the other account only needs to pass through it to its own folder.
const userCanRun = async (
  user: RunAs & { kind: 'user' },
  folder: string,
  binaries: Binaries,
): Promise<boolean> => {
  try {
    await chmod(folder, 0o711);
    await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { ...user });
    await run(join(binaries.folder, 'postgres'), ['--version'], {
      ...user,
      env: { ...cleanEnvironment(), ...binaries.env },
    });
    return true;
  } catch {
    return false;
  }
};

const cleanEnvironment = (): Record<string, string> => {
  const kept = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'USERPROFILE'];
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
};
