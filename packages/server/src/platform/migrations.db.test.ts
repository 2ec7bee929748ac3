import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from './log.ts';
import { migrate } from './migrations.ts';
import { createTestDatabase, type TestDatabase } from './testing/database.ts';
import { ask } from './testing/held-database.ts';

describe('migrations go forward only, each once', () => {
  let [folder, database]: [string, TestDatabase?] = [''];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mingjing-migrations-'));
    database = await createTestDatabase();
    await ask(options(), 'drop schema if exists platform cascade');
    await file('0001-first.sql', 'create table one (n integer);');
    await file('0002-second.sql', 'create table two (n integer); insert into two values (2);');
  });
  afterEach(async () => {
    await database?.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('ten servers that start at once apply each file once', async () => {
    const results = await Promise.all(Array.from({ length: 10 }, run));
    expect(results.reduce((sum, result) => sum + result.applied, 0)).toBe(2);
    expect(await ask(options(), 'select n from two')).toEqual([{ n: 2 }]);
  });

  test('a file changed after it was applied is refused; other line ends are no change', async () => {
    await run();
    await file('0001-first.sql', 'create table one (n integer);'.replaceAll('\n', '\r\n'));
    expect(await run()).toEqual({ applied: 0 });
    await file('0001-first.sql', 'create table one (n bigint);');
    await expect(run()).rejects.toMatchObject({
      code: 'migration',
      message: expect.stringContaining('0001-first 在执行之后被改动'),
    });
  });

  test('a file that fails leaves everything as it was, and can be mended', async () => {
    await file('0003-third.sql', 'create table three (n integer); select 1/0;');
    await expect(run()).rejects.toMatchObject({
      code: 'migration',
      message: expect.stringContaining('0003-third 未能执行'),
    });
    expect(await ask(options(), `select to_regclass('three') as t`)).toEqual([{ t: null }]);
    await file('0003-third.sql', 'create table three (n integer);');
    expect(await run()).toEqual({ applied: 1 });
  });

  test('an older program refuses a database that a newer one has changed', async () => {
    await run();
    await rm(join(folder, '0002-second.sql'));
    await expect(run()).rejects.toThrow('数据库已由更新的明镜版本升级过（0002-second）');
  });

  test('a gap in the numbers is refused', async () => {
    await file('0004-fourth.sql', 'select 1;');
    await expect(run()).rejects.toThrow('应为 0003-….sql，却是 0004-fourth.sql');
  });

  const options = () => {
    if (database === undefined) throw new Error('no database');
    return database.connectionOptions('owner');
  };
  const run = () => migrate(options(), silentLog, folder);
  const file = (name: string, sql: string) => writeFile(join(folder, name), sql);
});
