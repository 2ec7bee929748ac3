import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { equalBytes } from '@mingjing/ledger';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { BUREAU, witnessedLog } from '../testing/witnessed-log.ts';
import { type CatchUp, CatchUpRefused, catchUpSigner } from './catch-up.ts';
import { logOrigin } from './logs.ts';
import { lastSigned } from './signer.ts';
import { NO_WITNESSES } from './witness-policy.ts';

let office: TestOffice;
let folder: string;
let older: string;
const log = witnessedLog(
  () => office,
  () => folder,
);
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingjing-catch-up-'));
  older = join(folder, 'older');
  await cp(keys(), older, { recursive: true });
});
afterEach(async () => {
  await log.stopAll();
  await rm(folder, { recursive: true, force: true });
});
const keys = () => join(office.keyFolder, BUREAU);

/** The signer's folder as it was before the log grew. */
async function restoreOlder(): Promise<void> {
  await rm(keys(), { recursive: true });
  await cp(older, keys(), { recursive: true });
}

const catchUp = (changed: Partial<CatchUp> = {}) =>
  catchUpSigner(
    {
      app: office.databases.app,
      sequencer: office.databases.sequencer,
      keyFolder: office.keyFolder,
      originOf: logOrigin,
      witnesses: NO_WITNESSES,
      now: office.context.clock.now(),
      today: office.context.clock.today(),
      ...changed,
    },
    BUREAU,
    '密钥目录恢复了旧备份，数据库完好。',
  );

test('密钥目录恢复了旧备份：不再签署，每个页面都说；补记须经核对，补记后自行继续，进度和理由入存证', async () => {
  const before = (await lastSigned(keys()))?.size ?? 0;
  await log.grow();
  await log.grow();
  const signed = await log.newestSigned();
  expect(signed).toBe(before + 2);
  await expect(catchUp()).rejects.toThrow(/没有落后/);
  await restoreOlder();
  await log.grow();
  expect([await log.size(), await log.newestSigned()]).toEqual([signed, signed]);
  expect(await log.warnings()).toMatch(`有它签到 ${signed} 条的检查点，签名密钥目录只记得 ${before} 条`);
  const portal = await log.portalOf();
  expect((await portal.inject({ url: `/${BUREAU}` })).payload).toContain('存证日志已停签');
  await portal.close();

  expect(await catchUp()).toMatchObject({ remembered: { size: before }, signed: { size: signed } });
  await office.context.sequencer.drain();
  expect([...office.context.sequencer.halted]).toEqual([]);
  // The fact that waited, and the one that tells of the catching up.
  expect([await log.size(), await log.newestSigned()]).toEqual([signed + 2, signed + 2]);
  expect((await lastSigned(keys()))?.size).toBe(signed + 2);
  const [told] = await office.asOwner<{ bytes: Buffer }>(
    `select bytes from journal where type = 'signer-caught-up' order by recorded_at desc limit 1`,
  );
  expect(told?.bytes.toString('utf8')).toContain('密钥目录恢复了旧备份');
});

test('进度全丢了而密钥还在：同样停签，同样可以补记', async () => {
  await log.grow();
  await rm(join(keys(), 'signed'), { recursive: true });
  await log.grow();
  expect(await log.warnings()).toMatch(/只记得 0 条/);
  await catchUp();
  await office.context.sequencer.drain();
  expect(await log.warnings()).not.toMatch(/已停签/);
});

test('库里塞进一行没有它签名的检查点：不因此停签，也不能据此补记', async () => {
  const root = Buffer.alloc(32, 7);
  await office.asSuperuser(
    `insert into ledger_checkpoint (bureau, size, root, note, signed_at) values ($1, 900000, $2, 'x', now())`,
    [BUREAU, root],
  );
  await log.grow();
  expect(await log.warnings()).not.toMatch(/已停签/);
  await expect(catchUp()).rejects.toThrow(/没有落后/);
  await office.asSuperuser(
    `set session_replication_role = replica; delete from ledger_checkpoint where size = 900000`,
  );
});

test('数据库里的树与它签过的对不上：不补记，签名进度不动', async () => {
  await log.grow();
  await restoreOlder();
  const [node] = await office.asOwner<{ hash: Buffer }>(
    `select hash from ledger_node where bureau = $1 and level = 0 and index = $2`,
    [BUREAU, (await log.size()) - 1],
  );
  const alter = (hash: Buffer) =>
    office.asSuperuser(
      `set session_replication_role = replica; update ledger_node set hash = '\\x${hash.toString('hex')}'
       where bureau = '${BUREAU}' and level = 0 and index = (select size - 1 from ledger_head where bureau = '${BUREAU}')`,
    );
  const remembered = await lastSigned(keys());
  await alter(Buffer.alloc(32, 9));
  await expect(catchUp()).rejects.toThrow(CatchUpRefused);
  const after = await lastSigned(keys());
  expect(after?.size).toBe(remembered?.size);
  expect(equalBytes(after?.root ?? new Uint8Array(), remembered?.root ?? new Uint8Array())).toBe(true);
  await alter(node?.hash ?? Buffer.alloc(0));
  await catchUp();
  await office.context.sequencer.drain();
});

test('数据库也是旧的：见证方见过更长的，不补记；问不到的见证方列出名字', async () => {
  await log.grow();
  await restoreOlder();
  const seen = await log.witness('seen-more');
  await log.showForged(seen, (await log.size()) + 5);
  const policy = await log.agree(1, ['市局', seen]);
  await expect(catchUp({ witnesses: policy })).rejects.toThrow(/市局.*数据库也不是最新的/);
  await seen.stop();
  expect((await catchUp({ witnesses: policy })).unasked).toEqual(['市局']);
  await office.context.sequencer.drain();
});

test('密钥不是这册日志的：不补记', async () => {
  await writeFile(join(keys(), 'key.away'), '');
  await cp(join(keys(), 'key'), join(folder, 'key'));
  await rm(join(keys(), 'key'));
  await expect(catchUp()).rejects.toThrow(/先从备份恢复密钥/);
  await cp(join(folder, 'key'), join(keys(), 'key'));
});
