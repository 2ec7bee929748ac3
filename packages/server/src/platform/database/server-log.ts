import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { StartupError } from '../startup-error.ts';

/** Opens PostgreSQL's own log for appending; a long one is put aside first. */
export const openServerLog = (path: string): { descriptor: number; written(): string; close(): void } => {
  if (existsSync(path) && statSync(path).size > 4 * 1024 * 1024) renameSync(path, `${path}.1`);
  const descriptor = openSync(path, 'a', 0o600);
  const start = statSync(path).size;
  return {
    descriptor,
    written: () => readFileSync(path).subarray(start).toString('utf8'),
    close: () => closeSync(descriptor),
  };
};

/** Says in one sentence why PostgreSQL did not start, from what it wrote. */
export const explainServerLog = (written: string, folder: string, logPath: string): StartupError => {
  if (/No space left on device|Disk quota exceeded/.test(written)) {
    return new StartupError(
      'disk-full',
      `磁盘空间不足，数据库无法在 ${folder} 启动：请清理磁盘或扩容后重新启动。`,
    );
  }
  if (/Permission denied|Read-only file system|has wrong ownership|has invalid permissions/.test(written)) {
    return new StartupError(
      'data-folder-unwritable',
      `数据库没有写入 ${folder} 的权限：请用该文件夹的所有者账号启动，或用 MINGJING_DATA 指定另一个文件夹。`,
    );
  }
  if (/was initialized by PostgreSQL version|database files are incompatible/.test(written)) {
    return new StartupError('database-version', `${folder} 由另一版本的 PostgreSQL 写成，现有版本不能使用。`);
  }
  if (/pre-existing shared memory block|lock file .* already exists/.test(written)) {
    return new StartupError('data-folder-in-use', `${folder} 正由另一个数据库进程使用：请先停止它。`);
  }
  const reason = [...written.matchAll(/(?:FATAL|PANIC|error):\s+(.+)/g)].at(-1)?.[1];
  const detail = reason === undefined ? '' : `（${reason.trim()}）`;
  return new StartupError('database-start', `数据库未能启动${detail}：详情见 ${logPath}。`);
};
