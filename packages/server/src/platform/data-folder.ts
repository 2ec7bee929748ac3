import { randomBytes } from 'node:crypto';
import {
  constants,
  copyFile,
  link,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { processStart } from './processes.ts';
import { explainWriteFailure, StartupError, systemCode } from './startup-error.ts';

/** A data folder that belongs to this process until released. */
export type DataFolder = Readonly<{ path: string; release(): Promise<void> }>;

/** Creates the folder where needed, proves it writable and takes it; two servers never share one. */
export const openDataFolder = async (path: string): Promise<DataFolder> => {
  try {
    await makeFolder(path);
    if (!(await stat(path)).isDirectory()) throw Object.assign(new Error(path), { code: 'ENOTDIR' });
    const real = await realpath(path);
    return { path: real, release: await takeLock(real) };
  } catch (error) {
    throw explainWriteFailure(path, error) ?? error;
  }
};

/** The process id that holds the folder now, if that process still lives. */
export const dataFolderHolder = async (path: string): Promise<number | undefined> => {
  const holder = await readHolder(join(path, lockName));
  return holder !== undefined && lives(holder) ? holder.pid : undefined;
};

// On a read-only disk Node's recursive mkdir says ENOENT; the plain call tells the truth.
const makeFolder = async (path: string): Promise<void> => {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    await mkdir(path, { mode: 0o700 });
  }
};

type Holder = Readonly<{ pid: number; start: string }>;

const lockName = '.lock';

const takeLock = async (folder: string): Promise<() => Promise<void>> => {
  const lock = join(folder, lockName);
  const mine: Holder = { pid: process.pid, start: processStart(process.pid) ?? '' };
  const draft = `${lock}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, JSON.stringify(mine), { mode: 0o600, flush: true });
  try {
    for (let attempt = 0; attempt < 20; attempt++) {
      if (await linked(draft, lock)) return () => releaseLock(lock, mine);
      const holder = await readHolder(lock);
      if (holder !== undefined && lives(holder)) throw inUse(folder, holder.pid);
      await removeStale(lock, holder);
    }
    throw inUse(folder, undefined);
  } finally {
    await rm(draft, { force: true });
  }
};

const inUse = (folder: string, pid: number | undefined): StartupError =>
  new StartupError(
    'data-folder-in-use',
    `数据文件夹 ${folder} 正由另一个明镜进程${pid === undefined ? '' : `（进程号 ${pid}）`}使用：请先停止它，或用 MINGJING_DATA 指定另一个文件夹。`,
  );

// link() either makes the complete file appear under its name or fails: no half-written lock can be seen.
const linked = async (draft: string, lock: string): Promise<boolean> => {
  try {
    await link(draft, lock);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(systemCode(error) ?? '')) throw error;
    return copied(draft, lock);
  }
};

// Some file systems (exFAT, SMB) know no hard links.
const copied = async (draft: string, lock: string): Promise<boolean> => {
  try {
    await copyFile(draft, lock, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
};

// Two starters may judge the same lock stale: whoever moved it away looks at what was really moved.
const removeStale = async (lock: string, judged: Holder | undefined): Promise<void> => {
  const aside = `${lock}.stale.${process.pid}.${randomBytes(4).toString('hex')}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return;
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved !== undefined && (moved.pid !== judged?.pid || moved.start !== judged.start))
    await linked(aside, lock);
  await unlink(aside);
};

const releaseLock = async (lock: string, mine: Holder): Promise<void> => {
  const holder = await readHolder(lock);
  if (holder?.pid === mine.pid && holder.start === mine.start) await rm(lock, { force: true });
};

const readHolder = async (lock: string): Promise<Holder | undefined> => {
  try {
    const value: unknown = JSON.parse(await readFile(lock, 'utf8'));
    if (typeof value !== 'object' || value === null || !('pid' in value) || !('start' in value))
      return undefined;
    return typeof value.pid === 'number' && typeof value.start === 'string'
      ? { pid: value.pid, start: value.start }
      : undefined;
  } catch {
    return undefined;
  }
};

// A process number alone may have been given to somebody else after a restart; number and start time together not.
const lives = (holder: Holder): boolean => {
  const start = processStart(holder.pid);
  return start !== undefined && (start === holder.start || start === '');
};
