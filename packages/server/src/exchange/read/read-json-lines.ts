import { UnreadableFile } from '../finding.ts';
import { detectEncoding, type ImportSource, readText } from './import-source.ts';
import { IMPORT_LIMITS } from './limits.ts';
import type { Cell } from './table.ts';

/** One object of a JSON Lines file, nested keys joined with dots; or the reason the line cannot be used. */
export type JsonLine =
  | { readonly row: number; readonly fields: ReadonlyMap<string, Cell> }
  | { readonly row: number; readonly fault: string };

/** Objects of a JSON Lines file with their line numbers; a bad line is reported and the rest still read. */
export async function* readJsonLines(source: ImportSource): AsyncGenerator<JsonLine> {
  const encoding = await detectEncoding(source);
  for await (const { row, text } of splitLines(readText(source, encoding))) {
    if (text.trim() === '') continue;
    yield readLine(row, text);
  }
}

async function* splitLines(pieces: AsyncIterable<string>): AsyncGenerator<{ row: number; text: string }> {
  let row = 1;
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      yield { row, text: checked(line, row) };
      row += 1;
    }
    checked(rest, row);
  }
  yield { row, text: rest };
}

function checked(line: string, row: number): string {
  if (line.length <= IMPORT_LIMITS.recordCharacters) return line;
  throw new UnreadableFile(
    'too-large',
    `第 ${row} 行超过 ${IMPORT_LIMITS.recordCharacters} 个字符，不像一条记录`,
    row,
  );
}

function readLine(row: number, text: string): JsonLine {
  if (depthOf(text) > IMPORT_LIMITS.jsonDepth)
    return { row, fault: `嵌套超过 ${IMPORT_LIMITS.jsonDepth} 层，不像一条公示记录` };
  let value: unknown;
  try {
    value = JSON.parse(text, keepNumberAsWritten);
  } catch (error) {
    if (error instanceof SyntaxError) return { row, fault: '不是完整的 JSON，请检查引号、逗号和括号' };
    throw error;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { row, fault: '不是 JSON 对象（应以 { 开头）' };
  const fields = new Map<string, Cell>();
  flatten(value, '', fields);
  return { row, fields };
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const sign = text.charCodeAt(index);
    if (quoted) {
      if (sign === 0x5c) index += 1;
      else if (sign === 0x22) quoted = false;
    } else if (sign === 0x22) quoted = true;
    else if (sign === 0x7b || sign === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (sign === 0x7d || sign === 0x5d) depth -= 1;
  }
  return deepest;
}

// A JavaScript number would round an 18-digit code; the digits as written stay exact.
function keepNumberAsWritten(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}

function flatten(value: object, prefix: string, fields: Map<string, Cell>): void {
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    const path = prefix + key;
    if (inner === null || inner === '') continue;
    if (typeof inner === 'string') fields.set(path, { text: inner });
    else if (typeof inner === 'boolean') fields.set(path, { text: inner ? '是' : '否' });
    else if (Array.isArray(inner)) fields.set(path, listCell(inner));
    else if (typeof inner === 'object') flatten(inner, `${path}.`, fields);
  }
}

function listCell(list: readonly unknown[]): Cell {
  const message = '这里是一个列表，本栏只能放一个值，请在来源处合并成一段文字';
  return { text: JSON.stringify(list), remark: { level: 'error', code: 'cell-error', message } };
}
