import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../log.ts';
import { isRunning } from '../processes.ts';
import { ask, end, holdDatabase, type TemporaryFolder, temporaryFolder } from '../testing/held-database.ts';
import { attachDatabase, startDatabase } from './start-database.ts';

describe('the database of a data folder', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  test('starts on an empty folder, keeps what was written, and stops completely', async () => {
    const first = await startDatabase({ dataFolder: folder.path }, silentLog);
    await ask(first.connectionOptions('owner'), `create table note as select '行政执法' as text`);
    const pid = await postmaster(folder.path);
    await first.stop();
    expect(isRunning(pid)).toBe(false);
    const again = await startDatabase({ dataFolder: folder.path }, silentLog);
    expect(await ask(again.connectionOptions('owner'), 'select text from note')).toEqual([
      { text: '行政执法' },
    ]);
    await again.stop();
  });

  test('listens on no network address, with checksums and durable writes', async () => {
    const database = await startDatabase({ dataFolder: folder.path }, silentLog);
    const [facts] = await ask(
      database.connectionOptions('owner'),
      `select current_setting('listen_addresses') as network, current_setting('data_checksums') as checksums,
         current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
         current_setting('synchronous_commit') as commit`,
    );
    await database.stop();
    expect(facts).toEqual({ network: '', checksums: 'on', fsync: 'on', pages: 'on', commit: 'on' });
  });

  test('the owner of the tables is no superuser, so that an external server needs no more', async () => {
    const database = await startDatabase({ dataFolder: folder.path }, silentLog);
    const rows = await ask(
      database.connectionOptions('owner'),
      'select rolsuper from pg_roles where rolname = current_user',
    );
    await database.stop();
    expect(rows).toEqual([{ rolsuper: false }]);
  });

  test('after kill -9 of the server alone, the next start stops the orphan and loses nothing acknowledged', async () => {
    const { child, answer } = await holdDatabase(folder.path);
    if (!('ready' in answer)) throw new Error(JSON.stringify(answer));
    await ask(answer.ready, 'create table note as select 1 as n');
    const orphan = await postmaster(folder.path);
    await end(child, 'SIGKILL');
    expect(isRunning(orphan)).toBe(true);
    const again = await startDatabase({ dataFolder: folder.path }, silentLog);
    expect(isRunning(orphan)).toBe(false);
    expect(await ask(again.connectionOptions('owner'), 'select n from note')).toEqual([{ n: 1 }]);
    await again.stop();
  });

  test('after kill -9 of everything, the next start recovers what was acknowledged', async () => {
    const { child, answer } = await holdDatabase(folder.path);
    if (!('ready' in answer)) throw new Error(JSON.stringify(answer));
    await ask(answer.ready, 'create table note as select generate_series(1, 1000) as n');
    process.kill(await postmaster(folder.path), 'SIGKILL');
    await end(child, 'SIGKILL');
    const again = await startDatabase({ dataFolder: folder.path }, silentLog);
    expect(await ask(again.connectionOptions('owner'), 'select count(*)::int as n from note')).toEqual([
      { n: 1000 },
    ]);
    await again.stop();
  });

  test('a database process killed under a running server comes back by itself', async () => {
    const database = await startDatabase({ dataFolder: folder.path }, silentLog);
    const before = await postmaster(folder.path);
    process.kill(before, 'SIGKILL');
    await expect
      .poll(() => ask(database.connectionOptions('owner'), 'select 1 as n').catch(() => 'away'), {
        timeout: 20_000,
      })
      .toEqual([{ n: 1 }]);
    expect(await postmaster(folder.path)).not.toBe(before);
    await database.stop();
  });

  test('a socket that somebody tidied away is noticed, and the database comes back by itself', async () => {
    for (const dataFolder of [join(folder.path, 'short'), join(folder.path, 'long'.repeat(30))]) {
      const database = await startDatabase({ dataFolder }, silentLog);
      const options = database.connectionOptions('owner');
      await rm(String(options.host), { recursive: true });
      await expect(ask(options, 'select 1 as n')).rejects.toMatchObject({ code: 'ENOENT' });
      await expect
        .poll(() => ask(options, 'select 1 as n').catch(() => 'away'), { timeout: 20_000 })
        .toEqual([{ n: 1 }]);
      await database.stop();
    }
  });

  test('the socket lies in the data folder where its path is short enough', async () => {
    const database = await startDatabase({ dataFolder: folder.path }, silentLog);
    expect(database.connectionOptions('owner').host).toBe(join(folder.path, 'socket'));
    await database.stop();
  });

  test('a postmaster.pid that names a stranger does not stand in the way', async () => {
    await (await startDatabase({ dataFolder: folder.path }, silentLog)).stop();
    const stale = join(folder.path, 'database', 'postmaster.pid');
    await writeFile(stale, `${process.ppid}\n${join(folder.path, 'database')}\n0\n5432\n\n\n\nready\n`);
    const again = await startDatabase({ dataFolder: folder.path }, silentLog);
    await again.stop();
    expect(isRunning(process.ppid)).toBe(true);
  });

  test('a second start on the same folder is refused in one sentence while the first runs', async () => {
    const { child } = await holdDatabase(folder.path);
    const second = await holdDatabase(folder.path);
    expect(second.answer).toEqual({
      refusal: {
        code: 'data-folder-in-use',
        sentence: `数据文件夹 ${folder.path} 正由另一个明镜进程（进程号 ${child.pid}）使用：请先停止它，或用 MINGJING_DATA 指定另一个文件夹。`,
      },
    });
    await end(second.child, 'SIGTERM');
    const tool = await attachDatabase({ dataFolder: folder.path }, silentLog);
    expect(await ask(tool.connectionOptions('app'), 'select current_user as n')).toEqual([{ n: 'mj_app' }]);
    await tool.stop();
    await end(child, 'SIGTERM');
    expect(child.exitCode).toBe(0);
  });

  test('a data folder with a path of more than 120 characters works', async () => {
    const long = join(folder.path, '行政执法三项制度'.repeat(4), 'x'.repeat(60));
    expect(long.length).toBeGreaterThan(120);
    const database = await startDatabase({ dataFolder: long }, silentLog);
    expect(await ask(database.connectionOptions('owner'), 'select 1 as n')).toEqual([{ n: 1 }]);
    await database.stop();
  });

  test('an interrupted first start leaves nothing half-made', async () => {
    await mkdir(join(folder.path, 'database.new', 'base'), { recursive: true });
    await (await startDatabase({ dataFolder: folder.path }, silentLog)).stop();
    expect(await readFile(join(folder.path, 'database', 'PG_VERSION'), 'utf8')).toMatch(/^\d+\n$/);
  });

  test('data of another PostgreSQL version is refused, naming both versions', async () => {
    await (await startDatabase({ dataFolder: folder.path }, silentLog)).stop();
    await writeFile(join(folder.path, 'database', 'PG_VERSION'), '14\n');
    await expect(startDatabase({ dataFolder: folder.path }, silentLog)).rejects.toMatchObject({
      code: 'database-version',
      message: expect.stringMatching(/^数据文件夹由 PostgreSQL 14 写成，而现有的 PostgreSQL 是 \d+/),
    });
  });

  test('a folder without any PostgreSQL programs names the three ways', async () => {
    const empty = join(folder.path, 'bin');
    await mkdir(empty);
    const start = startDatabase({ dataFolder: join(folder.path, 'data'), postgresFolder: empty }, silentLog);
    await expect(start).rejects.toMatchObject({
      code: 'database-missing',
      message: expect.stringMatching(/DATABASE_URL.*npm ci.*apt-get install postgresql/),
    });
    await rm(empty, { recursive: true });
  });
});

const postmaster = async (dataFolder: string): Promise<number> =>
  Number.parseInt(await readFile(join(dataFolder, 'database', 'postmaster.pid'), 'utf8'), 10);
