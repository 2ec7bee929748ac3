import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { UnreadableFile } from '../finding.ts';
import { IMPORT_LIMITS } from './limits.ts';

/** A file to import: its name as the person knows it, and its bytes or the path to them. It is read more than once. */
export interface ImportSource {
  readonly name: string;
  readonly content: Uint8Array | { readonly path: string };
}

export type FileFormat = 'xlsx' | 'csv' | 'jsonl';
export type TextEncoding = 'utf-8' | 'gb18030';

/** Tells the format from the first bytes and the name; refuses what this product cannot read. */
export async function detectFormat(source: ImportSource): Promise<FileFormat> {
  const head = await readHead(source);
  if (head.length === 0) throw new UnreadableFile('empty-file', '文件是空的，没有任何内容');
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04])) return 'xlsx';
  if (startsWith(head, [0xd0, 0xcf, 0x11, 0xe0])) {
    throw new UnreadableFile(
      'unknown-format',
      '这是旧版 xls 表格或加了打开密码的表格，请在表格软件里取消密码、另存为 xlsx 后再导入',
    );
  }
  if (startsWith(head, [0xff, 0xfe]) || startsWith(head, [0xfe, 0xff])) {
    throw new UnreadableFile(
      'wrong-encoding',
      '文件是 UTF-16 编码（“Unicode 文本”），请另存为“CSV UTF-8”后再导入',
    );
  }
  if (startsWith(head, [0x25, 0x50, 0x44, 0x46]))
    throw new UnreadableFile('unknown-format', '这是 PDF，请提供 XLSX、CSV 或 JSON Lines');
  const name = source.name.toLowerCase();
  if (/\.(jsonl|ndjson)$/.test(name)) return 'jsonl';
  if (/\.(csv|tsv|txt)$/.test(name)) return 'csv';
  if (name.endsWith('.xlsx'))
    throw new UnreadableFile('damaged-file', '文件名是 xlsx，内容却不是 xlsx，请重新导出');
  const first = new TextDecoder('latin1')
    .decode(head)
    .replace(/^\u00EF\u00BB\u00BF/, '')
    .trimStart();
  return first.startsWith('{') ? 'jsonl' : 'csv';
}

/** The text encoding: UTF-8 if every byte fits it, else GB18030 if every byte fits that, else a refusal. */
export async function detectEncoding(source: ImportSource): Promise<TextEncoding> {
  for (const encoding of ['utf-8', 'gb18030'] as const) {
    if (await decodes(source, encoding)) return encoding;
  }
  throw new UnreadableFile(
    'wrong-encoding',
    '文件既不是 UTF-8 也不是 GB18030（GBK）编码，或在一个汉字中间断开，请从原系统重新导出',
  );
}

/** The text piece by piece, without a byte order mark. */
export async function* readText(source: ImportSource, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of readBytes(source)) {
    const text = decoder.decode(chunk, { stream: true });
    if (text) yield text;
  }
  const rest = decoder.decode();
  if (rest) yield rest;
}

/** All bytes of a workbook, refused beyond the limit. */
export async function readAllBytes(source: ImportSource, limit: number): Promise<Uint8Array> {
  if ((await sizeOf(source)) > limit) throw tooLarge(limit);
  if (source.content instanceof Uint8Array) return source.content;
  const chunks: Uint8Array[] = [];
  for await (const chunk of readBytes(source)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const PIECE = 256 * 1024;

async function* readBytes(source: ImportSource): AsyncGenerator<Uint8Array> {
  if (!(source.content instanceof Uint8Array)) {
    yield* createReadStream(source.content.path, { highWaterMark: PIECE });
    return;
  }
  for (let start = 0; start < source.content.length; start += PIECE) {
    yield source.content.subarray(start, start + PIECE);
  }
}

async function decodes(source: ImportSource, encoding: TextEncoding): Promise<boolean> {
  if ((await sizeOf(source)) > IMPORT_LIMITS.textBytes) throw tooLarge(IMPORT_LIMITS.textBytes);
  try {
    for await (const _ of readText(source, encoding));
    return true;
  } catch (error) {
    if (error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
      return false;
    throw error;
  }
}

async function sizeOf(source: ImportSource): Promise<number> {
  return source.content instanceof Uint8Array
    ? source.content.length
    : (await stat(source.content.path)).size;
}

async function readHead(source: ImportSource): Promise<Uint8Array> {
  if (source.content instanceof Uint8Array) return source.content.subarray(0, 64);
  const file = await open(source.content.path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function tooLarge(limit: number): UnreadableFile {
  return new UnreadableFile('too-large', `文件超过 ${Math.floor(limit / 1024 / 1024)} MB，请分成几份导入`);
}
