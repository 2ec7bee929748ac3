import { deflateRawSync } from 'node:zlib';
import { concatBytes } from '../encoding.ts';
import type { ByteSource } from '../zip/byte-source.ts';
import { Crc32 } from '../zip/crc-32.ts';
import { centralDirectory, dataDescriptor, localHeader, type ZipEntry } from '../zip/zip-layout.ts';

/** A file for a hostile zip: what is really packed, and whatever its directory lies about. */
export type HostileFile = {
  readonly path: string;
  readonly packed: Uint8Array;
  readonly method: 0 | 8;
  readonly size: number;
  readonly crc: number;
  /** What the directory says where it does not say the truth. */
  readonly told?: Partial<ZipEntry>;
};

/** A file as a person's own program would deflate it, `told` apart. */
export function deflated(path: string, bytes: Uint8Array, told: Partial<ZipEntry> = {}): HostileFile {
  return { path, packed: deflateRawSync(bytes), method: 8, size: bytes.length, crc: crcOf(bytes), told };
}

/** A file as it is. */
export function stored(path: string, bytes: Uint8Array, told: Partial<ZipEntry> = {}): HostileFile {
  return { path, packed: bytes, method: 0, size: bytes.length, crc: crcOf(bytes), told };
}

/** Zeros that deflate a thousandfold, without ever being held: `megabytes` of them. */
export function zeros(path: string, megabytes: number, told: Partial<ZipEntry> = {}): HostileFile {
  const million = new Uint8Array(1_000_000);
  const one = deflateRawSync(million, { finishFlush: 2 });
  const packed = concatBytes(...Array.from({ length: megabytes - 1 }, () => one), deflateRawSync(million));
  const crc = new Crc32();
  // Nobody gets to the end of the largest.
  for (let i = 0; i < Math.min(megabytes, 60); i += 1) crc.update(million);
  return { path, packed, method: 8, size: megabytes * 1_000_000, crc: crc.value, told };
}

/** The zip of these files, with the lies of its directory. */
export function packHostile(files: readonly HostileFile[]): Uint8Array {
  const entries: ZipEntry[] = [];
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const { path, packed, method, size, crc, told } of files) {
    const entry: ZipEntry = { path, offset, size, packedSize: packed.length, crc, method };
    const written = [localHeader(entry), packed, dataDescriptor(entry)];
    entries.push({ ...entry, ...told });
    parts.push(...written);
    offset += written.reduce((sum, { length }) => sum + length, 0);
  }
  return concatBytes(...parts, centralDirectory(entries, offset));
}

/** Bytes as a browser hands them out, a megabyte at a time, counting what was asked for. */
export function counted(bytes: Uint8Array): ByteSource & { readonly read: () => number } {
  let read = 0;
  return {
    size: bytes.length,
    read: () => read,
    async *stream(start, end) {
      for (let at = start; at < end; at += CHUNK) {
        const part = bytes.subarray(at, Math.min(at + CHUNK, end));
        read += part.length;
        yield part;
      }
    },
  };
}

const CHUNK = 1 << 20;

function crcOf(bytes: Uint8Array): number {
  const crc = new Crc32();
  crc.update(bytes);
  return crc.value;
}
