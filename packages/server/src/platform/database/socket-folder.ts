import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartupError, systemCode } from '../startup-error.ts';
import type { RunAs } from './run-as.ts';

/** The port number that only names the socket; nothing listens on the network. */
export const socketPort = 5432;

/** The socket inside its folder. */
export const socketIn = (folder: string): string => join(folder, `.s.PGSQL.${socketPort}`);

/**
 * Where the database of a data folder listens, decided by that folder alone: beside the cluster, where nobody tidies up, or, the
 * path of a socket ending at 107 bytes, in a folder with a short name among the temporary ones.
 */
export const socketFolderOf = (clusterFolder: string): string => {
  const name = `mingjing-${createHash('sha256').update(clusterFolder).digest('hex').slice(0, 16)}`;
  const places = [join(dirname(clusterFolder), 'socket'), join(tmpdir(), name)];
  const fits = (folder: string) => Buffer.byteLength(`${socketIn(folder)}.lock`) <= 103;
  return places.find(fits) ?? join('/tmp', name);
};

/** Makes the socket folder, closed to everybody else; somebody else's folder of that name is refused. */
export const prepareSocketFolder = async (clusterFolder: string, runAs: RunAs): Promise<string> => {
  const folder = socketFolderOf(clusterFolder);
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
  const found = await lstat(folder);
  const mine = process.getuid?.() ?? found.uid;
  const allowed = runAs.kind === 'user' ? [mine, runAs.uid] : [mine];
  if (!found.isDirectory() || !allowed.includes(found.uid)) {
    throw new StartupError('database-start', `数据库通信用的 ${folder} 不属于本账号：请删除它后重新启动。`);
  }
  await chmod(folder, 0o700);
  if (runAs.kind === 'user') await chown(folder, runAs.uid, runAs.gid);
  return folder;
};
