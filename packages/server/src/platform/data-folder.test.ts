import { spawn } from 'node:child_process';
import { mkdtemp, readdir, realpath, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dataFolderHolder, openDataFolder } from './data-folder.ts';
import { processStart } from './processes.ts';

describe('a data folder belongs to one process', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(await realpath(tmpdir()), 'mingjing-folder-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('while it is held it is refused, afterwards it is free and clean', async () => {
    const held = await openDataFolder(folder);
    expect(await dataFolderHolder(folder)).toBe(process.pid);
    await expect(openDataFolder(folder)).rejects.toMatchObject({ code: 'data-folder-in-use' });
    await held.release();
    expect(await readdir(folder)).toEqual([]);
    await (await openDataFolder(folder)).release();
  });

  test('of many who try at once exactly one gets it', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => openDataFolder(folder)));
    expect(tries.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  test.each([
    ['of a process that ended', async () => ({ pid: await endedProcess(), start: 'any', id: '1' })],
    [
      'whose number now belongs to another process',
      async () => ({ pid: process.ppid, start: 'earlier boot/1', id: '1' }),
    ],
    ['cut short by a power failure', async () => ''],
  ])('a lock %s is stale', async (_title, content) => {
    const stale = await content();
    await writeFile(join(folder, '.lock'), typeof stale === 'string' ? stale : JSON.stringify(stale));
    await utimes(join(folder, '.lock'), 0, 0);
    expect(await dataFolderHolder(folder)).toBeUndefined();
    const tries = await Promise.allSettled(Array.from({ length: 30 }, () => openDataFolder(folder)));
    expect(tries.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
  });

  test('a lock of a living process is respected', async () => {
    await writeFile(
      join(folder, '.lock'),
      JSON.stringify({ pid: process.ppid, start: processStart(process.ppid), id: '1' }),
    );
    await expect(openDataFolder(folder)).rejects.toThrow(`进程号 ${process.ppid}`);
  });
});

const endedProcess = (): Promise<number> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    child.on('exit', () => resolve(child.pid ?? 0));
  });
