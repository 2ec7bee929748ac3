import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { leafHash, parseSigningKey, rootFromLeaves, signCheckpoint } from '@mingjing/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CHECKPOINT } from '../log/publish-log.ts';
import { randomOf } from '../platform/testing/every-fault.ts';
import { alterFiles } from '../testing/torture/alter-files.ts';
import { alterEverything } from '../testing/torture/alter-run.ts';
import { type DamagedOffice, openDamagedOffice } from '../testing/torture/damaged-office.ts';
import { allColumns, notCovered } from '../testing/torture/mutate-columns.ts';
import { columnName, tableName } from './table-names.ts';

/** Set by `npm run torture`: how many rounds, each alteration by itself, how many files, and where the figures go. */
const { MINGJING_ALTER_ROUNDS, MINGJING_ALTER_FILES, MINGJING_ALTER_REPORT } = process.env;
const rounds = Number(MINGJING_ALTER_ROUNDS ?? 0);
const seed = randomBytes(4).readUInt32LE();
const random = randomOf(seed);
const figures: { title: string; trials: number; wrong: readonly string[] }[] = [];

const BUREAU = 'wenshang';
let damaged: DamagedOffice;
beforeAll(async () => {
  damaged = await openDamagedOffice();
});
afterAll(async () => {
  await damaged.close();
  if (MINGJING_ALTER_REPORT !== undefined) await writeFile(MINGJING_ALTER_REPORT, JSON.stringify(figures));
});

test('every exception names a table or column that there is, and gives its reason', async () => {
  const columns = await allColumns(damaged.intruder);
  const there = new Set(
    columns.flatMap(({ table, name }) => [table, `${table}.${name}`, `${table}:removed`]),
  );
  expect(Object.keys(notCovered).filter((name) => !there.has(name))).toEqual([]);
  expect(Object.values(notCovered).every((reason) => reason.length > 5)).toBe(true);
});

test('全量校验能说到的每张表、每一列都有中文名称', async () => {
  const columns = (await allColumns(damaged.intruder)).filter(({ table }) => notCovered[table] === undefined);
  const named = columns.flatMap(({ table, name }) => [tableName(table), columnName(table, name)]);
  expect(named.filter((name) => !/^[\p{Script=Han}\d-]|^SHA|^SM3/u.test(name) || /_/.test(name))).toEqual([]);
  expect(tableName('file')).toBe('文件');
});

/** A table, a column or a stream by the name that programs have for it. */
const IDENTIFIER =
  /[a-z]_[a-z]|(?<!日志文件)“[A-Za-z.]{2,}”|\b(case|publication|bureau|audit|counts|log|recheck|export)\/[0-9a-z]/;

test('every column of every other table changed by a superuser, and a row of each removed: the recheck names table, row and column', async () => {
  expect(await damaged.findings()).toEqual([]);
  for (let round = 0; round < Math.max(1, rounds); round += 1) {
    const report = await alterEverything(damaged, random, rounds === 0 ? 'together' : 'alone');
    const trials = report.columns + report.tables;
    figures.push({
      title: `${report.columns} columns, ${report.tables} tables`,
      trials,
      wrong: report.wrong,
    });
    expect(report.wrong, `seed ${seed}`).toEqual([]);
    expect(report.sentences.filter((sentence) => IDENTIFIER.test(sentence))).toEqual([]);
    expect([report.columns > 150, report.tables > 20]).toEqual([true, true]);
    expect(report.alterations).toBe(trials);
  }
}, 36_000_000);

test('the last entries of a log taken away are named one by one, not only that the log is too short', async () => {
  const { intruder, findings } = damaged;
  const last = `bureau = '${BUREAU}' and index >= (select max(index) - 1 from ledger_entry where bureau = '${BUREAU}')`;
  const { rows } = await intruder.query<{ index: number }>(
    `select index from ledger_entry where ${last} order by index`,
  );
  await intruder.query(`create table testing.cut as select * from ledger_entry where ${last}`);
  await intruder.query(`delete from ledger_entry where ${last}`);
  const told = (await findings(['log'])).filter(({ table }) => table === 'ledger_entry');
  expect(told.map(({ row }) => row)).toEqual(rows.map(({ index }) => `${BUREAU}/${index}`));
  await intruder.query(`insert into ledger_entry select * from testing.cut`);
  await intruder.query(`drop table testing.cut`);
  expect(await findings(['log'])).toEqual([]);
});

test('a published checkpoint with a signature line altered, its own taken away or a foreign one added is named', async () => {
  const file = join(damaged.places.logFolder, BUREAU, CHECKPOINT);
  const note = await readFile(file, 'utf8');
  const [text, signatures = ''] = note.split('\n\n');
  const lines = signatures.trimEnd().split('\n');
  const stranger = lines[0]?.replace(/^— \S+/, '— witness.test/stranger');
  const altered = lines.flatMap((line, i) => [
    lines.with(i, line.replace('— ', '— x')),
    lines.with(i, line.replace(/ \S{4}(?=\S+$)/, ' AAAA')),
  ]);
  // Without a cosignature it is the checkpoint of a moment before: that is no alteration.
  for (const changed of [...altered, lines.slice(1), [...lines, stranger]]) {
    await writeFile(file, `${text}\n\n${changed.join('\n')}\n`);
    const told = await damaged.findings(['files']);
    expect(
      told.map(({ row }) => row),
      changed.join('\n'),
    ).toContain(`log/${BUREAU}/${CHECKPOINT}`);
  }
  await writeFile(file, note);
  expect(await damaged.findings(['files'])).toEqual([]);
});

test('files flipped at any bit, cut, missing or swapped are named', async () => {
  const report = await alterFiles(damaged, Number(MINGJING_ALTER_FILES ?? 40), random);
  figures.push({ title: 'files', ...report });
  expect(report.wrong, `seed ${seed}`).toEqual([]);
}, 36_000_000);

test('a forked head, signed by the log’s own key, is named in the database and among the published files', async () => {
  const { office, intruder, places, findings } = damaged;
  const key = parseSigningKey((await readFile(join(office.keyFolder, 'wenshang', 'key'), 'utf8')).trim());
  const { rows } = await intruder.query<{ size: number; root: Buffer; note: string }>(
    `select size::int, root, note from ledger_checkpoint where bureau = 'wenshang' order by size desc limit 1`,
  );
  const [true_] = rows;
  if (true_ === undefined) throw new Error('there is no head');
  const { size } = true_;
  const root = rootFromLeaves(Array.from({ length: size }, (_, i) => leafHash(Buffer.from(`forked ${i}`))));
  const note = signCheckpoint({ origin: key.name, size, root }, [key]);
  const put = (to: { readonly root: Uint8Array; readonly note: string }) =>
    intruder.query(
      `update ledger_checkpoint set root = $2, note = $3 where bureau = 'wenshang' and size = $1`,
      [size, Buffer.from(to.root), to.note],
    );
  await put({ root, note });
  expect(await findings()).toContainEqual(
    expect.objectContaining({ table: 'ledger_checkpoint', row: `wenshang/${size}`, column: 'root' }),
  );
  await put(true_);
  const file = join(places.logFolder, 'wenshang', CHECKPOINT);
  const published = await readFile(file);
  await writeFile(file, note);
  expect(await findings()).toContainEqual(
    expect.objectContaining({ table: 'file', row: 'log/wenshang/checkpoint' }),
  );
  await writeFile(file, published);
  expect(await findings()).toEqual([]);
});
