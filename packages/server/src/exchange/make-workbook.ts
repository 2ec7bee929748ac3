import { Writable } from 'node:stream';
import ExcelJS from 'exceljs';

/** One sheet: its name and rows of plain text, and how wide the columns are where it matters. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly string[])[];
  readonly widths?: readonly number[];
}

/** A workbook of plain text cells. */
export async function makeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream });
  for (const { name, rows, widths } of sheets) {
    const sheet = workbook.addWorksheet(name);
    if (widths) sheet.columns = widths.map((width) => ({ width, style: { numFmt: '@' } }));
    for (const row of rows) sheet.addRow(row.map((cell) => cell || null)).commit();
    sheet.commit();
  }
  await workbook.commit();
  return Buffer.concat(chunks);
}

/** One line of a CSV file. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}
