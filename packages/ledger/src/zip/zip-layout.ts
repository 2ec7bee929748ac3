import { concatBytes, toUtf8 } from '../bytes.ts';

/** A file as it stands in a zip: where its header begins, its sizes and CRC-32, and how it is packed (0 stored, 8 deflated). */
export type ZipEntry = {
  readonly path: string;
  readonly offset: number;
  readonly size: number;
  readonly packedSize: number;
  readonly crc: number;
  readonly method: 0 | 8;
};

/** The largest size and offset that the old 32-bit fields hold. */
export const MOST_32 = 0xffffffff;

/** The header before a file whose size and CRC follow it, as our exports write it. */
export function localHeader({ path, method }: ZipEntry): Uint8Array {
  const name = toUtf8(path);
  return concatBytes(
    little(4, 0x04034b50),
    little(2, VERSION, FLAGS, method, NO_TIME, FIRST_DAY),
    little(4, 0, 0, 0),
    little(2, name.length, 0),
    name,
  );
}

/** What follows a file: its CRC and sizes. */
export function dataDescriptor(entry: ZipEntry): Uint8Array {
  const width = isLarge(entry) ? 8 : 4;
  return concatBytes(little(4, 0x08074b50, entry.crc), little(width, entry.packedSize, entry.size));
}

/** The directory at the end of a zip whose files are these, and the records that close it. */
export function centralDirectory(entries: readonly ZipEntry[], at: number): Uint8Array {
  const records = entries.map(record);
  const size = records.reduce((sum, { length }) => sum + length, 0);
  const large = entries.length >= 0xffff || size >= MOST_32 || at >= MOST_32;
  const wide = large
    ? [
        little(4, 0x06064b50),
        little(8, 44),
        little(2, MADE_BY, VERSION_64),
        little(4, 0, 0),
        little(8, entries.length, entries.length, size, at),
        little(4, 0x07064b50, 0),
        little(8, at + size),
        little(4, 1),
      ]
    : [];
  const count = Math.min(entries.length, 0xffff);
  return concatBytes(
    ...records,
    ...wide,
    little(4, 0x06054b50),
    little(2, 0, 0, count, count),
    little(4, Math.min(size, MOST_32), Math.min(at, MOST_32)),
    little(2, 0),
  );
}

/** The size of the zip that stored files make. */
export function zipSize(files: readonly { readonly path: string; readonly size: number }[]): number {
  let offset = 0;
  const entries = files.map(({ path, size }) => {
    const entry: ZipEntry = { path, size, packedSize: size, offset, crc: 0, method: 0 };
    offset += localHeader(entry).length + size + dataDescriptor(entry).length;
    return entry;
  });
  return offset + centralDirectory(entries, offset).length;
}

const VERSION = 20;
const VERSION_64 = 45;
const MADE_BY = (3 << 8) | 63;
/** Names are UTF-8; CRC and sizes follow the data. */
const FLAGS = (1 << 11) | (1 << 3);
const NO_TIME = 0;
/** 1980-01-01: when a bag was packed stands in its text, not in its zip. */
const FIRST_DAY = (1 << 5) | 1;
const MODE = 0o100644;

const isLarge = ({ size, packedSize, offset }: ZipEntry): boolean =>
  size >= MOST_32 || packedSize >= MOST_32 || offset >= MOST_32;

function record(entry: ZipEntry): Uint8Array {
  const { path, offset, size, packedSize, crc, method } = entry;
  const name = toUtf8(path);
  const large = isLarge(entry);
  const extra = large ? concatBytes(little(2, 1, 24), little(8, size, packedSize, offset)) : new Uint8Array();
  const field = (value: number): number => (large ? MOST_32 : value);
  return concatBytes(
    little(4, 0x02014b50),
    little(2, MADE_BY, large ? VERSION_64 : VERSION, FLAGS, method, NO_TIME, FIRST_DAY),
    little(4, crc, field(packedSize), field(size)),
    little(2, name.length, extra.length, 0, 0, 0),
    little(4, MODE * 0x10000, field(offset)),
    name,
    extra,
  );
}

function little(width: 2 | 4 | 8, ...values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(width * values.length));
  for (const [i, value] of values.entries()) {
    if (width === 2) view.setUint16(2 * i, value, true);
    else if (width === 4) view.setUint32(4 * i, value, true);
    else view.setBigUint64(8 * i, BigInt(value), true);
  }
  return new Uint8Array(view.buffer);
}
