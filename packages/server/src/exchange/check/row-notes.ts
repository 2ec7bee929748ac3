import { columnByKey, type ExchangeColumn, type PublishedActKind } from '../columns/columns.ts';
import type { Finding, FindingCode, FindingLevel } from '../finding.ts';

/** What the checks of one row read and write: values by internal key, and findings. */
export interface RowNotes {
  readonly row: number;
  readonly kind: PublishedActKind;
  /** Readable values: text, dates as `YYYY-MM-DD`, amounts in 分. */
  readonly record: Map<string, string | number>;
  readonly findings: Finding[];
}

/** Adds a finding about a column of the row. */
export function note(
  notes: RowNotes,
  column: ExchangeColumn | string,
  level: FindingLevel,
  code: FindingCode,
  message: string,
): void {
  const found = typeof column === 'string' ? columnByKey(notes.kind, column) : column;
  notes.findings.push({
    row: notes.row,
    column: found ? { code: found.code, heading: found.heading } : null,
    level,
    code,
    message,
  });
}

/** The text read for an internal key, or undefined. */
export function textOf(notes: RowNotes, key: string): string | undefined {
  const value = notes.record.get(key);
  return typeof value === 'string' ? value : undefined;
}
