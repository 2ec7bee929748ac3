import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** The operations of the file system that a durable write consists of; tests let each of them fail. */
export interface FileOperations {
  readonly mkdir: (folder: string) => Promise<unknown>;
  readonly open: (path: string, flags: string) => Promise<Pick<FileHandle, 'writeFile' | 'sync' | 'close'>>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
}

/** Files of which a reader finds the old content or the new, never half of it, whatever is cut off when. */
export interface DurableFiles {
  /** Done only when content and name would survive a power cut. */
  write(path: string, content: Uint8Array | string): Promise<void>;
  /** Undefined where there is no such file. */
  read(path: string): Promise<Buffer | undefined>;
}

export const fileOperations: FileOperations = {
  mkdir: (folder) => mkdir(folder, { recursive: true, mode: 0o755 }),
  open: (path, flags) => open(path, flags, 0o644),
  rename,
  remove: (path) => rm(path, { force: true }),
};

/** Durable files over the given operations: temporary file, fsync, rename, fsync of the folder. */
export function durableFiles(operations: FileOperations = fileOperations): DurableFiles {
  return {
    write: async (path, content) => {
      const folder = dirname(path);
      await operations.mkdir(folder);
      const temporary = `${path}.tmp`;
      try {
        const file = await operations.open(temporary, 'w');
        try {
          await file.writeFile(content);
          await file.sync();
        } finally {
          await file.close();
        }
        await operations.rename(temporary, path);
      } catch (error) {
        await operations.remove(temporary).catch(() => undefined);
        throw error;
      }
      const parent = await operations.open(folder, 'r');
      try {
        await parent.sync();
      } finally {
        await parent.close();
      }
    },
    read: async (path) => {
      try {
        return await readFile(path);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}
