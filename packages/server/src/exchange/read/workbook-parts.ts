import { UnreadableFile } from '../finding.ts';
import { IMPORT_LIMITS } from './limits.ts';
import { createXmlScanner, type XmlHandler } from './xml-scanner.ts';
import { openZip, type ZipParts } from './zip-entries.ts';

export interface WorkbookSheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** What the rows of a workbook need in order to be read: its sheets, shared strings, date styles and epoch. */
export interface Workbook {
  readonly parts: ZipParts;
  readonly sheets: readonly WorkbookSheet[];
  readonly strings: readonly string[];
  /** Whether the cell style of that index shows a date. */
  readonly dateStyles: readonly boolean[];
  readonly serialSystem: 1900 | 1904;
}

/** Opens an XLSX workbook held in memory; the sheets' rows are read later, piece by piece. */
export async function openWorkbook(bytes: Uint8Array): Promise<Workbook> {
  const parts = openZip(bytes);
  const { targets, byType } = await readRelations(parts);
  const { sheets, serialSystem } = await readSheetList(parts, targets);
  if (sheets.length === 0)
    throw new UnreadableFile('damaged-file', '这个表格里没有工作表，请在表格软件里打开后另存一份再导入');
  return {
    parts,
    sheets,
    serialSystem,
    strings: await readStrings(parts, byType.get('sharedStrings') ?? 'xl/sharedStrings.xml'),
    dateStyles: await readDateStyles(parts, byType.get('styles') ?? 'xl/styles.xml'),
  };
}

/** Feeds one part to a handler; false where there is no such part. */
export async function scanPart(parts: ZipParts, name: string, handler: XmlHandler): Promise<boolean> {
  const pieces = parts.open(name, IMPORT_LIMITS.unpackedTableBytes);
  if (!pieces) return false;
  const scanner = createXmlScanner(handler);
  for await (const piece of pieces) scanner.write(piece);
  scanner.end();
  return true;
}

/** Undoes the `_x000D_` escapes that spreadsheets write for control characters. */
export function unescapeCellText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

const ignore = () => undefined;

async function readRelations(parts: ZipParts) {
  const targets = new Map<string, string>();
  const byType = new Map<string, string>();
  await scanPart(parts, 'xl/_rels/workbook.xml.rels', {
    open(name, attributes) {
      const id = attributes.get('Id');
      const target = attributes.get('Target');
      if (name !== 'Relationship' || !id || !target) return;
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      targets.set(id, part);
      byType.set(attributes.get('Type')?.split('/').at(-1) ?? '', part);
    },
    text: ignore,
    close: ignore,
  });
  return { targets, byType };
}

async function readSheetList(parts: ZipParts, targets: ReadonlyMap<string, string>) {
  const sheets: WorkbookSheet[] = [];
  let serialSystem: 1900 | 1904 = 1900;
  const found = await scanPart(parts, 'xl/workbook.xml', {
    open(name, attributes) {
      if (name === 'workbookPr' && /^(1|true)$/.test(attributes.get('date1904') ?? '')) serialSystem = 1904;
      const part = targets.get(attributes.get('id') ?? '');
      if (name === 'sheet' && part && parts.names.has(part.toLowerCase())) {
        const hidden = (attributes.get('state') ?? 'visible') !== 'visible';
        sheets.push({ name: attributes.get('name') ?? '', part, hidden });
      }
    },
    text: ignore,
    close: ignore,
  });
  if (!found)
    throw new UnreadableFile('damaged-file', '这不是 XLSX 表格（可能是 Word 文档或压缩包），请提供 XLSX');
  return { sheets, serialSystem };
}

async function readStrings(parts: ZipParts, part: string): Promise<readonly string[]> {
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let phonetic = false;
  await scanPart(parts, part, {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') inText = !phonetic;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 'si') strings.push(unescapeCellText(text));
      else if (name === 'rPh') phonetic = false;
      else if (name === 't') inText = false;
    },
  });
  return strings;
}

async function readDateStyles(parts: ZipParts, part: string): Promise<readonly boolean[]> {
  const formats = new Map<number, string>();
  const dateStyles: boolean[] = [];
  let inCellFormats = false;
  await scanPart(parts, part, {
    open(name, attributes) {
      const id = Number(attributes.get('numFmtId'));
      if (name === 'numFmt') formats.set(id, attributes.get('formatCode') ?? '');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) dateStyles.push(isDateFormat(id, formats.get(id)));
    },
    text: ignore,
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return dateStyles;
}

const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);

function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.has(id);
  const plain = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
  return /[yd]/i.test(plain);
}
