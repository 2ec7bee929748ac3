import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import pg from 'pg';
import { inject } from 'vitest';
import { ensureOwnDatabase } from '../../platform/database/roles.ts';
import { silentLog } from '../../platform/log.ts';
import { migrate, migrationsFolder } from '../../platform/migrations.ts';
import { type TestDatabase, testDatabaseNamed } from '../../platform/testing/database.ts';
import { withClient } from '../with-client.ts';
import { type KeptInstallation, type KeptTable, speakPlainly } from './kept-installation.ts';

/** Reads an installation that was kept. */
export async function readKept(file: URL): Promise<KeptInstallation> {
  return JSON.parse(brotliDecompressSync(await readFile(file)).toString('utf8')) as KeptInstallation;
}

/** Makes the database as the older version had it, and lays its files into `folder`; nothing is upgraded yet. */
export async function layInstallation(kept: KeptInstallation, folder: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const { host, port } = inject('testCluster');
  const machine = { host, port, user: 'postgres', ssl: false };
  await withClient({ ...machine, database: 'postgres' }, (client) => ensureOwnDatabase(client, name));
  const database = testDatabaseNamed(name);
  await migrateTo(kept.migrations, database);
  await withClient({ ...machine, database: name }, async (client) => {
    await speakPlainly(client);
    // Rows that stood are laid down as they stood: no trigger asks them anything again.
    await client.query('set session_replication_role = replica');
    for (const table of kept.tables) await fill(client, table);
  });
  for (const { path, base64 } of kept.files) {
    await mkdir(dirname(join(folder, path)), { recursive: true, mode: 0o700 });
    await writeFile(join(folder, path), Buffer.from(base64, 'base64'), { mode: 0o600 });
  }
  return database;
}

/** The first so many of today's migrations, which are the older version's: no file is changed once it was released. */
async function migrateTo(count: number, database: TestDatabase): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'mingjing-migrations-'));
  try {
    const files = (await readdir(migrationsFolder)).filter((file) => file.endsWith('.sql')).sort();
    for (const file of files.slice(0, count)) await cp(join(migrationsFolder, file), join(folder, file));
    await migrate(database.connectionOptions('owner'), silentLog, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(client: pg.Client, { name, columns, rows }: KeptTable): Promise<void> {
  const table = pg.escapeIdentifier(name);
  const into = columns.map((column) => pg.escapeIdentifier(column));
  await client.query(`truncate ${table}`).catch(() => client.query(`delete from ${table}`));
  await client.query(
    `insert into ${table} (${into.join(', ')}) overriding system value
     select ${into.map((column) => `(kept.one).${column}`).join(', ')} from (select unnest($1::text[])::${table} as one) kept`,
    [rows],
  );
  const { rows: counted } = await client.query<{ column: string }>(
    `select attname as column from pg_attribute where attrelid = $1::regclass and attidentity <> ''`,
    [table],
  );
  for (const { column } of counted)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), greatest((select max(${pg.escapeIdentifier(column)}) from ${table}), 1))`,
      [table, column],
    );
}
