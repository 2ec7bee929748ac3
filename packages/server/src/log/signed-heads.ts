import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { equalBytes, fromHex, toHex } from '@mingjing/ledger';
import { durableFiles } from '../platform/durable-files.ts';
import type { FileOperations } from '../platform/file-operations.ts';

/** A head that a key has signed, or was about to. */
export interface SignedHead {
  readonly size: number;
  readonly root: Uint8Array;
}

/** The heads that a key has signed, each a file that is written before the signature leaves and never changed. */
export interface SignedHeads {
  last(): Promise<SignedHead | null>;
  /**
   * Notes a head that extends `last`. False where another process noted one meanwhile: then neither may sign before it has
   * looked again. A process that slept takes nothing back, since the longest head counts.
   */
  note(head: SignedHead, last: SignedHead | null): Promise<boolean>;
}

/** A file of the folder cannot be read as what it should be. */
export class SignedHeadsDamaged extends Error {}

export function signedHeads(folder: string, operations: FileOperations): SignedHeads {
  const signed = join(folder, 'signed');
  const files = durableFiles(operations, {
    root: folder,
    temporaryOf: (path) => `${path}.${randomUUID()}.tmp`,
  });
  const readHead = async (path: string): Promise<SignedHead | undefined> => {
    const bytes = await files.read(path);
    return bytes === undefined ? undefined : parse(bytes);
  };
  const sizes = async () =>
    (await operations.list(signed))
      .filter((name) => NAME.test(name))
      .map((name) => Number.parseInt(name, 10))
      .sort((a, b) => a - b);
  const placeOf = (size: number) => join(signed, `${String(size).padStart(16, '0')}.json`);
  const last = async (): Promise<SignedHead | null> => {
    const earlier = await readHead(join(folder, BEFORE_FOLDER));
    const size = (await sizes()).at(-1);
    if (size === undefined) return earlier ?? null;
    const newest = await readHead(placeOf(size));
    // Gone since the look: another process signed twice.
    if (newest === undefined) return await last();
    if (newest.size !== size) throw new SignedHeadsDamaged();
    return earlier !== undefined && earlier.size > size ? earlier : newest;
  };
  return {
    last,
    note: async (head, extended) => {
      await files.create(placeOf(head.size), JSON.stringify({ size: head.size, root: toHex(head.root) }));
      const kept = await readHead(placeOf(head.size));
      if (kept === undefined || !equalBytes(kept.root, head.root)) return false;
      const known = await sizes();
      if (known.some((size) => size !== head.size && size > (extended?.size ?? -1))) return false;
      for (const size of known.filter((one) => one < (extended?.size ?? 0)))
        await operations.remove(placeOf(size));
      return true;
    },
  };
}

const NAME = /^\d{16}\.json$/;
/** One file that was overwritten, of earlier versions. */
const BEFORE_FOLDER = 'signed.json';

function parse(bytes: Buffer): SignedHead {
  const [, size, hex] = /^\{"size":(\d{1,15}),"root":"([0-9a-f]{64})"\}$/.exec(bytes.toString('utf8')) ?? [];
  const root = hex === undefined ? undefined : fromHex(hex);
  if (size === undefined || root === undefined) throw new SignedHeadsDamaged();
  return { size: Number(size), root };
}
