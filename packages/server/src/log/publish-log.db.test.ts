import { randomUUID } from 'node:crypto';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkLog, parseVkey, toHex } from '@mingjing/ledger';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeCommand } from '../journal/write-command.ts';
import { durableFiles } from '../platform/durable-files.ts';
import { type FileOperations, fileOperations } from '../platform/file-operations.ts';
import { everyFault } from '../platform/testing/every-fault.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';
import { publishedSize, publishLog } from './publish-log.ts';

const BUREAU = 'wenshang';
let office: TestOffice;
let folder: string;
beforeAll(async () => {
  office = await openOffice();
  folder = join(office.keyFolder, '..', 'log');
});
afterAll(() => office.close());

/** Adds facts in one command and has them integrated and signed. */
async function grow(count: number): Promise<void> {
  await writeCommand(office.databases.app, {
    commandId: randomUUID(),
    digest: null,
    stream: `bureau/${randomUUID()}`,
    bureau: BUREAU,
    actor: 'system',
    recordedAt: office.context.clock.now().toISOString(),
    after: { version: 0, commitment: null },
    facts: Array.from({ length: count }, (_, i) => ({
      type: 'calendar-imported' as const,
      occurredOn: '2025-10-10',
      data: { year: 2000 + i, sha256: 'x', notice: 'n' },
    })),
    project: [],
  });
  await office.context.sequencer.drain();
}

const log = () => parseVkey(office.context.sequencer.vkeyOf(BUREAU));
const check = async (from: string, files = durableFiles()) => {
  const entries: string[] = [];
  const { checkpoint } = await checkLog(
    (path) => files.read(join(from, path)),
    log(),
    (entry) => entries.push(toHex(entry)),
  );
  return { size: checkpoint.size, entries };
};
const leaves = async () =>
  (
    await office.asOwner<{ leaf: Buffer }>('select leaf from ledger_entry where bureau = $1 order by index', [
      BUREAU,
    ])
  ).map(({ leaf }) => leaf.toString('hex'));

describe('the files of a log', () => {
  test('hold every entry, tile and the signed head, and grow with it past a full tile', async () => {
    for (const count of [1, 300, 40]) {
      await grow(count);
      await publishLog(office.databases.portal, BUREAU, folder);
      expect((await check(folder)).entries).toEqual(await leaves());
    }
    expect(await publishedSize(folder)).toBeGreaterThan(341);
  });

  test('are served for anyone to check without this program, and nothing beside them is', async () => {
    const portal = await openPortal(office, { logFolder: join(folder, '..', 'served') });
    await cp(folder, join(folder, '..', 'served', BUREAU), { recursive: true });
    const get = (path: string) => portal.inject({ url: path });
    const { checkpoint } = await checkLog(async (path) => {
      const answer = await get(`/${BUREAU}/log/${path}`);
      return answer.statusCode === 200 ? answer.rawPayload : undefined;
    }, log());
    expect(checkpoint.size).toBe((await leaves()).length);
    expect((await get(`/${BUREAU}/log/tile/0/000`)).headers['cache-control']).toContain('immutable');
    expect((await get(`/${BUREAU}/log/checkpoint`)).headers['cache-control']).toBe('no-cache');
    for (const path of ['tile/0/1', 'tile/0/000.p/256', 'tile/0/000.tmp', '..%2F..%2Fkeys', 'none'])
      expect((await get(`/${BUREAU}/log/${path}`)).statusCode).toBe(404);
    await portal.close();
  });

  test('a file changed, cut or gone is named', async () => {
    const broken = `${folder}-broken`;
    for (const path of ['tile/0/000', 'tile/entries/000', 'checkpoint']) {
      await cp(folder, broken, { recursive: true });
      const bytes = await readFile(join(broken, path));
      await writeFile(join(broken, path), bytes.subarray(0, bytes.length - 1));
      await expect(check(broken)).rejects.toThrow(path === 'checkpoint' ? /签名|检查点/ : path);
      await rm(join(broken, path));
      await expect(check(broken)).rejects.toThrow(`日志文件“${path}”缺失`);
      await rm(broken, { recursive: true });
    }
  });

  test('whatever file operation goes wrong: what stands is whole, what was acknowledged stays, and the next round makes it good', async () => {
    const published = join('/published', BUREAU);
    const on = (disk: FileOperations) => durableFiles(disk, { root: published });
    const head = async () =>
      (
        await office.asOwner<{ size: number }>('select size::int from ledger_head where bureau = $1', [
          BUREAU,
        ])
      )[0]?.size ?? 0;
    const before = await head();
    const beforeFiles = new Map<string, Buffer>();
    await publishLog(office.databases.portal, BUREAU, published, {
      ...on(fileOperations),
      write: async (path, content) => {
        beforeFiles.set(path, Buffer.from(content as Uint8Array));
      },
      read: async (path) => beforeFiles.get(path),
    });
    await grow(230);
    const entries = await leaves();
    const { operations } = await everyFault({
      root: '/published',
      prepare: async (disk) => {
        for (const [path, content] of beforeFiles) await on(disk).write(path, content);
      },
      work: (disk) => publishLog(office.databases.portal, BUREAU, published, on(disk)),
      check: async (disk, acknowledged) => {
        const found = await check(published, on(disk));
        expect(found.entries).toEqual(entries.slice(0, found.size));
        expect(acknowledged === undefined ? [before, entries.length] : [acknowledged]).toContain(found.size);
        await publishLog(office.databases.portal, BUREAU, published, on(disk));
        expect((await check(published, on(disk))).size).toBe(entries.length);
      },
    });
    expect(operations).toBeGreaterThan(30);
  });
});
