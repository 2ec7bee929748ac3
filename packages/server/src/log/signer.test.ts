import fs, { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  consistencyProof,
  formatSigningKey,
  leafHash,
  openCheckpoint,
  parseVkey,
  rootFromLeaves,
} from '@mingjing/ledger';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FileOperations, fileOperations, stopAfterFailedFlush } from '../platform/file-operations.ts';
import { type OnceOperations, placeOnce } from '../platform/place-once.ts';
import { everyFault } from '../platform/testing/every-fault.ts';
import { simulatedDisk } from '../platform/testing/simulated-disk.ts';
import { type LogSigner, openSigner, SignerHalted } from './signer.ts';

const ORIGIN = 'mingjing.test/wenshang';
/** A log's tree, and another one that agrees with it up to 20 leaves. */
const treeOf = (kind: string) => {
  const leaves = Array.from({ length: 60 }, (_, i) =>
    leafHash(Buffer.from(i < 20 ? `${i}` : `${kind} ${i}`)),
  );
  const getNode = (level: number, index: number) =>
    rootFromLeaves(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
  return {
    head: (size: number) => ({ origin: ORIGIN, size, root: rootFromLeaves(leaves.slice(0, size)) }),
    proof: (old: number, size: number) => (old === size ? [] : consistencyProof(old, size, getNode)),
  };
};
const [log, forked] = [treeOf('true'), treeOf('forked')];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-signer-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = (operations: FileOperations = fileOperations) => openSigner(folder, ORIGIN, operations);

describe('the signer of a log', () => {
  test('signs what extends its last head by proof, and no shorter, other or unproven one', async () => {
    const signer = open();
    for (const [from, to] of [
      [0, 20],
      [20, 30],
      [30, 30],
      [30, 41],
    ] as const) {
      const note = (await sign(signer, log.head(to), from === 0 ? [] : log.proof(from, to))) ?? '';
      expect(openCheckpoint(note, parseVkey(signer.vkey)).checkpoint.size).toBe(to);
    }
    const again = open();
    expect((await again.last())?.size).toBe(41);
    for (const [head, proof] of [
      [log.head(40), []],
      [forked.head(41), []],
      [forked.head(50), forked.proof(41, 50)],
      [log.head(50), []],
      [log.head(50), log.proof(40, 50)],
    ] as const)
      await expect(sign(again, head, proof)).rejects.toThrow(SignerHalted);
    expect((await open().last())?.size).toBe(41);
    expect(readdirSync(join(folder, 'signed')).length).toBeLessThanOrEqual(2);
  });

  test('goes on from the state of an earlier version', async () => {
    const root = Buffer.from(log.head(20).root).toString('hex');
    fs.writeFileSync(join(folder, 'signed.json'), `{"size":20,"root":"${root}"}`);
    expect(() => open()).toThrow('不得另造');
    placeOnce(join(folder, 'key'), formatSigningKey(ORIGIN, new Uint8Array(32).fill(3)));
    const signer = open();
    await expect(sign(signer, log.head(19), [])).rejects.toThrow(SignerHalted);
    expect(await sign(signer, log.head(25), log.proof(20, 25))).toBeDefined();
    expect((await open().last())?.size).toBe(25);
  });

  test('whose note of what it signed is damaged, halts', async () => {
    await sign(open(), log.head(20), []);
    for (const content of ['', '{}', '{"size":19,"root":"00"}', '{"size":1e1,"root":""}']) {
      fs.writeFileSync(join(folder, 'signed', '0000000000000020.json'), content);
      await expect(sign(open(), log.head(30), log.proof(20, 30))).rejects.toThrow(/文件坏了/);
    }
  });

  test('woken while another process of its key signed longer: takes nothing back and signs nothing', async () => {
    await sign(open(), log.head(20), []);
    const stale = await open().last();
    const gate = Promise.withResolvers<void>();
    const asleep = open({
      ...fileOperations,
      link: async (from, to) => {
        await gate.promise;
        await fileOperations.link(from, to);
      },
    });
    const signing = sign(asleep, log.head(25), log.proof(20, 25));
    expect(await sign(open(), log.head(40), log.proof(20, 40))).toBeDefined();
    gate.resolve();
    expect(await signing).toBeUndefined();
    expect(await open().sign(log.head(25), stale, log.proof(20, 25))).toBeUndefined();
    expect((await open().last())?.size).toBe(40);
  });

  test('woken on another history: of two heads that contradict each other one at most is signed', async () => {
    for (let pause = 0; pause < 14; pause += 1) {
      const disk = simulatedDisk(folder);
      const first = open(slowAt(disk.operations, pause));
      const second = open(slowAt(disk.operations, 13 - pause));
      await sign(open(disk.operations), log.head(20), []);
      const signed = await Promise.all(
        [
          sign(first, log.head(30), log.proof(20, 30)),
          sign(second, forked.head(34), forked.proof(20, 34)),
        ].map((signing) =>
          signing.catch((error: unknown) => {
            if (error instanceof SignerHalted) return undefined;
            throw error;
          }),
        ),
      );
      expect(signed.filter(Boolean).length, `pause ${pause}`).toBeLessThanOrEqual(1);
    }
  });

  test('whatever file operation goes wrong: what left it is remembered, and contradicted never', async () => {
    const { operations } = await everyFault({
      root: folder,
      prepare: (disk) => sign(open(disk), log.head(20), []),
      work: async (disk) => {
        const note = await sign(open(disk), log.head(30), log.proof(20, 30));
        return note === undefined ? undefined : 30;
      },
      check: async (disk, signed) => {
        const last = await open(disk).last();
        expect(signed === undefined ? [20, 30] : [signed]).toContain(last?.size);
        if (signed !== undefined)
          await expect(sign(open(disk), forked.head(30), forked.proof(20, 30))).rejects.toThrow(SignerHalted);
        const size = last?.size ?? 0;
        expect(await sign(open(disk), log.head(35), log.proof(size, 35))).toBeDefined();
      },
    });
    expect(operations).toBeGreaterThan(8);
  });

  test('after a failed flush signs nothing more until a new start', async () => {
    const disk = simulatedDisk(folder);
    const operations = stopAfterFailedFlush(disk.operations);
    const signer = open(operations);
    await sign(signer, log.head(20), []);
    let nth = 1;
    for (; ; nth += 1) {
      disk.fail(nth, 'EIO');
      const failed = await sign(signer, log.head(25), log.proof(20, 25)).catch((error: Error) => error);
      disk.repair();
      if (failed instanceof Error && failed.name === 'DiskFailed') break;
    }
    await expect(sign(signer, log.head(25), log.proof(20, 25))).rejects.toThrow(/存储设备写入失败/);
  });
});

describe('the key of a log', () => {
  test('whatever file operation goes wrong is there whole or not at all, and never changes', () => {
    for (let nth = 1; ; nth += 1) {
      const place = join(folder, String(nth));
      const operations = failAt(nth);
      let isDone = true;
      try {
        placeOnce(place, keyOf('first'), operations);
      } catch {
        isDone = false;
      }
      const found = fs.existsSync(place) ? fs.readFileSync(place, 'utf8') : undefined;
      expect(isDone ? [keyOf('first')] : [keyOf('first'), undefined]).toContain(found);
      placeOnce(place, keyOf('second'));
      expect(fs.readFileSync(place, 'utf8')).toBe(found ?? keyOf('second'));
      if (isDone) {
        expect(nth).toBeGreaterThan(5);
        return;
      }
    }
  });
});

const sign = async (
  signer: LogSigner,
  head: Parameters<LogSigner['sign']>[0],
  proof: readonly Uint8Array[],
) => signer.sign(head, await signer.last(), proof);

const keyOf = (name: string) =>
  `PRIVATE+KEY+mingjing.test/wenshang+00000000+${Buffer.from(name).toString('base64')}\n`;

/** The operations of a disk, of which the `nth` takes its time. */
function slowAt(operations: FileOperations, nth: number): FileOperations {
  let count = 0;
  const slow = <Operation extends (...given: never[]) => Promise<unknown>>(operation: Operation): Operation =>
    (async (...given: never[]) => {
      count += 1;
      for (let i = 0; count === nth && i < 200; i += 1) await Promise.resolve();
      return await operation(...given);
    }) as unknown as Operation;
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [name, slow(operation)]),
  ) as unknown as FileOperations;
}

/** The machine's file system, of which the `nth` operation fails. */
function failAt(nth: number): OnceOperations {
  let count = 0;
  const step = <Result>(operation: () => Result): Result => {
    count += 1;
    if (count === nth) throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    return operation();
  };
  return {
    ...fs,
    openSync: (...given) => step(() => fs.openSync(...given)),
    writeFileSync: (file, content) =>
      step(() => {
        fs.writeFileSync(file, content);
      }),
    fsyncSync: (descriptor) => step(() => fs.fsyncSync(descriptor)),
    closeSync: (descriptor) => fs.closeSync(descriptor),
    linkSync: (from, to) => step(() => fs.linkSync(from, to)),
    rmSync: (path, options) => step(() => fs.rmSync(path, options)),
  };
}
