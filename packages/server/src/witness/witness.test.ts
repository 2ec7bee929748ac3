import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addSignatures,
  consistencyProof,
  formatAddCheckpoint,
  leafHash,
  makeSigner,
  openCheckpoint,
  rootFromLeaves,
  signCheckpoint,
} from '@mingjing/ledger';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { durableFiles } from '../platform/durable-files.ts';
import { fileOperations } from '../platform/file-operations.ts';
import { everyFault } from '../platform/testing/every-fault.ts';
import { createWitnessServer, makeWitness } from './witness-server.ts';
import { openWitnessStore } from './witness-store.ts';

const log = makeSigner('mingjing.test/wenshang', new Uint8Array(32).fill(1));
const leaves = Array.from({ length: 40 }, (_, i) => leafHash(Uint8Array.of(i)));
const rootOf = (size: number) => rootFromLeaves(leaves.slice(0, size));
const noteOf = (size: number) => signCheckpoint({ origin: log.name, size, root: rootOf(size) }, [log]);
const getNode = (level: number, index: number) =>
  rootFromLeaves(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
const request = (old: number, size: number) =>
  formatAddCheckpoint({
    old,
    proof: old === 0 || old === size ? [] : consistencyProof(old, size, getNode),
    note: noteOf(size),
  });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-witness-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = (files = durableFiles()) => openWitnessStore(folder, 'witness.test/city', [log.vkey], files);

describe('a witness', () => {
  test('remembers across a restart what it signed, and keeps its key', async () => {
    const first = await open();
    expect((await makeWitness(first)(request(0, 5))).status).toBe(200);
    const again = await open();
    expect(again.signer.vkey).toBe(first.signer.vkey);
    expect(await makeWitness(again)(request(0, 9))).toMatchObject({ status: 409, body: '5\n' });
    expect((await makeWitness(again)(request(5, 9))).status).toBe(200);
    rmSync(join(folder, 'key'));
    await expect(open()).rejects.toThrow('不得另造');
  });

  test('of many that ask at once from one head, lets one through; the others learn its new size', async () => {
    const witness = makeWitness(await open());
    await witness(request(0, 5));
    const answers = await Promise.all([9, 12, 20, 33].map((size) => witness(request(5, size))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body)).toEqual([
      '9\n',
      '9\n',
      '9\n',
    ]);
  });

  test('signs nothing that it could not store', async () => {
    const store = await open(
      durableFiles({
        ...fileOperations,
        rename: async (from, to) => {
          if (to.includes('seen')) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
          await fileOperations.rename(from, to);
        },
      }),
    );
    await expect(makeWitness(store)(request(0, 5))).rejects.toThrow('full');
    expect((await makeWitness(await open())(request(0, 3))).status).toBe(200);
  });

  test('whatever file operation goes wrong: what it signed it remembers, and contradicts never', async () => {
    const key = await open();
    const { operations } = await everyFault({
      root: folder,
      prepare: async (disk) => {
        const store = await open(durableFiles(disk, { root: join(folder, 'seen') }));
        await makeWitness(store)(request(0, 5));
      },
      work: async (disk) => {
        const store = await open(durableFiles(disk, { root: join(folder, 'seen') }));
        return (await makeWitness(store)(request(5, 20))).status === 200 ? 20 : undefined;
      },
      check: async (disk, signed) => {
        const store = await open(durableFiles(disk, { root: join(folder, 'seen') }));
        const last = (await store.lastOf(log.name))?.size ?? 0;
        expect(signed === undefined ? [5, 20] : [signed]).toContain(last);
        expect((await makeWitness(store)(request(last, 30))).status).toBe(200);
      },
    });
    expect([operations > 6, key.signer.name]).toEqual([true, 'witness.test/city']);
  });

  test('answers over HTTP with a line that completes the checkpoint, dated', async () => {
    const store = await open();
    const server = createWitnessServer(store, () => new Date('2025-10-10T02:00:00Z'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const ask = (path: string, body?: string) =>
      fetch(base + path, body === undefined ? {} : { method: 'POST', body });
    expect(await (await ask('/')).text()).toBe(`${store.signer.vkey}\n`);
    const line = await (await ask('/add-checkpoint', request(0, 5))).text();
    const opened = openCheckpoint(addSignatures(noteOf(5), [line]), log, [store.signer]);
    expect(opened.cosignatures.map(({ time }) => time)).toEqual([Date.parse('2025-10-10T02:00:00Z') / 1000]);
    const seen = await ask(`/checkpoint?origin=${encodeURIComponent(log.name)}`);
    expect(await seen.text()).toBe(noteOf(5));
    expect((await ask('/checkpoint?origin=another')).status).toBe(404);
    const conflict = await ask('/add-checkpoint', request(0, 5));
    expect([conflict.status, conflict.headers.get('content-type')]).toEqual([409, 'text/x.tlog.size']);
    expect((await ask('/add-checkpoint')).status).toBe(405);
    expect((await ask('/add-checkpoint', 'x'.repeat(70_000))).status).toBe(413);
    expect((await ask('/none')).status).toBe(404);
    await new Promise((resolve) => server.close(resolve));
  });

  test('keeps one small file for each log, and refuses two keys of one name', async () => {
    await makeWitness(await open())(request(0, 5));
    expect(readdirSync(join(folder, 'seen'))).toHaveLength(1);
    expect(readFileSync(join(folder, 'logs'), 'utf8')).toBe(`${log.vkey}\n`);
    const other = makeSigner(log.name, new Uint8Array(32).fill(9));
    await expect(openWitnessStore(folder, 'witness.test/city', [other.vkey])).rejects.toThrow(
      '两个不同的公钥',
    );
    await expect(openWitnessStore(folder, 'another.test', [])).rejects.toThrow('不是“another.test”');
  });
});
