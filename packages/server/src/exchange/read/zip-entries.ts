import { crc32, createInflateRaw } from 'node:zlib';
import { UnreadableFile } from '../finding.ts';
import { IMPORT_LIMITS } from './limits.ts';

/** The parts of a workbook by name; each is unpacked only within the limits, whatever sizes the archive claims. */
export interface ZipParts {
  /** Names in lower case: writers differ in it. */
  readonly names: ReadonlySet<string>;
  /** The part as UTF-8 text piece by piece, or null where there is no such part. */
  open(name: string, limit?: number): AsyncGenerator<string> | null;
}

/** Reads the directory of a ZIP archive held in memory. */
export function openZip(bytes: Uint8Array): ZipParts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(bytes, view);
  let unpacked = 0;
  const spend = (size: number) => {
    unpacked += size;
    if (unpacked > IMPORT_LIMITS.unpackedBytes) throw tooLarge();
  };
  return {
    names: new Set(entries.keys()),
    open(name, limit = IMPORT_LIMITS.unpackedBytes) {
      const entry = entries.get(name.toLowerCase());
      return entry ? unpack(dataOf(bytes, view, entry), entry, limit, spend) : null;
    },
  };
}

interface Entry {
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
  readonly offset: number;
}

function readDirectory(bytes: Uint8Array, view: DataView): ReadonlyMap<string, Entry> {
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  if (count > IMPORT_LIMITS.zipEntries) throw tooLarge();
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw damaged();
    if (view.getUint16(at + 8, true) & 1)
      throw new UnreadableFile('damaged-file', '表格加了密码，请取消密码后再导入');
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder()
      .decode(bytes.subarray(at + 46, at + 46 + nameLength))
      .replaceAll('\\', '/')
      .toLowerCase();
    if (entries.has(name)) throw damaged();
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packedSize: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function findEnd(view: DataView): number {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - 0xffff); at--) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw damaged();
}

function dataOf(bytes: Uint8Array, view: DataView, entry: Entry): Uint8Array {
  const { offset, packedSize } = entry;
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== 0x04034b50) throw damaged();
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > view.byteLength) throw damaged();
  return bytes.subarray(start, start + packedSize);
}

async function* unpack(
  packed: Uint8Array,
  entry: Entry,
  limit: number,
  spend: (size: number) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let size = 0;
  let checksum = 0;
  try {
    for await (const chunk of entry.method === 0 ? [packed] : inflate(packed, entry.method)) {
      size += chunk.length;
      if (size > limit) throw tooLarge();
      spend(chunk.length);
      checksum = crc32(chunk, checksum);
      yield decoder.decode(chunk, { stream: true });
    }
    if (checksum !== entry.checksum) throw damaged();
    yield decoder.decode();
  } catch (error) {
    throw isFormatError(error) ? damaged() : error;
  }
}

function inflate(packed: Uint8Array, method: number): AsyncIterable<Buffer> {
  if (method !== 8) throw damaged();
  const stream = createInflateRaw({ chunkSize: 128 * 1024 });
  stream.end(packed);
  return stream;
}

function isFormatError(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return false;
  return error.code.startsWith('Z_') || error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
}

function damaged(): UnreadableFile {
  return new UnreadableFile('damaged-file', '表格文件已损坏或不是 xlsx，请在表格软件里打开后另存一份再导入');
}

function tooLarge(): UnreadableFile {
  return new UnreadableFile('too-large', '表格解开后的内容大得不正常，已停止读取，请分成几份或另存后再导入');
}
