import { toColumn } from './columns.ts';
import type { Queryable } from './database.ts';
import type { ProjectionWrite } from './write-command.ts';

/** Runs projection writes by name in order of appearance, many rows to a statement where their form allows. */
export async function writeProjections(db: Queryable, writes: readonly ProjectionWrite[]): Promise<void> {
  for (const { name, rows, ...form } of group(writes)) {
    for (let start = 0; start < rows.length; start += TOGETHER) {
      const some = repeat({ name, ...form, rows: rows.slice(start, start + TOGETHER) });
      for (const one of some) await db.query(some.length > 1 ? { name, ...one } : one);
    }
  }
}

/** Joins projection writes into as few statements as their forms allow, their parameters numbered after the first `taken`. */
export function joinProjections(
  writes: readonly ProjectionWrite[],
  taken: number,
): { readonly key: string; readonly texts: readonly string[]; readonly values: readonly unknown[] } {
  // In order of their names, so that the same kinds make one form of the statement in whatever order they came.
  const groups = group(writes).sort((a, b) => (a.name < b.name ? -1 : 1));
  let offset = taken;
  const parts = groups.flatMap(repeat).map(({ text, values }) => {
    const shifted = shiftOnce(text, offset);
    offset += values.length;
    return { text: shifted, values };
  });
  return {
    key: groups.map(({ name, columns, rows }) => (columns ? name : `${name}*${rows.length}`)).join(' '),
    texts: parts.map(({ text }) => text),
    values: parts.flatMap(({ values }) => values),
  };
}

/** Rows of one statement; it may have 65,535 parameters. */
const TOGETHER = 500;

interface Group extends Pick<ProjectionWrite, 'name' | 'text' | 'columns'> {
  readonly rows: (readonly unknown[])[];
}

function group(writes: readonly ProjectionWrite[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { values, ...write } of writes) {
    const known = groups.get(write.name);
    if (known === undefined) groups.set(write.name, { ...write, rows: [values] });
    else known.rows.push(values);
  }
  return [...groups.values()];
}

const ROW_OF_VALUES = /\bvalues\s*(\((?:[^()]|\([^()]*\))*\))/i;

/** One statement with a row of values for each, or one statement for each where there is no such row. */
function repeat({ text, columns, rows }: Group): readonly { text: string; values: unknown[] }[] {
  if (columns !== undefined)
    return [
      {
        text,
        values: columns.map((type, i) =>
          toColumn(
            type,
            rows.map((row) => row[i]),
          ),
        ),
      },
    ];
  const row = ROW_OF_VALUES.exec(text)?.[1];
  if (row === undefined || rows.length === 1) return rows.map((values) => ({ text, values: [...values] }));
  const width = rows[0]?.length ?? 0;
  const all = rows.map((_, i) => shift(row, i * width)).join(', ');
  return [{ text: text.replace(row, () => all), values: rows.flat() }];
}

/** Texts that take columns are few and come with every command. */
const shifted = new Map<string, Map<number, string>>();
const MOST_SHIFTED = 100;

function shiftOnce(text: string, by: number): string {
  const known = shifted.get(text) ?? new Map<number, string>();
  const found = known.get(by) ?? shift(text, by);
  if (known.size < MOST_SHIFTED) known.set(by, found);
  if (shifted.size < MOST_SHIFTED) shifted.set(text, known);
  return found;
}

const shift = (text: string, by: number): string =>
  by === 0 ? text : text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + by}`);
