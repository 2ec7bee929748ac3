import { columnByHeading, type PublishedActKind } from '../columns/columns.ts';
import { type Finding, fileFinding, UnreadableFile } from '../finding.ts';
import type { TableRow } from './table.ts';

/** The heading row of a table: where it stands, what each column is called, and the rows above the data. */
export interface Headings {
  readonly kind: PublishedActKind;
  /** Last row of the heading; data start below. */
  readonly lastRow: number;
  /** Name as written by 1-based column. */
  readonly names: ReadonlyMap<number, string>;
  readonly findings: readonly Finding[];
}

/** How many rows from the top may hold a title or explanation before the headings. */
export const HEADING_ROWS = 6;

const KINDS = ['penalty', 'permit'] as const;

/** Finds the heading row among the first rows, by codes or Chinese headings; null where none looks like one. */
export function findHeadings(top: readonly TableRow[], wanted: PublishedActKind | null): Headings | null {
  const row = top.find((candidate) => Math.max(...KINDS.map((kind) => hits(candidate, kind))) >= 3);
  if (!row) return null;
  const kind = wanted ?? decideKind(row);
  const names = namesOf(row);
  refuseDuplicates(names, kind);
  const next = top[top.indexOf(row) + 1];
  const codesBelow = next && repeats(row, next, kind);
  return {
    kind,
    names,
    lastRow: codesBelow ? next.row : row.row,
    findings: unknownHeadings(names, kind, row.row),
  };
}

/** Takes the first row as headings, for files that a mapping brings to the columns. */
export function takeFirstRow(top: readonly TableRow[], kind: PublishedActKind): Headings | null {
  const row = top[0];
  if (!row) return null;
  const names = namesOf(row);
  const seen = new Set<string>();
  for (const [column, name] of names) {
    if (seen.has(name)) throw duplicate(name, column);
    seen.add(name);
  }
  return { kind, names, lastRow: row.row, findings: [] };
}

/** The act kind that only some of these names can belong to. */
export function kindOfNames(names: readonly string[]): PublishedActKind | null {
  const [penalty, permit] = KINDS.map((kind) => names.filter((name) => columnByHeading(kind, name)).length);
  if (penalty === undefined || permit === undefined || penalty === permit) return null;
  return penalty > permit ? 'penalty' : 'permit';
}

function hits(row: TableRow, kind: PublishedActKind): number {
  return [...row.cells.values()].filter((cell) => columnByHeading(kind, cell.text)).length;
}

function namesOf(row: TableRow): ReadonlyMap<number, string> {
  return new Map([...row.cells].map(([column, cell]) => [column, cell.text.trim()]));
}

function decideKind(row: TableRow): PublishedActKind {
  const kind = kindOfNames([...namesOf(row).values()]);
  if (kind) return kind;
  throw new UnreadableFile('unknown-kind', '从标题看不出是行政处罚还是行政许可，请在导入时指明种类', row.row);
}

function refuseDuplicates(names: ReadonlyMap<number, string>, kind: PublishedActKind): void {
  const seen = new Map<string, number>();
  for (const [column, name] of names) {
    const code = columnByHeading(kind, name)?.code;
    if (code && seen.has(code)) throw duplicate(name, column, seen.get(code));
    if (code) seen.set(code, column);
  }
}

function duplicate(name: string, column: number, first?: number): UnreadableFile {
  const where = first ? `第 ${first} 栏和第 ${column} 栏` : `第 ${column} 栏`;
  return new UnreadableFile(
    'duplicate-heading',
    `标题“${name}”重复（${where}），分不清该取哪一栏，请删去或改名`,
  );
}

function repeats(row: TableRow, next: TableRow, kind: PublishedActKind): boolean {
  const known = [...next.cells].filter(([, cell]) => columnByHeading(kind, cell.text));
  return (
    known.length >= 3 &&
    known.every(([column, cell]) => {
      return (
        columnByHeading(kind, row.cells.get(column)?.text ?? '')?.code ===
        columnByHeading(kind, cell.text)?.code
      );
    })
  );
}

function unknownHeadings(names: ReadonlyMap<number, string>, kind: PublishedActKind, row: number): Finding[] {
  return [...names]
    .filter(([, name]) => !columnByHeading(kind, name))
    .map(([column, name]) => ({
      ...fileFinding(
        'notice',
        'unmapped-column',
        `第 ${column} 栏“${name.slice(0, 40)}”不是双公示栏目，这一栏没有导入`,
      ),
      row,
      column: { code: '', heading: name },
    }));
}
