import { describe, expect, test } from 'vitest';
import { durableFiles } from './durable-files.ts';
import { DiskFailed, type FileOperations, stopAfterFailedFlush } from './file-operations.ts';
import { everyFault } from './testing/every-fault.ts';
import { simulatedDisk } from './testing/simulated-disk.ts';

const ROOT = '/data';
const PLACE = '/data/a/b/file';
const filesOn = (operations: FileOperations) => durableFiles(operations, { root: ROOT });
const textAt = async (operations: FileOperations) => (await filesOn(operations).read(PLACE))?.toString();

describe('a durable file, whatever operation goes wrong', () => {
  test('holds the old content or the new, and the new once that was acknowledged', async () => {
    const { operations, faults } = await everyFault({
      root: ROOT,
      prepare: (disk) => filesOn(disk).write(PLACE, 'old content'),
      work: async (disk) => {
        await filesOn(disk).write(PLACE, 'new content');
        return 'new content';
      },
      check: async (disk, acknowledged) => {
        expect(acknowledged === undefined ? ['old content', 'new content'] : [acknowledged]).toContain(
          await textAt(disk),
        );
      },
    });
    expect([operations > 6, faults > 18]).toEqual([true, true]);
  });

  test('in folders made for it: is not there or whole, and there once that was acknowledged', async () => {
    await everyFault({
      root: ROOT,
      work: async (disk) => {
        await filesOn(disk).write(PLACE, 'content');
        return 'content';
      },
      check: async (disk, acknowledged) => {
        expect(acknowledged === undefined ? ['content', undefined] : [acknowledged]).toContain(
          await textAt(disk),
        );
        await filesOn(disk).write(PLACE, 'again');
        expect(await textAt(disk)).toBe('again');
      },
    });
  });

  test('written once: the first content stays, and is there once either writer was told so', async () => {
    await everyFault({
      root: ROOT,
      work: async (disk) => {
        await filesOn(disk).create(PLACE, 'first');
        await filesOn(disk).create(PLACE, 'second');
        return 'first';
      },
      check: async (disk, acknowledged) => {
        expect(acknowledged === undefined ? ['first', 'second', undefined] : ['first']).toContain(
          await textAt(disk),
        );
      },
    });
  });

  test('folders that a killed process made and did not flush are flushed by the next', async () => {
    const disk = simulatedDisk(ROOT);
    await disk.operations.mkdir('/data/a/b', 0o700);
    await filesOn(disk.operations).write(PLACE, 'content');
    expect(await textAt(disk.afterPowerCut('nothing').operations)).toBe('content');
  });
});

describe('a flush that failed', () => {
  test('stops all writing until a new start: a second flush would say yes to what was lost', async () => {
    const disk = simulatedDisk(ROOT);
    const operations = stopAfterFailedFlush(disk.operations);
    await filesOn(operations).write(PLACE, 'old');
    const temporary = await operations.open('/data/raw', 'w', 0o600);
    await temporary.appendFile('lost');
    disk.fail(1, 'EIO');
    await expect(temporary.sync()).rejects.toThrow(DiskFailed);
    await expect(temporary.sync()).rejects.toThrow(DiskFailed);
    await expect(filesOn(operations).write(PLACE, 'new')).rejects.toThrow(/存储设备写入失败（EIO）/);
    expect(await textAt(operations)).toBe('old');
    const restarted = stopAfterFailedFlush(disk.operations);
    await filesOn(restarted).write(PLACE, 'new');
    expect(await textAt(disk.afterPowerCut('nothing').operations)).toBe('new');
  });

  test('for want of space alone does not: when there is room again, writing goes on', async () => {
    const disk = simulatedDisk(ROOT);
    const operations = stopAfterFailedFlush(disk.operations);
    const file = await operations.open('/data/raw', 'w', 0o600);
    disk.fail(1, 'ENOSPC');
    await expect(file.sync()).rejects.toMatchObject({ code: 'ENOSPC' });
    disk.repair();
    await filesOn(operations).write(PLACE, 'new');
    expect(await textAt(operations)).toBe('new');
  });
});
