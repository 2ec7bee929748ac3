import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { UnreadableFile } from '../finding.ts';
import { detectEncoding, type ImportSource, readText, type TextEncoding } from './import-source.ts';
import { IMPORT_LIMITS } from './limits.ts';
import type { Cell, TableRow } from './table.ts';

/** Rows of a CSV file in UTF-8 or GB18030, separated by comma, semicolon or tab; blank lines keep their number. */
export async function* readCsv(source: ImportSource): AsyncGenerator<TableRow> {
  const encoding = await detectEncoding(source);
  const delimiter = await sniffDelimiter(source, encoding);
  const parser = parse({
    delimiter,
    relax_column_count: true,
    max_record_size: IMPORT_LIMITS.recordCharacters,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
  // Closes the file when reading stops early; a failure reaches the loop below through the parser.
  pipeline(Readable.from(readText(source, encoding)), parser, () => undefined);
  let row = 0;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      row += 1;
      if (record.length > IMPORT_LIMITS.columns) {
        throw new UnreadableFile(
          'too-large',
          `第 ${row} 行有 ${record.length} 栏，最多 ${IMPORT_LIMITS.columns} 栏`,
          row,
        );
      }
      yield { row, cells: cellsOf(record), hidden: false };
    }
  } catch (error) {
    if (error instanceof CsvError) throw explain(error, row + 1);
    throw error;
  }
}

async function sniffDelimiter(source: ImportSource, encoding: TextEncoding): Promise<string> {
  let head = '';
  for await (const text of readText(source, encoding)) {
    head += text;
    if (head.length > 4096) break;
  }
  const plain = head.slice(0, 4096).replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: plain.split(sign).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).sign;
}

function cellsOf(record: readonly string[]): ReadonlyMap<number, Cell> {
  const cells = new Map<number, Cell>();
  record.forEach((text, index) => {
    if (text.trim() !== '') cells.set(index + 1, { text });
  });
  return cells;
}

function explain(error: CsvError, row: number): UnreadableFile {
  if (error.code === 'CSV_MAX_RECORD_SIZE') {
    return new UnreadableFile(
      'too-large',
      `第 ${row} 行超过 ${IMPORT_LIMITS.recordCharacters} 个字符，多半是引号没有成对`,
      row,
    );
  }
  return new UnreadableFile(
    'damaged-file',
    `第 ${row} 行的英文双引号没有成对，从这里起无法分栏，请从原系统重新导出`,
    row,
  );
}
