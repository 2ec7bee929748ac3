import { dirname } from 'node:path';
import { type FileOperations, fileOperations } from './file-operations.ts';
import { systemCode } from './startup-error.ts';

/** Files of which a reader finds the old content or the new, never half of it, whatever is cut off when. */
export interface DurableFiles {
  /** Done only when content and name would survive a power cut. */
  write(path: string, content: Uint8Array | string): Promise<void>;
  /** The same for a file that is never written again: where there is one already it stays as it is. */
  create(path: string, content: Uint8Array | string): Promise<void>;
  /** Undefined where there is no such file. */
  read(path: string): Promise<Buffer | undefined>;
}

/** Who may look at what is written, and how a file is called until it has its name. */
export interface DurableSettings {
  readonly isPublic?: boolean;
  /** The folder below which all that is written lies. */
  readonly root?: string;
  /** Where several processes write one file, each needs a name of its own. */
  readonly temporaryOf?: (path: string) => string;
}

/** Durable files over the given operations: temporary file, fsync, rename, fsync of the folder. */
export function durableFiles(
  operations: FileOperations = fileOperations,
  { isPublic = false, root, temporaryOf = (path) => `${path}.tmp` }: DurableSettings = {},
): DurableFiles {
  const makeFolder = folderMaker(operations, root, isPublic);
  const place = async (
    path: string,
    content: Uint8Array | string,
    settle: (temporary: string) => Promise<void>,
  ): Promise<void> => {
    await makeFolder(dirname(path));
    const temporary = temporaryOf(path);
    try {
      const file = await operations.open(temporary, 'w', isPublic ? 0o644 : 0o600);
      try {
        await file.appendFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      await settle(temporary);
    } catch (error) {
      await operations.remove(temporary).catch(() => undefined);
      throw error;
    }
    await syncFolder(operations, dirname(path));
  };
  return {
    write: (path, content) => place(path, content, (temporary) => operations.rename(temporary, path)),
    create: (path, content) =>
      place(path, content, async (temporary) => {
        await operations.link(temporary, path).catch((error: unknown) => {
          if (systemCode(error) !== 'EEXIST') throw error;
        });
        await operations.remove(temporary);
      }),
    read: async (path) => {
      try {
        return await operations.read(path);
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}

/**
 * Makes folders below `root` that are still there after a power cut: each one's name is written out in the folder above it,
 * once a process, since one that was killed may have made it and gone no further.
 */
export function folderMaker(
  operations: FileOperations,
  root: string | undefined,
  isPublic = false,
): (folder: string) => Promise<void> {
  const made = new Set<string>();
  return async (folder) => {
    if (made.has(folder)) return;
    const topmost = (await operations.mkdir(folder, isPublic ? 0o755 : 0o700)) ?? root ?? folder;
    const highest = root !== undefined && root.length < topmost.length ? root : topmost;
    for (let one = folder; one.length >= highest.length; one = dirname(one))
      await syncFolder(operations, dirname(one));
    made.add(folder);
  };
}

/** Done when the names in a folder would survive a power cut. */
export async function syncFolder(operations: FileOperations, path: string): Promise<void> {
  const folder = await operations.open(path, 'r', 0);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
