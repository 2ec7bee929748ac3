import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Log } from './log.ts';
import { StartupError } from './startup-error.ts';

/** The folder of the numbered SQL files that make our tables. */
export const migrationsFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Brings the database up to date as its owner: each file once, in order, in a transaction of its own. */
export const migrate = async (
  owner: pg.PoolConfig,
  log: Log,
  folder = migrationsFolder,
): Promise<{ applied: number }> => {
  const files = await readMigrations(folder);
  const client = new pg.Client(owner);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(prepareQuery);
    const { rows } = await client.query<Applied>(
      'select number, name, checksum from platform.migrations order by number',
    );
    assertUnchanged(files, rows);
    const pending = files.slice(rows.length);
    for (const file of pending) await apply(client, file, log);
    return { applied: pending.length };
  } finally {
    await client.end();
  }
};

type Migration = Readonly<{ number: number; name: string; checksum: string; sql: string }>;
type Applied = Readonly<{ number: number; name: string; checksum: string }>;

const lockKey = 20_250_701;

const prepareQuery = `
  create schema if not exists platform;
  create table if not exists platform.migrations (
    number integer primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null default now()
  )`;

const readMigrations = async (folder: string): Promise<Migration[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (file, index) => {
      const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file);
      if (match === null || Number(match[1]) !== index + 1) {
        const wanted = String(index + 1).padStart(4, '0');
        throw new StartupError(
          'migration',
          `数据库升级文件的编号不连续：应为 ${wanted}-….sql，却是 ${file}。`,
        );
      }
      const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
      return {
        number: index + 1,
        name: match[2] ?? '',
        checksum: createHash('sha256').update(sql).digest('hex'),
        sql,
      };
    }),
  );
};

const assertUnchanged = (files: readonly Migration[], applied: readonly Applied[]): void => {
  for (const [index, done] of applied.entries()) {
    const file = files[index];
    const label = `${String(done.number).padStart(4, '0')}-${done.name}`;
    if (file === undefined) {
      throw new StartupError(
        'migration',
        `数据库已由更新的明镜版本升级过（${label}）：请使用该版本或更新的版本启动。`,
      );
    }
    if (file.number !== done.number || file.checksum !== done.checksum) {
      throw new StartupError(
        'migration',
        `数据库升级文件 ${label} 在执行之后被改动：请恢复原文件，改动应写成新的编号文件。`,
      );
    }
  }
};

const apply = async (client: pg.Client, file: Migration, log: Log): Promise<void> => {
  const label = `${String(file.number).padStart(4, '0')}-${file.name}`;
  try {
    await client.query('begin');
    await client.query(file.sql);
    await client.query('insert into platform.migrations (number, name, checksum) values ($1, $2, $3)', [
      file.number,
      file.name,
      file.checksum,
    ]);
    await client.query('commit');
    log.info('migration-applied', { name: label });
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError('migration', `数据库升级 ${label} 未能执行，数据保持原样：${reason}。`, error);
  }
};
