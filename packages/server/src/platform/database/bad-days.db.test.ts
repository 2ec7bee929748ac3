import { execFileSync } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, type TestContext, test } from 'vitest';
import { silentLog } from '../log.ts';
import { ask, end, holdDatabase, type TemporaryFolder, temporaryFolder } from '../testing/held-database.ts';
import { startDatabase } from './start-database.ts';

describe('bad days are told in one Chinese sentence', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  test('a file where the data folder should be', async () => {
    const file = join(folder.path, 'data');
    await writeFile(file, '');
    await refused(
      file,
      'data-folder-unwritable',
      `${file} 不是文件夹：请移走同名文件，或用 MINGJING_DATA 指定另一个文件夹。`,
    );
    await refused(join(file, 'below'), 'data-folder-unwritable', /不是文件夹/);
  });

  test('a data folder that may not be written to', async (context) => {
    const closed = join(folder.path, 'closed');
    await mkdir(closed);
    const mounted = process.getuid?.() === 0;
    if (mounted) mount(context, closed, 'ro,size=1m');
    else await chmod(closed, 0o500);
    try {
      await refused(closed, 'data-folder-unwritable', /没有写入 .*closed 的权限/);
      await refused(join(closed, 'data'), 'data-folder-unwritable', /没有写入 .*的权限/);
    } finally {
      if (mounted) unmount(closed);
      else await chmod(closed, 0o700);
    }
  });

  test('a disk that is full at the first start, and again later', async (context) => {
    const small = join(folder.path, 'small');
    await mkdir(small);
    mount(context, small, 'size=30m');
    try {
      await refused(join(small, 'data'), 'disk-full', /磁盘空间不足/);
    } finally {
      unmount(small);
    }
    mount(context, small, 'size=70m');
    try {
      const dataFolder = join(small, 'data');
      await (await startDatabase({ dataFolder }, silentLog)).stop();
      expect(() =>
        execFileSync('dd', ['if=/dev/zero', `of=${small}/filler`, 'bs=4k'], { stdio: 'pipe' }),
      ).toThrow();
      await refused(dataFolder, 'disk-full', /磁盘空间不足/);
      execFileSync('rm', [join(small, 'filler')]);
      await (await startDatabase({ dataFolder }, silentLog)).stop();
    } finally {
      unmount(small);
    }
  });

  test('what was acknowledged before the disk filled up is still there afterwards', async (context) => {
    const small = join(folder.path, 'small');
    await mkdir(small);
    mount(context, small, 'size=80m');
    try {
      const { child, answer } = await holdDatabase(join(small, 'data'));
      if (!('ready' in answer)) throw new Error(JSON.stringify(answer));
      await ask(answer.ready, 'create table note (n integer, filler text)');
      let acknowledged = 0;
      const write = async () => {
        for (;;) {
          await ask(
            answer.ready,
            `insert into note select ${acknowledged}, string_agg(md5(i::text), '') from generate_series(1, 30000) i`,
          );
          acknowledged++;
        }
      };
      await expect(write()).rejects.toThrow();
      await end(child, 'SIGKILL');
      execFileSync('mount', ['-o', 'remount,size=300m', small]);
      const again = await startDatabase({ dataFolder: join(small, 'data') }, silentLog);
      const [row] = await ask<{ n: number }>(
        again.connectionOptions('owner'),
        'select count(*)::int as n from note',
      );
      await again.stop();
      expect(acknowledged).toBeGreaterThan(0);
      expect(row?.n).toBeGreaterThanOrEqual(acknowledged);
    } finally {
      unmount(small);
    }
  });

  test('the server log keeps no statement, no value and no error text', async () => {
    const database = await startDatabase({ dataFolder: folder.path }, silentLog);
    const question = ask(database.connectionOptions('owner'), `select '张三'::date as born`);
    await expect(question).rejects.toMatchObject({ code: '22007' });
    await database.stop();
    const log = await readFile(join(folder.path, 'database.log'), 'utf8');
    expect(log).toContain('ready to accept connections');
    expect(log).not.toMatch(/张三|select|22007/);
  });
});

const refused = async (dataFolder: string, code: string, message: string | RegExp): Promise<void> => {
  const wanted = typeof message === 'string' ? message : expect.stringMatching(message);
  await expect(startDatabase({ dataFolder }, silentLog)).rejects.toMatchObject({
    name: 'StartupError',
    code,
    message: wanted,
  });
};

const mount = (context: TestContext, folder: string, options: string): void => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    context.skip('mounting a small disk needs root');
  }
};

const unmount = (folder: string): void => {
  execFileSync('umount', ['-l', folder], { stdio: 'pipe' });
};
