import { columnsOf, type PublishedActKind } from './columns/columns.ts';
import { csvLine, makeWorkbook } from './make-workbook.ts';
import { sampleRow } from './sample-row.ts';

export type SampleFormat = 'xlsx' | 'csv' | 'jsonl';

/** A made-up file of that many rows with Chinese headings (codes as keys in JSON Lines), for trials and measurements. */
export async function makeSample(
  kind: PublishedActKind,
  count: number,
  format: SampleFormat,
): Promise<Uint8Array> {
  const rows = Array.from({ length: count }, (_, index) => sampleRow(kind, index + 1));
  switch (format) {
    case 'jsonl':
      return Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    case 'csv':
      return Buffer.from(
        `\uFEFF${[headingsOf(kind), ...rows.map((row) => cellsOf(kind, row))].map(csvLine).join('')}`,
      );
    case 'xlsx':
      return makeWorkbook([
        { name: '公示信息', rows: [headingsOf(kind), ...rows.map((row) => cellsOf(kind, row))] },
      ]);
  }
}

function headingsOf(kind: PublishedActKind): string[] {
  return columnsOf(kind).map((column) => column.heading);
}

function cellsOf(kind: PublishedActKind, row: Readonly<Record<string, string>>): string[] {
  return columnsOf(kind).map((column) => row[column.code] ?? '');
}
