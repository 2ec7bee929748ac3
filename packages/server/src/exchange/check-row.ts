import { createHash } from 'node:crypto';
import type { ImportedTerm, TermOver } from '@mingjing/law';
import { checkCell } from './check/check-cell.ts';
import { checkDates } from './check/check-dates.ts';
import { checkParty } from './check/check-party.ts';
import { checkRequired } from './check/check-required.ts';
import { checkTerm } from './check/check-term.ts';
import { type RowNotes, textOf } from './check/row-notes.ts';
import { columnsOf, type PublishedActKind } from './columns/columns.ts';
import type { Finding } from './finding.ts';
import { plainName } from './known-values.ts';
import type { SourceRow } from './map-row.ts';

/** A row after all checks: what it says, what is wrong or missing, and what it may become. */
export interface CheckedRow {
  readonly row: number;
  readonly kind: PublishedActKind;
  /** `good` may be published, `draft` lacks something, `bad` is not taken, nor is `over`: its time in public has ended. */
  readonly disposition: 'good' | 'draft' | 'bad' | 'over';
  /**
   * What makes two rows the same decision: bureau, kind, canonical document number and party. A row that lacks the
   * number or the party is identified by its content alone.
   */
  readonly identity: string;
  /** SHA-256 over kind and record, hex; not for publication, since it covers identity numbers. */
  readonly digest: string;
  /** Values by internal column key: text, dates `YYYY-MM-DD`, amounts in 分; the document number in canonical form. */
  readonly record: Readonly<Record<string, string | number>>;
  /** Values by exchange code, exactly as written. */
  readonly values: Readonly<Record<string, string>>;
  /** Codes of the columns that keep a draft from publication. */
  readonly missing: readonly string[];
  readonly findings: readonly Finding[];
}

export interface CheckContext {
  readonly bureau: string;
  readonly kind: PublishedActKind;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Whether the time in which a row is public is over, by the row itself and by the bureau's rules. */
  readonly termOver: (row: ImportedTerm) => TermOver | null;
}

/** Checks a row in every respect and returns all findings at once. */
export function checkRow(source: SourceRow, context: CheckContext): CheckedRow {
  const notes: RowNotes = {
    row: source.row,
    kind: context.kind,
    record: new Map(),
    findings: [...source.findings],
  };
  if (saysNothing(source)) notes.findings.push(emptyRow(source.row));
  for (const column of columnsOf(context.kind)) checkCell(notes, column, source.values[column.code] ?? '');
  checkParty(notes);
  checkDates(notes, context.today);
  checkTerm(notes, context.termOver);
  if (!notes.findings.some(({ code }) => code === 'broken-row' || code === 'empty-row')) checkRequired(notes);

  const missing = notes.findings.filter((finding) => finding.level === 'missing');
  const unread = missing.map((finding) => source.values[finding.column?.code ?? ''] ?? '').join('\n');
  const digest = digestOf(context.kind, notes.record, unread);
  return {
    row: source.row,
    kind: context.kind,
    disposition: dispositionOf(notes.findings),
    identity: identityOf(notes, context, digest),
    digest,
    record: Object.fromEntries(notes.record),
    values: source.values,
    missing: [...new Set(missing.map((finding) => finding.column?.code ?? ''))],
    findings: notes.findings,
  };
}

// A row whose names nobody knows must not become a draft that says nothing.
const saysNothing = ({ values, findings }: SourceRow): boolean =>
  findings.length === 0 && Object.values(values).every((value) => value.trim() === '');

const emptyRow = (row: number): Finding => ({
  row,
  column: null,
  level: 'error',
  code: 'empty-row',
  message: '没有一栏是双公示栏目，读不出任何内容，请核对列名（字段名），或者用对照文件说明各字段对应哪一栏',
});

function dispositionOf(findings: readonly Finding[]): CheckedRow['disposition'] {
  if (findings.some((finding) => finding.level === 'error')) return 'bad';
  if (findings.some(({ code }) => code === 'term-over')) return 'over';
  return findings.some((finding) => finding.level === 'missing') ? 'draft' : 'good';
}

// What could not be read counts as well, or two drafts with different unreadable numbers would be one.
function digestOf(
  kind: PublishedActKind,
  record: ReadonlyMap<string, string | number>,
  unread: string,
): string {
  const entries = [...record].sort(([first], [second]) => (first < second ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([kind, entries, unread.trim()]))
    .digest('hex');
}

function identityOf(notes: RowNotes, context: CheckContext, digest: string): string {
  const number = textOf(notes, 'documentNumber');
  const party = textOf(notes, 'partyName');
  if (!number || !party) return JSON.stringify([context.bureau, context.kind, 'content', digest]);
  return JSON.stringify([context.bureau, context.kind, number, plainName(party)]);
}
