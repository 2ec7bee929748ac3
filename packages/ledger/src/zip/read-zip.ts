import { equalBytes, fromUtf8 } from '../bytes.ts';
import { VerificationError } from '../errors.ts';
import { type ByteSource, readStretch } from './byte-source.ts';
import { Crc32 } from './crc-32.ts';
import { centralDirectory, dataDescriptor, localHeader, MOST_32, type ZipEntry } from './zip-layout.ts';

/** What a zip holds, in the order of its files. */
export type Zip = {
  readonly entries: readonly ZipEntry[];
  readonly directoryAt: number;
};

/** Reads the directory of a zip strictly: no split archives, no encryption, no overlapping files, within limits. */
export async function readZip(source: ByteSource): Promise<Zip> {
  const tail = await readStretch(source, Math.max(0, source.size - END - WIDE), source.size);
  const view = viewOf(tail);
  const end = tail.length - END;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50 || view.getUint16(end + 20, true) !== 0)
    throw malformed('末尾不是目录（文件可能没有下载完整）');
  let count = view.getUint16(end + 10, true);
  let size = view.getUint32(end + 12, true);
  let at = view.getUint32(end + 16, true);
  const wide = end - WIDE;
  const isWide = wide >= 0 && view.getUint32(end - 20, true) === 0x07064b50;
  if (isWide) {
    if (view.getUint32(wide, true) !== 0x06064b50) throw malformed('目录');
    // One program goes by the old fields, another by these: they may not tell of two directories.
    count = agreed(count, 0xffff, exact(view, wide + 32));
    size = agreed(size, MOST_32, exact(view, wide + 40));
    at = agreed(at, MOST_32, exact(view, wide + 48));
  }
  if (count > MOST_ENTRIES || size > MOST_DIRECTORY) throw malformed(`文件多于 ${MOST_ENTRIES} 个`);
  // Some programs look for the directory right before its end, whatever place is told.
  if (at + size !== source.size - END - (isWide ? WIDE : 0)) throw malformed('目录');
  const entries = readDirectory(await readStretch(source, at, at + size), count);
  requireApart(entries, at);
  return { entries, directoryAt: at };
}

/** The content of one file, in parts; refuses what is not as long or has not the CRC that the directory says. */
export async function* readEntry(source: ByteSource, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const head = viewOf(await readStretch(source, entry.offset, entry.offset + LOCAL));
  if (
    head.byteLength < LOCAL ||
    head.getUint32(0, true) !== 0x04034b50 ||
    head.getUint16(8, true) !== entry.method
  )
    throw malformed(entry.path);
  const name = entry.offset + LOCAL;
  const start = name + head.getUint16(26, true) + head.getUint16(28, true);
  // A program that reads from the front goes by this name, not by the directory's.
  const named = fromUtf8(await readStretch(source, name, name + head.getUint16(26, true)));
  if (named !== entry.path) throw malformed(entry.path);
  const packed = source.stream(start, start + entry.packedSize);
  const crc = new Crc32();
  let size = 0;
  for await (const part of entry.method === 0 ? packed : inflate(packed, entry)) {
    size += part.length;
    if (size > entry.size) throw malformed(entry.path);
    crc.update(part);
    yield part;
  }
  if (size !== entry.size || crc.value !== entry.crc) throw malformed(entry.path);
}

/** Whether every byte around the files is exactly as our exports write it. */
export async function isAsExported(source: ByteSource, { entries, directoryAt }: Zip): Promise<boolean> {
  let at = 0;
  for (const entry of entries) {
    if (entry.offset !== at || entry.method !== 0) return false;
    const head = localHeader(entry);
    const rest = dataDescriptor(entry);
    const after = at + head.length + entry.size;
    if (!(await holds(source, at, head)) || !(await holds(source, after, rest))) return false;
    at = after + rest.length;
  }
  return at === directoryAt && (await holds(source, at, centralDirectory(entries, at), true));
}

const END = 22;
/** The 64-bit end record and its locator. */
const WIDE = 56 + 20;
const LOCAL = 30;
const RECORD = 46;
const MOST_ENTRIES = 20_000;
const MOST_DIRECTORY = 16_000_000;
const MOST_UNPACKED = 2 ** 31;
const MOST_RATIO = 100;
const PIECE = 16_384;
const ENCRYPTED = 1 | (1 << 6) | (1 << 13);

async function holds(source: ByteSource, at: number, expected: Uint8Array, last = false): Promise<boolean> {
  const end = last ? source.size : at + expected.length;
  if (end !== at + expected.length) return false;
  return equalBytes(await readStretch(source, at, end), expected);
}

