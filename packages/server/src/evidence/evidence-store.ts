import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { RequestError } from '../web/request-error.ts';

/** What is known of a stored original: its size and both digests. */
export interface StoredFile {
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
  readonly head: Buffer;
}

/** What an upload must be before it is let into the store. */
export interface Admission {
  readonly expectedSha256?: string | undefined;
  /** Throws where the file, by its first bytes, may not be kept; asked when the whole of it has arrived. */
  readonly accept?: (head: Buffer) => void;
}

/** Streams an upload to its place by content: temporary file, fsync, rename, fsync of the folder; never overwrites. */
export async function storeFile(
  folder: string,
  source: Readable,
  { expectedSha256, accept }: Admission = {},
): Promise<StoredFile> {
  await mkdir(join(folder, INCOMING), { recursive: true, mode: 0o700 });
  const temporary = join(folder, INCOMING, randomUUID());
  const sha256 = createHash('sha256');
  const sm3 = createHash('sm3');
  let size = 0;
  let head = Buffer.alloc(0);
  const file = await open(temporary, 'wx', 0o600);
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      sha256.update(chunk);
      sm3.update(chunk);
      if (head.length < 64) head = Buffer.concat([head, chunk.subarray(0, 64)]);
      size += chunk.length;
      // Not `write`: a nearly full disk takes a part of a chunk without an error.
      await file.appendFile(chunk);
    }
    await file.sync();
    await file.close();
    const digest = sha256.digest('hex');
    if (expectedSha256 !== undefined && expectedSha256 !== digest) throw new RequestError('digest-mismatch');
    accept?.(head);
    const place = placeOf(folder, digest);
    await mkdir(join(place, '..'), { recursive: true, mode: 0o700 });
    if (!(await exists(place))) {
      await rename(temporary, place);
      await syncFolder(join(place, '..'));
    } else await rm(temporary, { force: true });
    return { size, sha256: digest, sm3: sm3.digest('hex'), head: head.subarray(0, 64) };
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Throws away uploads that a killed process left half done; called before the office opens. */
export async function clearIncoming(folder: string): Promise<void> {
  await rm(join(folder, INCOMING), { recursive: true, force: true });
}

/** The stored original, whole or from `start` to `end` (inclusive). */
export function readFileRange(
  folder: string,
  sha256: string,
  range?: { start: number; end: number },
): Readable {
  return createReadStream(placeOf(folder, sha256), range);
}

/** Removes a file for good: gone from the folder and the folder written out; nothing where it is gone already. */
export async function removeFile(folder: string, sha256: string): Promise<void> {
  const place = placeOf(folder, sha256);
  if (!(await exists(join(place, '..')))) return;
  await rm(place, { force: true });
  await syncFolder(join(place, '..'));
}

/** Where a digest's file lies. */
export function placeOf(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256);
}

const INCOMING = 'incoming';

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
