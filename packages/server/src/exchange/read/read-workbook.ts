import { fromSpreadsheetSerial } from '@mingjing/law';
import { UnreadableFile } from '../finding.ts';
import { IMPORT_LIMITS } from './limits.ts';
import type { Cell, CellRemark, TableRow } from './table.ts';
import { unescapeCellText, type Workbook, type WorkbookSheet } from './workbook-parts.ts';
import { createXmlScanner, type XmlHandler } from './xml-scanner.ts';

/** Rows of one sheet; formulas give the value last calculated, with a remark. */
export async function* readSheet(workbook: Workbook, sheet: WorkbookSheet): AsyncGenerator<TableRow> {
  const ready: TableRow[] = [];
  const scanner = createXmlScanner(createRowCollector(workbook, (row) => ready.push(row)));
  for await (const piece of workbook.parts.open(sheet.part) ?? []) {
    scanner.write(piece);
    yield* ready.splice(0);
  }
  scanner.end();
}

interface RawCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  value: string;
  formula: boolean;
}

function createRowCollector(workbook: Workbook, emit: (row: TableRow) => void): XmlHandler {
  let row = 0;
  let column = 0;
  let hidden = false;
  let cells = new Map<number, Cell>();
  let cell: RawCell | null = null;
  let reading = false;
  let phonetic = false;
  return {
    open(name, attributes) {
      if (name === 'row') {
        row = Number(attributes.get('r') ?? row + 1);
        column = 0;
        hidden = /^(1|true)$/.test(attributes.get('hidden') ?? '');
        cells = new Map();
      } else if (name === 'c') {
        column = columnNumber(attributes.get('r')) ?? column + 1;
        if (column > IMPORT_LIMITS.columns) throw tooWide(row);
        const style = Number(attributes.get('s') ?? 0);
        cell = { column, type: attributes.get('t') ?? 'n', style, value: '', formula: false };
      } else if (name === 'rPh') phonetic = true;
      else if (name === 'f' && cell) cell.formula = true;
      else if (name === 'v' || name === 't') reading = !phonetic;
    },
    text(piece) {
      if (reading && cell) cell.value += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') reading = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c' && cell) {
        const value = readCell(cell, workbook);
        if (value) cells.set(cell.column, value);
        cell = null;
      } else if (name === 'row' && cells.size > 0) emit({ row, cells, hidden });
    },
  };
}

function columnNumber(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (!letters) return null;
  return [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

function readCell(cell: RawCell, workbook: Workbook): Cell | null {
  const { text, error, ...rest } = readValue(cell, workbook);
  if (cell.formula && text === '' && !error) {
    return {
      text: '',
      remark: remark('error', '是公式，但文件里没有算好的结果，请在表格软件里打开、保存后再导入'),
    };
  }
  if (error)
    return {
      text: '',
      remark: { level: 'error', code: 'cell-error', message: `是错误值 ${text}，请改成实际内容` },
    };
  if (text.trim() === '') return null;
  if (cell.formula) {
    return { ...rest, text, remark: remark('notice', '是公式，取的是上次算好的结果，请核对后改成固定内容') };
  }
  return { ...rest, text };
}

interface CellValue {
  readonly text: string;
  readonly error?: boolean;
  readonly serialSystem?: 1900 | 1904;
}

function readValue(cell: RawCell, workbook: Workbook): CellValue {
  switch (cell.type) {
    case 's':
      return sharedText(workbook.strings[Number(cell.value)]);
    case 'e':
      return { text: cell.value, error: true };
    case 'b':
      return { text: cell.value === '1' ? '是' : cell.value === '0' ? '否' : '' };
    case 'n':
      return cell.value === '' ? { text: '' } : readNumber(cell, workbook);
    default:
      return { text: unescapeCellText(cell.value) };
  }
}

function sharedText(text: string | undefined): CellValue {
  return text === undefined ? { text: '（文字表缺失）', error: true } : { text };
}

function readNumber(cell: RawCell, workbook: Workbook): CellValue {
  const number = Number(cell.value);
  if (!Number.isFinite(number)) return { text: cell.value };
  if (workbook.dateStyles[cell.style]) {
    const date = fromSpreadsheetSerial(number, workbook.serialSystem);
    return { text: date ?? cell.value };
  }
  return { text: plainDigits(number), serialSystem: workbook.serialSystem };
}

// A spreadsheet keeps and shows fifteen digits; what stands behind them is binary dust (0.30000000000000004).
function plainDigits(number: number): string {
  const text = String(Number(number.toPrecision(15)));
  return /e\+/.test(text) || Number.isSafeInteger(number) ? BigInt(Math.trunc(number)).toString() : text;
}

function remark(level: CellRemark['level'], message: string): CellRemark {
  return { level, code: 'formula', message };
}

function tooWide(row: number): UnreadableFile {
  return new UnreadableFile(
    'too-large',
    `第 ${row} 行超过 ${IMPORT_LIMITS.columns} 栏，请删去表格右侧无关的内容`,
    row,
  );
}
