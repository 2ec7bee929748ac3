import { createHash, randomBytes } from 'node:crypto';
import { link, mkdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
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
  const found = await readLock(join(path, lockName));
  return found?.holder !== undefined && lives(found.holder) ? found.holder.pid : undefined;
};

type Holder = Readonly<{ pid: number; start: string; id: string }>;
type Lock = Readonly<{ text: string; age: number; holder: Holder | undefined }>;

const lockName = '.lock';

// On a read-only disk Node's recursive mkdir says ENOENT; the plain call tells the truth.
const makeFolder = async (path: string): Promise<void> => {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    await mkdir(path, { mode: 0o700 });
  }
};

const takeLock = async (folder: string): Promise<() => Promise<void>> => {
  const lock = join(folder, lockName);
  const id = randomBytes(8).toString('hex');
  const mine = JSON.stringify({
    pid: process.pid,
    start: processStart(process.pid) ?? '',
    id,
  } satisfies Holder);
  const draft = `${lock}.${id}`;
  await writeFile(draft, mine, { mode: 0o600, flush: true });
  try {
    for (let attempt = 0; attempt < 40; attempt++) {
      if (await appears(draft, lock)) return () => releaseLock(lock, mine);
      const found = await readLock(lock);
      if (found === undefined) continue;
      if (found.holder !== undefined && lives(found.holder)) throw inUse(folder, found.holder.pid);
      // Unreadable and young: somebody may be in the middle of writing it.
      if (found.holder !== undefined || found.age > 2_000) await removeStale(lock, found.text, mine);
      await sleep(100);
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
const appears = async (draft: string, lock: string): Promise<boolean> => {
  try {
    await link(draft, lock);
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes(systemCode(error) ?? '')) throw error;
    return created(lock, await readFile(draft, 'utf8'));
  }
};

// Some file systems (exFAT, SMB) know no hard links.
const created = async (path: string, text: string): Promise<boolean> => {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600, flush: true });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw error;
  }
};

// Many may judge one lock stale; only the holder of the claim on exactly this text removes it, and only if it is still there.
const removeStale = async (lock: string, text: string, mine: string): Promise<void> => {
  const claim = `${lock}.claim.${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
  if (!(await created(claim, mine))) {
    const earlier = await readLock(claim);
    if (earlier !== undefined && earlier.age > 10_000) await rm(claim, { force: true });
    return;
  }
  if ((await readLock(lock))?.text === text) await rm(lock, { force: true });
  await rm(claim, { force: true });
};

const releaseLock = async (lock: string, mine: string): Promise<void> => {
  if ((await readLock(lock))?.text === mine) await rm(lock, { force: true });
};

const readLock = async (path: string): Promise<Lock | undefined> => {
  try {
    const text = await readFile(path, 'utf8');
    const age = Date.now() - (await stat(path)).mtimeMs;
    return { text, age, holder: parseHolder(text) };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
};

const parseHolder = (text: string): Holder | undefined => {
  const parsed = holderSchema.safeParse(parseJson(text));
  return parsed.success ? parsed.data : undefined;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const holderSchema = z.strictObject({ pid: z.int().positive(), start: z.string(), id: z.string() });

// A process number alone may have been given to somebody else after a restart; number and start time together not.
const lives = (holder: Holder): boolean => {
  const start = processStart(holder.pid);
  return start !== undefined && (start === holder.start || start === '');
};
