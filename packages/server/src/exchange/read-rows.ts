import { quoteWritten } from '@mingjing/law';
import type { PublishedActKind } from './columns/columns.ts';
import { GUIDE_SHEET } from './columns/guide-sheet.ts';
import { type Finding, fileFinding, UnreadableFile } from './finding.ts';
import {
  findHeadings,
  HEADING_ROWS,
  type Headings,
  kindOfNames,
  takeFirstRow,
} from './read/find-headings.ts';
import { detectFormat, type FileFormat, type ImportSource, readAllBytes } from './read/import-source.ts';
import { IMPORT_LIMITS } from './read/limits.ts';
import { readCsv } from './read/read-csv.ts';
import { type JsonLine, readJsonLines } from './read/read-json-lines.ts';
import { readSheet } from './read/read-workbook.ts';
import type { Cell, TableRow } from './read/table.ts';
import { openWorkbook } from './read/workbook-parts.ts';

/** One row of a file under the source's own names: a heading, or a JSON path such as `fields.party`. */
export interface RawRow {
  readonly row: number;
  readonly fields: ReadonlyMap<string, Cell>;
  readonly findings: readonly Finding[];
}

/** A file opened for import: its format, the act kind its names speak of, and its rows. */
export interface OpenedFile {
  readonly format: FileFormat;
  readonly kind: PublishedActKind;
  readonly findings: readonly Finding[];
  rows(): AsyncIterable<RawRow>;
}

export interface OpenOptions {
  /** The act kind if the person named it; with a mapping, the mapping's. */
  readonly kind: PublishedActKind | null;
  readonly mapped: boolean;
}

/** Opens an XLSX, CSV or JSON Lines file; throws `UnreadableFile` where it cannot be read as one. */
export async function openRows(source: ImportSource, options: OpenOptions): Promise<OpenedFile> {
  const format = await detectFormat(source);
  switch (format) {
    case 'xlsx':
      return openWorkbookRows(source, options);
    case 'csv':
      return openTable(() => readCsv(source), 'csv', options);
    case 'jsonl':
      return openJsonLines(source, options);
  }
}

async function openWorkbookRows(source: ImportSource, options: OpenOptions): Promise<OpenedFile> {
  const bytes = await readAllBytes(source, IMPORT_LIMITS.workbookBytes);
  const workbook = await openWorkbook(bytes);
  for (const sheet of workbook.sheets.filter((candidate) => !candidate.hidden)) {
    const headings = locateHeadings(await takeTop(readSheet(workbook, sheet)), options);
    if (!headings) continue;
    const others = workbook.sheets.filter((other) => other !== sheet && other.name !== GUIDE_SHEET);
    const findings = others.map((other) =>
      fileFinding('notice', 'sheet-not-read', `只读了工作表“${sheet.name}”，工作表“${other.name}”没有读取`),
    );
    // Opened anew for each reading, so that the limit on unpacked bytes counts one reading.
    const table = async function* () {
      yield* readSheet(await openWorkbook(bytes), sheet);
    };
    return fromTable(table, 'xlsx', headings, findings);
  }
  throw noHeadings();
}

async function openTable(
  table: () => AsyncGenerator<TableRow>,
  format: FileFormat,
  options: OpenOptions,
): Promise<OpenedFile> {
  const headings = locateHeadings(await takeTop(table()), options);
  if (!headings) throw noHeadings();
  return fromTable(table, format, headings, []);
}

function locateHeadings(top: readonly TableRow[], options: OpenOptions): Headings | null {
  if (options.mapped && options.kind) return takeFirstRow(top, options.kind);
  return findHeadings(top, options.kind);
}

async function takeTop(rows: AsyncGenerator<TableRow>): Promise<TableRow[]> {
  const top: TableRow[] = [];
  for await (const row of rows) {
    if (row.cells.size > 0) top.push(row);
    if (top.length >= HEADING_ROWS) break;
  }
  return top;
}

function fromTable(
  table: () => AsyncIterable<TableRow>,
  format: FileFormat,
  headings: Headings,
  findings: readonly Finding[],
): OpenedFile {
  return {
    format,
    kind: headings.kind,
    findings: [...headings.findings, ...findings],
    async *rows() {
      let count = 0;
      for await (const row of table()) {
        if (row.row <= headings.lastRow || row.cells.size === 0) continue;
        count += 1;
        refuseBeyondLimit(count);
        yield nameCells(row, headings);
      }
    },
  };
}

function nameCells(row: TableRow, headings: Headings): RawRow {
  const fields = new Map<string, Cell>();
  const findings: Finding[] = [];
  const about = { row: row.row, column: null, level: 'notice' } as const;
  for (const [column, cell] of row.cells) {
    const name = headings.names.get(column);
    if (name) fields.set(name, cell);
    else {
      const message = `第 ${column} 栏没有标题，内容“${quoteWritten(cell.text, 20)}”没有导入，请检查是否多了一个分隔符`;
      findings.push({ ...about, level: 'error', code: 'surplus-cells', message });
    }
  }
  if (row.hidden)
    findings.push({ ...about, code: 'hidden-row', message: '这一行在表格里是隐藏的，也读了进来，请确认' });
  return { row: row.row, fields, findings };
}

async function openJsonLines(source: ImportSource, options: OpenOptions): Promise<OpenedFile> {
  const kind = options.kind ?? (await kindOfLines(readJsonLines(source)));
  return {
    format: 'jsonl',
    kind,
    findings: [],
    async *rows() {
      let count = 0;
      for await (const line of readJsonLines(source)) {
        count += 1;
        refuseBeyondLimit(count);
        yield 'fields' in line ? { ...line, findings: [] } : brokenLine(line.row, line.fault);
      }
    },
  };
}

async function kindOfLines(lines: AsyncGenerator<JsonLine>): Promise<PublishedActKind> {
  let read = 0;
  for await (const line of lines) {
    const kind = 'fields' in line ? kindOfNames([...line.fields.keys()]) : null;
    if (kind) return kind;
    read += 1;
    if (read >= 20) break;
  }
  throw new UnreadableFile(
    'unknown-kind',
    '从字段名看不出是行政处罚还是行政许可：请用对照文件写明种类（kind）和各字段对应哪一栏',
  );
}

function brokenLine(row: number, fault: string): RawRow {
  const message = `第 ${row} 行${fault}`;
  return {
    row,
    fields: new Map(),
    findings: [{ row, column: null, level: 'error', code: 'broken-row', message }],
  };
}

function refuseBeyondLimit(count: number): void {
  if (count <= IMPORT_LIMITS.rows) return;
  throw new UnreadableFile('too-large', `超过 ${IMPORT_LIMITS.rows} 行，请分成几份导入`);
}

function noHeadings(): UnreadableFile {
  return new UnreadableFile(
    'no-headings',
    `前 ${HEADING_ROWS} 行里没有找到双公示的栏目标题（如“行政相对人名称”或 CF_XDR_MC），请补上标题行，或用对照文件说明各栏`,
  );
}
