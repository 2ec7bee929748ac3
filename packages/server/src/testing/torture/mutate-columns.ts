import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import type { RecheckFinding } from '../../recheck/finding.ts';

/** A column that a recheck must be able to tell about. */
export interface CoveredColumn {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  /** The primary key of its table. */
  readonly key: readonly string[];
}

export type CoveredTable = Pick<CoveredColumn, 'table' | 'key'>;

/** What no recheck can tell about, each with the reason: `table`, `table.column`, or `table:removed` for a missing row. */
export const notCovered = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'recheck', 'not-covered.json'), 'utf8'),
) as Readonly<Record<string, string>>;

/** Every column of every table of the schema `public`, but for the exceptions. */
export async function coveredColumns(db: pg.ClientBase): Promise<readonly CoveredColumn[]> {
  return (await allColumns(db)).filter(
    ({ table, name }) => !Object.hasOwn(notCovered, table) && !Object.hasOwn(notCovered, `${table}.${name}`),
  );
}

/** Every table of which a row that is gone must be noticed. */
export async function coveredTables(db: pg.ClientBase): Promise<readonly CoveredTable[]> {
  const tables = new Map((await coveredColumns(db)).map((column) => [column.table, column]));
  return [...tables.values()].filter(({ table }) => !Object.hasOwn(notCovered, `${table}:removed`));
}

/** Every column there is. */
export async function allColumns(db: pg.ClientBase): Promise<readonly CoveredColumn[]> {
  const { rows } = await db.query<CoveredColumn>(
    `select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type,
       (select array_agg(k.attname::text order by array_position(i.indkey::int[], k.attnum::int)) from pg_index i
        join pg_attribute k on k.attrelid = i.indrelid and k.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary) as key
     from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
     order by c.relname, a.attnum`,
  );
  return rows;
}

/** What was altered, and the way back. */
export interface Alteration {
  readonly what: string;
  /** Whether a finding names the altered row, and the column where one was changed. */
  isNamedBy(finding: RecheckFinding): boolean;
  restore(): Promise<void>;
}

/** Changes one value of a column in a row of chance; null where the table has no row. */
export async function changeValue(
  db: pg.ClientBase,
  column: CoveredColumn,
  random: () => number,
): Promise<Alteration | null> {
  const { table, name, type, key } = column;
  const { rows } = await db.query<{ ctid: string; value: string | null; names: string[] }>(
    `select ctid::text, ${name}::text as value, ${namesOf(column)} as names from ${table} t
     order by ${name} is null, ${key.join(', ')}`,
  );
  const filled = rows.filter(({ value }) => value !== null);
  const row = oneOf(filled.length > 0 ? filled : rows, random);
  if (row === undefined) return null;
  const others = new Set(filled.map(({ value }) => value).filter((value) => value !== row.value));
  const expressions = [
    ...changesOf(type, row.value),
    ...[...others].map((value) => `${literal(value)}::${type}`),
  ];
  await keep(db, table, row.ctid);
  for (const expression of expressions) {
    const changed = await db
      .query<{ names: string[]; ctid: string; value: string | null }>(
        `update ${table} t set ${name} = ${expression.replaceAll('$value', name)} where ctid = '${row.ctid}'
         returning ${namesOf(column)} as names, ctid::text, ${name}::text as value`,
      )
      .catch(() => undefined);
    const now = changed?.rows[0];
    if (now === undefined || now.value === row.value) continue;
    const names = [...row.names, ...now.names];
    return {
      what: `${table}.${name} of ${row.names[0]}: ${row.value?.slice(0, 80)} → ${now.value?.slice(0, 80)}`,
      isNamedBy: (finding) =>
        names.includes(`${finding.table} ${finding.row}`) &&
        (key.includes(name) || namesColumn(column, finding)),
      restore: async () => {
        await db.query(`delete from ${table} where ctid = '${now.ctid}'`);
        await putBack(db, table);
      },
    };
  }
  throw new Error(`no other value of ${table}.${name} was accepted`);
}

