import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { databaseGrants } from '../platform/database/roles.ts';
import { createTestDatabase, type TestDatabase, testDatabaseNamed } from '../platform/testing/database.ts';
import { withClient } from './with-client.ts';

const SEEDED = 'seeded_demonstration';

/** A copy of a database that is seeded once in a test run, with the files that belong to it laid into `folder`. */
export async function createSeededDatabase(
  folder: string,
  seed: (database: TestDatabase, folder: string) => Promise<void>,
): Promise<TestDatabase> {
  const { host, port } = inject('testCluster');
  const administrator = new pg.Client({ host, port, user: 'postgres', database: 'postgres', ssl: false });
  await administrator.connect();
  const name = `test_${randomBytes(6).toString('hex')}`;
  try {
    await administrator.query('select pg_advisory_lock(20180815)');
    const { rowCount } = await administrator.query('select 1 from pg_database where datname = $1', [SEEDED]);
    if (rowCount === 0) await makeSeed(administrator, folder, seed);
    await administrator.query('select pg_advisory_unlock(20180815)');
    await administrator.query(`create database ${name} template ${SEEDED} owner mj_owner`);
    for (const statement of databaseGrants(name)) await administrator.query(statement);
  } finally {
    await administrator.end();
  }
  const database = testDatabaseNamed(name);
  await withClient(database.connectionOptions('owner'), (owner) => layFiles(owner, folder));
  return database;
}

async function makeSeed(
  administrator: pg.Client,
  folder: string,
  seed: (database: TestDatabase, folder: string) => Promise<void>,
): Promise<void> {
  const database = await createTestDatabase();
  await seed(database, folder);
  await withClient(database.connectionOptions('owner'), (owner) => keepFiles(owner, folder));
  await administrator.query(`alter database ${database.name} rename to ${SEEDED}`);
}

/** Keys and originals travel inside the seeded database, so that no folder outlives the run. */
async function keepFiles(owner: pg.Client, folder: string): Promise<void> {
  await owner.query('create schema testing');
  await owner.query('create table testing.seed_file (path text primary key, bytes bytea not null)');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    await owner.query('insert into testing.seed_file values ($1, $2)', [
      path.slice(folder.length + 1),
      await readFile(path),
    ]);
  }
}

async function layFiles(owner: pg.Client, folder: string): Promise<void> {
  const { rows } = await owner.query<{ path: string; bytes: Buffer }>(
    'select path, bytes from testing.seed_file',
  );
  for (const { path, bytes } of rows) {
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    await writeFile(join(folder, path), bytes, { mode: 0o600 });
  }
}
