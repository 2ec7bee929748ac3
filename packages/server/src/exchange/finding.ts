/** How grave a finding is: `error` keeps the row out, `missing` makes it a draft, `notice` only tells. */
export type FindingLevel = 'error' | 'missing' | 'notice';

export type FindingCode = (typeof FINDING_CODES)[number];

/** The column a finding speaks of; `code` is the exchange code, or the source's own name where there is no column. */
export interface FindingColumn {
  readonly code: string;
  readonly heading: string;
}

/** One remark about an imported file: where, how grave, and a sentence that says what to do. */
export interface Finding {
  /** Row as a spreadsheet shows it (line for JSON Lines), 1-based; null for the whole file. */
  readonly row: number | null;
  readonly column: FindingColumn | null;
  readonly level: FindingLevel;
  readonly code: FindingCode;
  readonly message: string;
}

/** A finding about the whole file. */
export function fileFinding(level: FindingLevel, code: FindingCode, message: string): Finding {
  return { row: null, column: null, level, code, message };
}

/** A finding about a row as a whole. */
export function rowFinding(row: number, level: FindingLevel, code: FindingCode, message: string): Finding {
  return { row, column: null, level, code, message };
}

/** Stops an import: the file cannot be read to its end, so nothing of it is taken. */
export class UnreadableFile extends Error {
  readonly finding: Finding;
  constructor(code: FindingCode, message: string, row: number | null = null) {
    super(message);
    this.name = 'UnreadableFile';
    this.finding = { row, column: null, level: 'error', code, message };
  }
}

/** Every code a finding can carry. */
export const FINDING_CODES = [
  // the file
  'empty-file',
  'no-rows',
  'too-large',
  'unknown-format',
  'wrong-encoding',
  'damaged-file',
  'no-headings',
  'unknown-kind',
  'duplicate-heading',
  'unmapped-column',
  'absent-column',
  'sheet-not-read',
  'mapping',
  'erased-key-missing',
  // the row
  'broken-row',
  'empty-row',
  'surplus-cells',
  'hidden-row',
  'duplicate-row',
  'duplicate-conflict',
  'changed-content',
  'replaces-draft',
  'withdrawn-as-wrong',
  'held-with-more',
  'ambiguous-draft',
  'similar-draft',
  'erased-by-law',
  // the cell
  'required',
  'blank-marker',
  'formula',
  'cell-error',
  'serial-date',
  'precision-lost',
  'control-character',
  'formula-like',
  'over-long',
  'document-number',
  'document-number-changed',
  'document-number-year',
  'credit-code',
  'credit-code-masked',
  'value-changed',
  'category',
  'party-identifiers',
  'party-masked',
  'half-width-brackets',
  'person-id',
  'resident-id-in-text',
  'date',
  'date-order',
  'future-date',
  'term-over',
  'amount',
  'amount-doubtful',
] as const;
