import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import pg from 'pg';
import { readConfig } from '../../platform/config.ts';
import { attachDatabase } from '../../platform/database/start-database.ts';
import { silentLog } from '../../platform/log.ts';
import { type KeptInstallation, type KeptTable, speakPlainly } from './kept-installation.ts';

// Keeps a stopped installation of an older version for the tests of upgrading:
//   MINGJING_DATA=FOLDER node packages/server/src/testing/upgrade/keep-installation.ts --commit C --left-on DATE --holds TEXT --out FILE
// The folder is one that the version of that commit has filled (its own `npm start -- --demo`, its own command line) and let go of.
const { values } = parseArgs({
  options: {
    commit: { type: 'string' },
    'left-on': { type: 'string' },
    holds: { type: 'string' },
    out: { type: 'string' },
  },
});
const { commit, 'left-on': leftOn, holds, out } = values;
if (!commit || !leftOn || !holds || !out)
  throw new Error('--commit, --left-on, --holds and --out are asked for');
const config = readConfig(process.env);
const database = await attachDatabase(config, silentLog);
const client = new pg.Client({ ...database.connectionOptions('owner'), user: 'postgres' });
await client.connect();
try {
  await speakPlainly(client);
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from platform.migrations');
  const kept: KeptInstallation = {
    provenance: { commit, leftOn, madeBy: 'packages/server/src/testing/upgrade/keep-installation.ts', holds },
    migrations: rows[0]?.n ?? 0,
    tables: await readTables(client),
    files: (await Promise.all(['keys', 'log', 'evidence'].map(readFiles))).flat(),
  };
  // A window as wide as the whole: documents share their fonts.
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  await writeFile(out, brotliCompressSync(JSON.stringify(kept), { params }));
} finally {
  await client.end();
  await database.stop();
}

async function readTables(db: pg.Client): Promise<readonly KeptTable[]> {
  const { rows: named } = await db.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace
     group by c.relname order by c.relname`,
  );
  const tables: KeptTable[] = [];
  for (const { name, columns } of named) {
    const { rows } = await db.query<{ row: string }>(
      `select t::text as row from ${pg.escapeIdentifier(name)} t order by 1`,
    );
    tables.push({ name, columns, rows: rows.map(({ row }) => row) });
  }
  return tables;
}

async function readFiles(part: string): Promise<KeptInstallation['files']> {
  const folder = join(config.dataFolder, part);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return await Promise.all(
    paths.sort().map(async (path) => ({
      path: path.slice(config.dataFolder.length + 1),
      base64: (await readFile(path)).toString('base64'),
    })),
  );
}
