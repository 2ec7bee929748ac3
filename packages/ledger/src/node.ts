import { open } from 'node:fs/promises';
import type { ByteSource } from './zip/byte-source.ts';

/** A file on disk as a source of bytes, for as long as `use` takes. */
export async function withFile<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return await use({
      size,
      async *stream(start, end) {
        const place = new Uint8Array(Math.min(CHUNK, Math.max(end - start, 0)));
        for (let at = start; at < end; ) {
          const { bytesRead } = await file.read(place, 0, Math.min(place.length, end - at), at);
          if (bytesRead === 0) return;
          yield place.subarray(0, bytesRead);
          at += bytesRead;
        }
      },
    });
  } finally {
    await file.close();
  }
}

/** Each part is only good until the next one is asked for. */
const CHUNK = 1 << 20;
