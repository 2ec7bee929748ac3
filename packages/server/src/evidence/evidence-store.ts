import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { folderMaker, syncFolder } from '../platform/durable-files.ts';
import { fileOperations } from '../platform/file-operations.ts';
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
  operations = fileOperations,
): Promise<StoredFile> {
  const makeFolder = folderMaker(operations, folder);
  await makeFolder(join(folder, INCOMING));
  const temporary = join(folder, INCOMING, randomUUID());
  const sha256 = createHash('sha256');
  const sm3 = createHash('sm3');
  let size = 0;
  let head = Buffer.alloc(0);
  const file = await operations.open(temporary, 'wx', 0o600);
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
    await makeFolder(dirname(place));
    if (await operations.exists(place)) await operations.remove(temporary);
    else await operations.rename(temporary, place);
    // Also where it was there already: who put it there may not have come so far.
    await syncFolder(operations, dirname(place));
    return { size, sha256: digest, sm3: sm3.digest('hex'), head: head.subarray(0, 64) };
  } catch (error) {
    await file.close().catch(() => undefined);
    await operations.remove(temporary).catch(() => undefined);
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
  if (!(await fileOperations.exists(dirname(place)))) return;
  await fileOperations.remove(place);
  await syncFolder(fileOperations, dirname(place));
}

/** Where a digest's file lies. */
export function placeOf(folder: string, sha256: string): string {
  return join(folder, sha256.slice(0, 2), sha256);
}

const INCOMING = 'incoming';
