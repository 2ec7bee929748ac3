import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  consistencyProof,
  formatAddCheckpoint,
  leafHash,
  makeSigner,
  rootFromLeaves,
  signCheckpoint,
} from '@mingjing/ledger';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createWitnessServer, makeWitness } from './witness-server.ts';
import { openWitnessStore, type WitnessStore } from './witness-store.ts';

const log = makeSigner('mingjing.test/wenshang', new Uint8Array(32).fill(1));
const leaves = Array.from({ length: 12 }, (_, i) => leafHash(Uint8Array.of(i)));
const node = (level: number, index: number) =>
  rootFromLeaves(leaves.slice(index * 2 ** level, (index + 1) * 2 ** level));
const head = (size: number, root = rootFromLeaves(leaves.slice(0, size)), by = log) =>
  signCheckpoint({ origin: by.name, size, root }, [by]);
const first = formatAddCheckpoint({ old: 0, proof: [], note: head(5) });
const next = formatAddCheckpoint({ old: 5, proof: consistencyProof(5, 9, node), note: head(9) });

let folder: string;
let store: WitnessStore;
let ask: ReturnType<typeof makeWitness>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mingjing-hostile-'));
  store = await openWitnessStore(folder, 'witness.test/city', [log.vkey]);
  ask = makeWitness(store);
  expect((await ask(first)).status).toBe(200);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what a witness is asked by anybody', () => {
  test('a request with any byte changed, taken out or doubled signs nothing else than the true one', async () => {
    for (let at = 0; at < next.length; at += 1) {
      const letter = String.fromCharCode(next.charCodeAt(at) ^ 1);
      const [before, after] = [next.slice(0, at), next.slice(at + 1)];
      for (const body of [before + letter + after, before + after, before + next[at] + next[at] + after]) {
        if (body === next) continue;
        const { status } = await ask(body);
        expect([400, 403, 404, 409, 422], `${at} ${JSON.stringify(body.slice(at - 5, at + 5))}`).toContain(
          status,
        );
      }
    }
    expect((await store.lastOf(log.name))?.size).toBe(5);
    expect((await ask(next)).status).toBe(200);
  });

  test('lies of the log’s own key: another head of the same size, a shorter one, one without its proof, of another’s proof', async () => {
    const forged = leaves.map((_, i) => leafHash(Uint8Array.of(i, 1)));
    const other = (size: number) => head(size, rootFromLeaves(forged.slice(0, size)));
    const lies: [number, string][] = [
      [409, formatAddCheckpoint({ old: 0, proof: [], note: other(5) })],
      [409, formatAddCheckpoint({ old: 5, proof: [], note: other(5) })],
      [400, formatAddCheckpoint({ old: 5, proof: [], note: head(4) })],
      [422, formatAddCheckpoint({ old: 5, proof: [], note: head(9) })],
      [422, formatAddCheckpoint({ old: 5, proof: consistencyProof(5, 9, node), note: other(9) })],
      [409, formatAddCheckpoint({ old: 4, proof: consistencyProof(4, 9, node), note: head(9) })],
    ];
    for (const [i, [status, body]] of lies.entries())
      expect([i, (await ask(body)).status]).toEqual([i, status]);
    expect(await store.noteOf(log.name)).toBe(head(5));
  });

  test('names that lead elsewhere, keys that are not the log’s: nothing is signed, nothing new is stored', async () => {
    const stranger = makeSigner('stranger.test', new Uint8Array(32).fill(8));
    const namesake = makeSigner(log.name, new Uint8Array(32).fill(9));
    expect(
      (await ask(formatAddCheckpoint({ old: 0, proof: [], note: head(9, undefined, stranger) }))).status,
    ).toBe(404);
    expect(
      (
        await ask(
          formatAddCheckpoint({
            old: 5,
            proof: consistencyProof(5, 9, node),
            note: head(9, undefined, namesake),
          }),
        )
      ).status,
    ).toBe(403);
    for (const name of [
      '../key',
      '/etc/passwd',
      '__proto__',
      'constructor',
      '',
      '\u0000',
      '..',
      'x'.repeat(5_000),
    ])
      expect([400, 403, 404]).toContain(
        (await ask(`old 0\n\n${name}\n5\n${'A'.repeat(43)}=\n\n— ${name} AAAA\n`)).status,
      );
    expect(readdirSync(join(folder, 'seen'))).toHaveLength(1);
    expect(readdirSync(folder).sort()).toEqual(['key', 'logs', 'seen']);
  });
});

test('over HTTP: floods, bodies without end, half requests and odd paths take nothing from the next who asks', async () => {
  const server = createWitnessServer(store);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const base = `http://127.0.0.1:${port}`;
  const half = Array.from({ length: 20 }, () => connect(port, '127.0.0.1'));
  for (const socket of half)
    socket
      .on('error', () => undefined)
      .write('POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\nold');
  const flood = Array.from({ length: 200 }, (_, i) =>
    fetch(`${base}/add-checkpoint`, { method: 'POST', body: i % 2 === 0 ? 'x'.repeat(60_000) : first }).then(
      ({ status }) => status,
    ),
  );
  expect(new Set(await Promise.all(flood))).toEqual(new Set([400, 409]));
  for (const path of [
    '/..%2fkey',
    '/key',
    '/seen',
    '/checkpoint',
    '/checkpoint?origin=',
    '/checkpoint?origin=..%2F..%2Fkey',
    '/checkpoint?origin=%00',
    '/checkpoint?origin=%',
    '/add-checkpoint/',
    '//add-checkpoint',
    `/${'x'.repeat(4_000)}`,
  ])
    expect([path, (await fetch(base + path)).status]).toEqual([path, 404]);
  for (const method of ['PUT', 'DELETE', 'PATCH'])
    expect((await fetch(`${base}/add-checkpoint`, { method })).status).toBe(405);
  expect(
    (
      await fetch(`${base}/add-checkpoint`, { method: 'POST', body: 'x'.repeat(5_000_000) }).catch(() => ({
        status: 413,
      }))
    ).status,
  ).toBe(413);
  expect((await fetch(`${base}/add-checkpoint`, { method: 'POST', body: next })).status).toBe(200);
  for (const socket of half) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
