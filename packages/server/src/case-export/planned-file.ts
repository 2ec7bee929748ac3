import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';

/** A file that will stand in an export: its exact size is known before its bytes are asked for. */
export interface PlannedFile {
  readonly path: string;
  readonly size: number;
  readonly open: () => Promise<Readable>;
}

/** A file whose bytes are held. */
export function heldFile(path: string, content: Uint8Array | string): PlannedFile {
  const bytes = Buffer.from(content as Uint8Array);
  return { path, size: bytes.length, open: async () => Readable.from([bytes]) };
}

/** A file on disk. */
export function diskFile(path: string, place: string, size: number): PlannedFile {
  return { path, size, open: async () => createReadStream(place) };
}
