import { fromSpreadsheetSerial } from '@mingjing/law';
import { columnByHeading, columnsOf, type ExchangeColumn, type PublishedActKind } from './columns/columns.ts';
import type { Finding, FindingCode, FindingLevel } from './finding.ts';
import { type ColumnMapping, convertValue, type ImportMapping } from './mapping.ts';
import type { Cell } from './read/table.ts';
import type { RawRow } from './read-rows.ts';

/** One row under 双公示 codes, as written; what belongs to no column is kept aside in `extra`, never dropped unseen. */
export interface SourceRow {
  readonly row: number;
  readonly values: Readonly<Record<string, string>>;
  readonly extra: ReadonlyMap<string, string>;
  readonly findings: readonly Finding[];
}

/** Brings a row from the source's own names to the columns of the act kind. */
export function mapRow(raw: RawRow, kind: PublishedActKind, mapping: ImportMapping | null): SourceRow {
  const values: Record<string, string> = {};
  const findings: Finding[] = [...raw.findings];
  const used = new Set<string>(mapping?.ignore ?? []);
  const byColumn = mapping ? null : groupByColumn(raw, kind);
  for (const column of columnsOf(kind)) {
    const choice = mapping
      ? fromMapping(raw, mapping.columns[column.code])
      : fromHeading(byColumn?.get(column.code) ?? []);
    if (!choice) continue;
    for (const name of choice.names) used.add(name);
    const { text, remarks } = takeCell(choice.cell, column, choice.rule);
    values[column.code] = text;
    for (const remark of remarks) {
      findings.push({ row: raw.row, column: { code: column.code, heading: column.heading }, ...remark });
    }
  }
  const extra = new Map<string, string>();
  for (const [name, cell] of raw.fields) if (!used.has(name)) extra.set(name, cell.text);
  return { row: raw.row, values, extra, findings };
}

interface Choice {
  readonly names: readonly string[];
  readonly cell: Cell;
  readonly rule: ColumnMapping | null;
}

interface Remark {
  readonly level: FindingLevel;
  readonly code: FindingCode;
  readonly message: string;
}

function groupByColumn(raw: RawRow, kind: PublishedActKind): ReadonlyMap<string, readonly [string, Cell][]> {
  const groups = new Map<string, [string, Cell][]>();
  for (const [name, cell] of raw.fields) {
    const code = columnByHeading(kind, name)?.code;
    if (code) groups.set(code, [...(groups.get(code) ?? []), [name, cell]]);
  }
  return groups;
}

function fromHeading(found: readonly [string, Cell][]): Choice | null {
  const [name, cell] = found[0] ?? [];
  if (!name || !cell) return null;
  if (found.length === 1) return { names: [name], cell, rule: null };
  const names = found.map(([each]) => each);
  const message = `“${names.join('”“')}”都是这一栏，分不清该取哪一个，请只留一个`;
  return {
    names,
    cell: { text: '', remark: { level: 'error', code: 'duplicate-heading', message } },
    rule: null,
  };
}

function fromMapping(raw: RawRow, rule: ColumnMapping | undefined): Choice | null {
  if (!rule) return null;
  if ('const' in rule) return { names: [], cell: { text: rule.const }, rule };
  const names = typeof rule.from === 'string' ? [rule.from] : rule.from;
  const present = names.find((name) => raw.fields.has(name));
  const cell = present === undefined ? undefined : raw.fields.get(present);
  // Only the field that was taken counts as used: a second one with content is reported, not lost.
  return present !== undefined && cell ? { names: [present], cell, rule } : null;
}

function takeCell(
  cell: Cell,
  column: ExchangeColumn,
  rule: ColumnMapping | null,
): { text: string; remarks: Remark[] } {
  const remarks: Remark[] = cell.remark ? [cell.remark] : [];
  if (cell.serialSystem && column.type === 'date') return takeSerial(cell.text, cell.serialSystem, remarks);
  if (cell.serialSystem && column.type !== 'wan' && cell.text.length > 15) {
    const message = `单元格是数字格式，15 位以后已被表格软件改成 0，请把该列设为文本格式后按证照重新填写`;
    return { text: '', remarks: [...remarks, { level: 'error', code: 'precision-lost', message }] };
  }
  if (!rule || cell.text === '') return { text: cell.text, remarks };
  const converted = convertValue(cell.text, rule);
  if (converted.ok) {
    for (const change of converted.changes)
      remarks.push({ level: 'notice', code: 'value-changed', message: `${change}后读取` });
    return { text: converted.value, remarks };
  }
  return {
    text: '',
    remarks: [...remarks, { level: 'error', code: 'mapping', message: converted.sentence }],
  };
}

function takeSerial(
  text: string,
  system: 1900 | 1904,
  remarks: readonly Remark[],
): { text: string; remarks: Remark[] } {
  const date = fromSpreadsheetSerial(Number(text), system);
  if (!date || Number(text) < 10_000) return { text, remarks: [...remarks] };
  const message = `单元格是数字 ${text}，按表格日期读作 ${date}，请核对`;
  return { text: date, remarks: [...remarks, { level: 'notice', code: 'serial-date', message }] };
}