/** Removes a row of chance; null where the table has none. */
export async function removeRow(
  db: pg.ClientBase,
  covered: CoveredTable,
  random: () => number,
): Promise<Alteration | null> {
  const { table, key } = covered;
  const { rows } = await db.query<{ names: string[]; ctid: string }>(
    `select ${namesOf(covered)} as names, ctid::text from ${table} t order by ${key.join(', ')}`,
  );
  const row = oneOf(rows, random);
  if (row === undefined) return null;
  await keep(db, table, row.ctid);
  await db.query(`delete from ${table} where ctid = '${row.ctid}'`);
  return {
    what: `${row.names[0]} removed`,
    isNamedBy: (finding) => row.names.includes(`${finding.table} ${finding.row}`),
    restore: () => putBack(db, table),
  };
}

/** Under which names a finding speaks of a row, where that is not by its primary key alone. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  // A removed fact is missed where it is pointed to.
  journal: `(select 'ledger_entry ' || e.bureau || '/' || e.index from ledger_entry e where e.stream = t.stream and e.version = t.version)`,
  // A command that is gone is known by the facts that it wrote.
  command: `'command ' || t.stream || '/' || t.version_to`,
  // A leaf that waits has no name but its fact's; once gone, its fact is in no log.
  ledger_pending: `'ledger_pending ' || t.stream || '/' || t.version, 'journal ' || t.stream || '/' || t.version`,
  // Reads are sealed by the segment: what was changed in it cannot be told, only that it was.
  audit_read: `'audit_read ' || t.bureau || '/' || t.segment`,
};

const namesOf = ({ table, key }: CoveredTable): string => {
  const own = `'${table} ' || concat_ws('/', ${key.map((name) => `t.${name}`).join(', ')})`;
  return `array_remove(array[${[own, OTHER_NAMES[table]].filter(Boolean).join(', ')}], null)`;
};

function namesColumn({ table, name }: CoveredColumn, finding: RecheckFinding): boolean {
  if (table === 'audit_read') return true;
  // Stream and version together name the fact of a leaf.
  const isReference = ['ledger_entry', 'ledger_pending'].includes(table) && name === 'version';
  return finding.column === (isReference ? 'stream' : name);
}

const oneOf = <T>(all: readonly T[], random: () => number): T | undefined =>
  all[Math.floor(random() * all.length)];

async function keep(db: pg.ClientBase, table: string, ctid: string): Promise<void> {
  await db.query(`create temporary table kept_${table} as select * from ${table} where ctid = '${ctid}'`);
}

async function putBack(db: pg.ClientBase, table: string): Promise<void> {
  await db.query(`insert into ${table} overriding system value select * from kept_${table}`);
  await db.query(`drop table kept_${table}`);
}

const literal = (value: string | null): string =>
  value === null ? 'null' : `'${value.replaceAll("'", "''")}'`;

/** For each type: values that are like the old one and are not it, and one for where there was none. */
const CHANGES: Readonly<Record<string, readonly [from: readonly string[], empty: string]>> = {
  text: [[`$value || 'x'`, `left($value, -1)`], `'x'`],
  integer: [['$value + 1', '$value - 1', '$value + 1000'], '1'],
  smallint: [['$value + 1', '$value - 1', '$value + 1000'], '1'],
  bigint: [['$value + 1', '$value - 1', '$value + 1000'], '1'],
  bytea: [['set_bit($value, 3, 1 - get_bit($value, 3))', `$value || '\\x00'`], `'\\x00'`],
  boolean: [['not $value'], 'true'],
  date: [['$value + 1'], `'2025-10-10'`],
  'timestamp with time zone': [[`$value + interval '1 day'`], `'2025-10-10'`],
  uuid: [['gen_random_uuid()'], 'gen_random_uuid()'],
  jsonb: [
    [
      `case jsonb_typeof($value) when 'object' then $value || '{"x": 1}' when 'array' then $value || '["x"]' else '"x"' end`,
    ],
    `'{"x": 1}'`,
  ],
  'text[]': [[`array_append($value, 'x')`], `'{x}'`],
};

function changesOf(type: string, value: string | null): readonly string[] {
  const known = CHANGES[type];
  if (known === undefined) throw new Error(`no change is known for ${type}`);
  return value === null ? [known[1]] : known[0];
}
