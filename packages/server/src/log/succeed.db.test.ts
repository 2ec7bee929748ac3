import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leafEntry, readFact, verifyProofFile } from '@mingjing/ledger';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealCounts } from '../counts/seal-counts.ts';
import { writeCommand } from '../journal/write-command.ts';
import { auditOpenData } from '../open-data/audit-open-data.ts';
import { portalSource } from '../open-data/open-data-source.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';
import { logOrigin, readLogs } from './logs.ts';
import { findPlace, proofFile } from './proofs.ts';
import { publishLog } from './publish-log.ts';
import { lastSigned, openSigner } from './signer.ts';
import { type Succession, SuccessionRefused, succeedLog } from './succeed.ts';

const BUREAU = 'wenshang';
let office: TestOffice;
let portal: FastifyInstance;
let folder: string;
let address: string;

beforeAll(async () => {
  office = await openOffice();
  folder = await mkdtemp(join(tmpdir(), 'mingjing-succession-'));
  office.setClock('2025-10-13');
  await sealCounts(office.context, BUREAU);
  await office.context.sequencer.drain();
  portal = await openPortal(office, { logFolder: folder });
  address = `${await portal.listen({ host: '127.0.0.1', port: 0 })}/${BUREAU}`;
});
afterAll(async () => {
  await portal?.close();
  await office?.close();
  await rm(folder, { recursive: true, force: true });
});

const succession = (changed: Partial<Succession> = {}): Succession => ({
  app: office.databases.app,
  sequencer: office.databases.sequencer,
  keyFolder: office.keyFolder,
  originOf: logOrigin,
  now: office.context.clock.now(),
  today: office.context.clock.today(),
  ...changed,
});
const succeed = (reason: string, changed: Partial<Succession> = {}) =>
  succeedLog(succession(changed), BUREAU, reason);

async function publish(): Promise<void> {
  await office.context.sequencer.drain();
  for (const { id } of await readLogs(office.databases.portal, BUREAU))
    await publishLog(office.databases.portal, id, join(folder, id));
}

let year = 2000;
/** Writes a fact into a stream of its own and answers the stream. */
async function writeOne(): Promise<string> {
  const stream = `bureau/${randomUUID()}`;
  year += 1;
  await writeCommand(office.databases.app, {
    commandId: randomUUID(),
    digest: null,
    stream,
    bureau: BUREAU,
    actor: 'system',
    recordedAt: office.context.clock.now().toISOString(),
    after: { version: 0, commitment: null },
    facts: [
      { type: 'calendar-imported', occurredOn: '2025-10-13', data: { year, sha256: 'x', notice: 'x' } },
    ],
    project: [],
  });
  return stream;
}

async function proofOf(stream: string): Promise<Uint8Array> {
  const [row] = await office.asOwner<{ bytes: Buffer }>('select bytes from journal where stream = $1', [
    stream,
  ]);
  const file = await proofFile(office.databases.app, {
    bureau: BUREAU,
    stream,
    version: 1,
    bytes: row?.bytes ?? new Uint8Array(),
    disclosures: [],
    show: () => true,
  });
  return file ?? new Uint8Array();
}

const audit = () => auditOpenData(portalSource(address));

