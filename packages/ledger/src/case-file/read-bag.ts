import { startDigests } from '#digests';
import type { BagFile } from '../bag/check-bag.ts';
import { concatBytes } from '../bytes.ts';
import { VerificationError } from '../errors.ts';
import type { ByteSource } from '../zip/byte-source.ts';
import { readEntry, type Zip } from '../zip/read-zip.ts';
import type { ZipEntry } from '../zip/zip-layout.ts';

/** A file of a bag in a zip: digests of all of it, and its bytes where they are not a document or an original. */
export type ReadFile = BagFile & { readonly sha256: string; readonly sm3: string };

/** Reads every file of a bag once. A file whose bytes cannot be got out is left out and named in `unreadable`. */
export async function readBag(
  source: ByteSource,
  { entries }: Zip,
  onProgress: (path: string, doneBytes: number) => void,
): Promise<{ readonly files: ReadonlyMap<string, ReadFile>; readonly unreadable: readonly string[] }> {
  const files = new Map<string, ReadFile>();
  const unreadable: string[] = [];
  let held = 0;
  let done = 0;
  for (const entry of entries) {
    onProgress(entry.path, done);
    try {
      const file = await readFile(source, entry, MOST_HELD - held);
      held += file.bytes?.length ?? 0;
      files.set(entry.path, file);
    } catch (error) {
      if (!(error instanceof VerificationError)) throw error;
      unreadable.push(entry.path);
    }
    done += entry.packedSize;
  }
  return { files, unreadable };
}

/** Facts, proofs and texts of the largest case are far below it. */
const MOST_HELD = 256_000_000;
/** Of one fact or text; a longer one counts as unreadable. */
const MOST_TEXT = 16_000_000;

async function readFile(source: ByteSource, entry: ZipEntry, most: number): Promise<ReadFile> {
  const keep =
    !/^data\/(?:documents|originals)\//.test(entry.path) && entry.size <= Math.min(most, MOST_TEXT);
  const digests = startDigests();
  const parts: Uint8Array[] = [];
  for await (const part of readEntry(source, entry)) {
    digests.update(part);
    if (keep) parts.push(Uint8Array.from(part));
  }
  const { sha256, sm3 } = digests.end();
  return {
    size: entry.size,
    sha256,
    sm3,
    digestBy: (algorithm) => (algorithm === 'sha256' ? sha256 : algorithm === 'sm3' ? sm3 : undefined),
    ...(keep && { bytes: concatBytes(...parts) }),
  };
}
