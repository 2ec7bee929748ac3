import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { FileOperations } from '../platform/file-operations.ts';
import { everyFault } from '../platform/testing/every-fault.ts';
import { placeOf, storeFile } from './evidence-store.ts';

const FOLDER = '/data/evidence';
const bytes = Buffer.from('first half of an original, second half of an original');
const digest = createHash('sha256').update(bytes).digest('hex');
const store = (disk: FileOperations) =>
  storeFile(
    FOLDER,
    Readable.from([bytes.subarray(0, 25), bytes.subarray(25)]),
    { expectedSha256: digest },
    disk,
  );
const found = async (disk: FileOperations) =>
  (await disk.exists(placeOf(FOLDER, digest)))
    ? (await disk.read(placeOf(FOLDER, digest))).toString()
    : undefined;

describe('the store of originals, whatever file operation goes wrong', () => {
  test('holds an acknowledged original whole, an unacknowledged one whole or not at all; sent again it is kept', async () => {
    const { operations } = await everyFault({
      root: FOLDER,
      work: store,
      check: async (disk, stored) => {
        expect(stored === undefined ? [bytes.toString(), undefined] : [bytes.toString()]).toContain(
          await found(disk),
        );
        expect((await store(disk)).sha256).toBe(digest);
        expect(await found(disk)).toBe(bytes.toString());
      },
    });
    expect(operations).toBeGreaterThan(12);
  });

  test('the same original sent a second time is acknowledged only once its name is flushed too', async () => {
    await everyFault({
      root: FOLDER,
      work: async (disk) => {
        await store(disk).catch(() => undefined);
        return await store(disk);
      },
      check: async (disk, stored) => {
        if (stored !== undefined) expect(await found(disk)).toBe(bytes.toString());
      },
    });
  });
});
