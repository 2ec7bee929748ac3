import { type FileHandle, link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { systemCode } from './startup-error.ts';

/** The operations of the file system that durable writing and reading consist of; tests let each of them fail. */
export interface FileOperations {
  /** Makes the folder and those above it; the topmost one it made, if any. */
  readonly mkdir: (folder: string, mode: number) => Promise<string | undefined>;
  readonly open: (path: string, flags: string, mode: number) => Promise<OpenFile>;
  readonly rename: (from: string, to: string) => Promise<void>;
  /** A second name for the file; refused with EEXIST where something has that name. */
  readonly link: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  readonly read: (path: string) => Promise<Buffer>;
  readonly exists: (path: string) => Promise<boolean>;
  /** The names in a folder; none where there is no such folder. */
  readonly list: (folder: string) => Promise<readonly string[]>;
}

export type OpenFile = Pick<FileHandle, 'appendFile' | 'sync' | 'close'>;

/** A flush failed: the kernel says so once only, and a second flush would say yes to what was lost. Nothing more is written until a new start. */
export class DiskFailed extends Error {
  constructor(cause: unknown) {
    super(`存储设备写入失败（${systemCode(cause) ?? '原因不明'}）。请检查磁盘，再重新启动。`, { cause });
    this.name = 'DiskFailed';
  }
}

/** Lets nothing more be written after a flush that failed otherwise than for want of space. */
export function stopAfterFailedFlush(operations: FileOperations): FileOperations {
  let failed: DiskFailed | undefined;
  const unlessFailed =
    <Given extends readonly unknown[], Result>(
      operation: (...given: Given) => Promise<Result>,
    ): ((...given: Given) => Promise<Result>) =>
    async (...given) => {
      if (failed !== undefined) throw failed;
      return await operation(...given);
    };
  return {
    ...operations,
    mkdir: unlessFailed(operations.mkdir),
    rename: unlessFailed(operations.rename),
    link: unlessFailed(operations.link),
    open: unlessFailed(async (path, flags, mode) => {
      const file = await operations.open(path, flags, mode);
      return {
        appendFile: unlessFailed((content) => file.appendFile(content)),
        close: () => file.close(),
        sync: unlessFailed(async () => {
          try {
            await file.sync();
          } catch (error) {
            if (FULL.has(systemCode(error) ?? '')) throw error;
            failed = new DiskFailed(error);
            throw failed;
          }
        }),
      };
    }),
  };
}

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT']);

/** The machine's own file system; one for the whole process, so that a failed disk stops every part of it. */
export const fileOperations: FileOperations = stopAfterFailedFlush({
  mkdir: (folder, mode) => mkdir(folder, { recursive: true, mode }),
  open,
  rename,
  link,
  remove: (path) => rm(path, { force: true }),
  read: (path) => readFile(path),
  exists: (path) =>
    stat(path).then(
      () => true,
      (error: unknown) => {
        if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return false;
        throw error;
      },
    ),
  list: (folder) =>
    readdir(folder).catch((error: unknown) => {
      if (systemCode(error) === 'ENOENT') return [];
      throw error;
    }),
});