describe('一册日志由另一册接续', () => {
  test('更换密钥：旧册签到最后一条，新册第一条写明旧册在何处结束；新旧证明各用当时的公钥核验，外人核对相符', async () => {
    const before = await writeOne();
    await office.context.sequencer.drain();
    const unsigned = await writeOne();
    const opened = await succeed('更换签名密钥。');
    expect(opened).toMatchObject({ id: 'wenshang~2', number: 2, reason: '更换签名密钥。' });
    const after = await writeOne();
    await publish();
    const [old, current] = await readLogs(office.databases.app, BUREAU);
    expect(opened.held).toEqual(opened.after);
    expect(current?.vkey).toMatch(/^mingjing\.local\/wenshang\/2\+/);
    expect(verifyProofFile(await proofOf(before), { expectedVkey: old?.vkey ?? '' }).ok).toBe(true);
    for (const stream of [unsigned, after]) {
      const { log } = await findPlace(office.databases.app, BUREAU, stream, 1);
      const expectedVkey = log?.number === 1 ? (old?.vkey ?? '') : (current?.vkey ?? '');
      expect(verifyProofFile(await proofOf(stream), { expectedVkey })).toMatchObject({ ok: true });
    }
    expect((await findPlace(office.databases.app, BUREAU, after, 1)).log?.number).toBe(2);
    const [first] = await office.asOwner<{ leaf: Buffer; bytes: Buffer; commitment: Buffer }>(
      `select e.leaf, j.bytes, j.commitment from ledger_entry e join journal j on j.stream = e.stream and j.version = e.version where e.bureau = 'wenshang~2' and index = 0`,
    );
    expect(first?.leaf).toEqual(Buffer.from(leafEntry(first?.commitment ?? new Uint8Array())));
    expect(readFact(first?.bytes ?? new Uint8Array())).toMatchObject({
      type: 'log-opened',
      plain: { number: 2, after: { vkey: old?.vkey, ...opened.after }, reason: '更换签名密钥。' },
    });
    const report = await audit();
    expect(report.findings).toEqual([]);
    expect(report.ok).toBe(true);
  });

  test('结束了的一册不再增加、不再签署', async () => {
    const sizes = () =>
      office.asOwner<{ size: number }>(`select size from ledger_head where bureau = 'wenshang'`);
    const before = await sizes();
    await writeOne();
    await office.context.sequencer.drain();
    expect(await sizes()).toEqual(before);
    const signer = openSigner(join(office.keyFolder, BUREAU), logOrigin(BUREAU));
    const last = await signer.last();
    const head = { origin: signer.origin, ...(last ?? { size: 0, root: new Uint8Array() }) };
    await expect(signer.sign(head, last, [])).rejects.toThrow(/已经结束/);
  });

  test('中途停下：新册等着写明旧册结束之处的那一条，先不接别的；再运行一次就接上，不另起一册', async () => {
    const broken = new pg.Pool({ host: '127.0.0.1', port: 1 });
    await expect(succeed('接续到一半。', { app: broken })).rejects.toThrow();
    await broken.end();
    const waiting = await writeOne();
    await office.context.sequencer.drain();
    expect((await findPlace(office.databases.app, BUREAU, waiting, 1)).index).toBeNull();
    expect(await succeed('再运行一次。')).toMatchObject({ number: 3, reason: '接续到一半。' });
    await publish();
    expect((await findPlace(office.databases.app, BUREAU, waiting, 1)).log?.number).toBe(3);
    expect((await audit()).findings).toEqual([]);
  });

  test('恢复旧备份后停签：接续之后，运行中的服务自行继续；缺了几条，在门户和外人的核对中都说得出', async () => {
    const folder = join(office.keyFolder, 'wenshang~3');
    const signed = (await lastSigned(folder))?.size ?? 0;
    await writeFile(join(folder, 'signed.json'), JSON.stringify({ size: signed + 5, root: 'ab'.repeat(32) }));
    const stream = await writeOne();
    await office.context.sequencer.drain();
    expect(office.context.sequencer.halted.get(BUREAU)).toMatch(/已停签/);
    await succeed('恢复备份后缺少五条。');
    await publish();
    expect(office.context.sequencer.halted.size).toBe(0);
    expect((await findPlace(office.databases.app, BUREAU, stream, 1)).log?.number).toBe(4);
    const told = (await audit()).findings.map(({ sentence }) => sentence);
    expect(told).toEqual([expect.stringContaining('第 4 册日志说前一册签到')]);
    expect(told[0]).toContain('缺 5 条');
    const page = await portal.inject({ url: `/${BUREAU}/how-to-verify` });
    expect(page.body).toContain('恢复备份后缺少五条。');
    expect(page.body).toMatch(/签过的记录中有 <span class="num">5<\/span> 条已经不在本机/);
  });

  test('还没有日志的机关不能接续', async () => {
    await expect(succeedLog(succession(), 'nobody', '理由')).rejects.toThrow(SuccessionRefused);
  });
});