function readDirectory(bytes: Uint8Array, count: number): ZipEntry[] {
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  const seen = new Set<string>();
  let at = 0;
  let unpacked = 0;
  while (at + RECORD <= bytes.length && view.getUint32(at, true) === 0x02014b50) {
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true)) as Three;
    const end = at + RECORD + name + extra + comment;
    if (end > bytes.length) throw malformed('目录');
    const entry = readRecord(view, bytes, at, name, extra);
    if (seen.has(entry.path)) throw malformed(entry.path);
    seen.add(entry.path);
    if (entry.method === 8) unpacked += entry.size;
    // An empty folder is no file.
    if (!entry.path.endsWith('/')) entries.push(entry);
    else if (entry.size > 0) throw malformed(entry.path);
    at = end;
  }
  if (at !== bytes.length || seen.size !== count) throw malformed('目录');
  if (unpacked > MOST_UNPACKED) throw malformed('解压后过大');
  return entries;
}

function readRecord(view: DataView, bytes: Uint8Array, at: number, name: number, extra: number): ZipEntry {
  const path = fromUtf8(bytes.subarray(at + RECORD, at + RECORD + name));
  const method = view.getUint16(at + 10, true);
  if (path === undefined || path === '' || path.length > 500) throw malformed('文件名');
  if ((method !== 0 && method !== 8) || (view.getUint16(at + 8, true) & ENCRYPTED) !== 0)
    throw malformed(path);
  const sizes = { size: view.getUint32(at + 24, true), packedSize: view.getUint32(at + 20, true) };
  const narrow = { ...sizes, offset: view.getUint32(at + 42, true) };
  const placed = { ...narrow, ...wideFields(view, at + RECORD + name, extra, narrow) };
  const { size, packedSize } = placed;
  if (method === 0 && size !== packedSize) throw malformed(path);
  if (method === 8 && size > MOST_RATIO * (packedSize + 10_000)) throw malformed(`解压后过大：${path}`);
  return { path, method, crc: view.getUint32(at + 16, true), ...placed };
}

type Three = [number, number, number];
type Placed = { readonly size: number; readonly packedSize: number; readonly offset: number };

function wideFields(view: DataView, from: number, length: number, narrow: Placed): Partial<Placed> {
  let at = from;
  while (at + 4 <= from + length) {
    const [id, size] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    if (at + 4 + size > from + length) return {};
    if (id === 1) {
      const wanted = (['size', 'packedSize', 'offset'] as const).filter((name) => narrow[name] === MOST_32);
      if (size < 8 * wanted.length) return {};
      return Object.fromEntries(wanted.map((name, i) => [name, exact(view, at + 4 + 8 * i)]));
    }
    at += 4 + size;
  }
  return {};
}

function requireApart(entries: readonly ZipEntry[], directoryAt: number): void {
  const inOrder = [...entries].sort((a, b) => a.offset - b.offset);
  if ((inOrder[0]?.offset ?? 0) !== 0) throw malformed('开头');
  for (const [i, { path, offset, packedSize }] of inOrder.entries()) {
    const next = inOrder[i + 1]?.offset ?? directoryAt;
    if (offset + LOCAL + packedSize > next) throw malformed(path);
  }
}

async function* inflate(packed: AsyncIterable<Uint8Array>, { path }: ZipEntry): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('deflate-raw');
  const writer = stream.writable.getWriter();
  const feeding = feed(packed, writer);
  const reader = stream.readable.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
    await feeding;
  } catch (error) {
    if (error instanceof VerificationError) throw error;
    throw malformed(path);
  } finally {
    await reader.cancel().catch(() => undefined);
    await feeding.catch(() => undefined);
  }
}

async function feed(parts: AsyncIterable<Uint8Array>, writer: WritableStreamDefaultWriter): Promise<void> {
  try {
    // What one piece unpacks to is all held at once, a thousandfold in the worst case.
    for await (const part of parts)
      for (let at = 0; at < part.length; at += PIECE)
        await writer.write(Uint8Array.from(part.subarray(at, at + PIECE)));
    await writer.close();
  } catch {
    // The reader says what is wrong with the data.
  }
}

function agreed(old: number, unsaid: number, told: number): number {
  if (old !== unsaid && old !== told) throw malformed('目录');
  return told;
}

function exact(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  if (!Number.isSafeInteger(value)) throw malformed('目录');
  return value;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function malformed(part: string): VerificationError {
  return new VerificationError('zip-malformed', part);
}
