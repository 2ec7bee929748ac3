import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { verifyProofFile } from '@mingjing/ledger';
import type pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writingPool } from '../journal/database.ts';
import { carryOutErasures, finishErasures } from '../journal/erase.ts';
import { readStream } from '../journal/read-stream.ts';
import { proofFile } from '../log/proofs.ts';
import { act, caseOf, copyCase, picture } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import { tablesHolding } from '../testing/tables-holding.ts';
import type { Visitor } from '../testing/visitor.ts';
import { checkOriginals } from './check-originals.ts';
import { eraseOriginals } from './erase-originals.ts';
import { placeOf } from './evidence-store.ts';

let office: TestOffice;
let keeper: Visitor;
let lawyer: Visitor;
let id: string;
let held: Held;
beforeEach(async () => {
  office = await openOffice();
  [keeper, lawyer] = await Promise.all([office.signIn('wen-archive'), office.signIn('wen-legal')]);
  id = (await caseOf(office, '示例铸造')).id;
  const handler = await office.signIn('wen-handler');
  const stored = await handler.upload('/api/evidence', { name: '王某某.png', bytes: picture('王某某') });
  const attachment = stored.body as Omit<Held, 'version'>;
  const { claims: _, ...sent } = stored.body as Record<string, unknown>;
  const attached = await act(office, handler, id, {
    type: 'attach-record',
    requirement: 'other',
    name: '其他',
    madeOn: '2025-10-10',
    attachment: sent,
  });
  expect(attached.status, attached.text).toBe(200);
  held = { ...attachment, version: (attached.body as { version: number }).version };
});
afterEach(() => office.close());

interface Held {
  readonly evidenceId: string;
  readonly sha256: string;
  readonly version: number;
}

const place = () => placeOf(office.context.evidenceFolder, held.sha256);
const propose = (caseId = id) =>
  act(office, keeper, caseId, {
    type: 'propose-erasure',
    items: [{ id: `${held.version}.attachment`, state: 'erase' }],
    authority: '《中华人民共和国个人信息保护法》第四十七条',
  });
const confirm = (caseId = id) => act(office, lawyer, caseId, { type: 'confirm-erasure' });
const order = async (caseId = id) => {
  for (const answer of [await propose(caseId), await confirm(caseId)])
    expect(answer.status, answer.text).toBe(200);
};
const another = {
  type: 'attach-record',
  requirement: 'other',
  name: '其他',
  get attachment() {
    return { evidenceId: held.evidenceId };
  },
};
const row = async (evidence = held.evidenceId) =>
  (
    await office.asOwner<{ erased: boolean; file_name: string; facts: object; sha256: string }>(
      'select erased, file_name, facts, sha256 from evidence where id = $1',
      [evidence],
    )
  )[0];

test('一人申请、另一人确认后：原件从存储中删去，文件名和自述一并删去，摘要留下，各处说明“已依法删除”', async () => {
  const shown = await keeper.get(`/api/evidence/${held.evidenceId}`);
  expect(shown.status).toBe(200);
  expect((await propose()).status).toBe(200);
  expect((await act(office, keeper, id, { type: 'confirm-erasure' })).status).toBe(422);
  expect(existsSync(place())).toBe(true);
  expect(await tablesHolding(office, '王某某')).toEqual(['disclosure', 'evidence']);
  const confirmed = await confirm();
  expect(confirmed.status, confirmed.text).toBe(200);

  expect(existsSync(place())).toBe(false);
  expect(await row()).toEqual({ erased: true, file_name: '已依法删除', facts: {}, sha256: held.sha256 });
  const gone = await keeper.get(`/api/evidence/${held.evidenceId}`);
  expect([gone.status, (gone.body as { title: string }).title]).toEqual([404, '这份原件已依法删除。']);
  const view = (await keeper.get(`/api/cases/${id}`)).body as {
    evidence: { id: string; erased: boolean; sha256: string; claims: unknown[] }[];
  };
  expect(view.evidence.find((one) => one.id === held.evidenceId)).toMatchObject({
    erased: true,
    sha256: held.sha256,
    claims: [],
  });
  expect(await tablesHolding(office, '王某某')).toEqual([]);
  expect(await differingRows(office)).toEqual([]);
  expect((await propose()).status).toBe(422);
});

test('附入记录的存证照旧核验成立', async () => {
  await order();
  await office.context.sequencer.drain();
  const { stored } = (await readStream(office.databases.worker, `case/${id}`))[held.version - 1] ?? {};
  const vkey = office.context.sequencer.vkeyOf('wenshang');
  const file = await proofFile(office.databases.app, {
    bureau: 'wenshang',
    stream: `case/${id}`,
    version: held.version,
    bytes: stored?.bytes ?? new Uint8Array(),
    disclosures: stored?.disclosures ?? [],
    show: () => true,
  });
  expect(verifyProofFile(file ?? new Uint8Array(), { expectedVkey: vkey }).ok).toBe(true);
});

test('另一案件也附着这份原件：两案都决定之后才删去，在那之前另一案仍可查看', async () => {
  const other = await copyCase(office, id, 'nothing');
  await writingPool(office.databases.app).query(
    'insert into case_evidence values ($1, $2) on conflict do nothing',
    [held.evidenceId, other],
  );
  await order();
  expect([existsSync(place()), (await row())?.erased]).toEqual([true, false]);
  expect((await keeper.get(`/api/evidence/${held.evidenceId}`)).status).toBe(200);
  await order(other);
  expect([existsSync(place()), (await row())?.erased]).toEqual([false, true]);
});

test('数据库已记下删除、文件还没有删时进程被杀：下次启动补做，重复补做不变', async () => {
  const original = await readFile(place());
  await order();
  await writeFile(place(), original);
  await finishErasures(office.context);
  expect(existsSync(place())).toBe(false);
  await finishErasures(office.context);
  expect((await row())?.erased).toBe(true);
});

test('同一内容再次上传：是新的一份，补做不删它；没有附入任何案件的旧副本随原件删去', async () => {
  const bytes = await readFile(place());
  const upload = async () => {
    const answer = await keeper.upload('/api/evidence', { name: '当事人照片.png', bytes });
    expect(answer.status, answer.text).toBe(201);
    return (answer.body as { evidenceId: string }).evidenceId;
  };
  const copy = await upload();
  await order();
  expect([existsSync(place()), await row(copy)]).toEqual([
    false,
    { erased: true, file_name: '已依法删除', facts: {}, sha256: held.sha256 },
  ]);
  const again = await upload();
  expect(existsSync(place())).toBe(true);
  expect((await row(again))?.erased).toBe(false);
});

test('原件依法删去之后，还记得它的进程也附不进别的案件，重新上传才行', async () => {
  const handler = await office.signIn('wen-handler');
  const other = await copyCase(office, id, 'record-attached');
  const attach = (attachment: object) =>
    act(office, handler, other, { type: 'attach-record', requirement: 'other', name: '其他', attachment });
  const bytes = await readFile(place());
  await order();
  const before = (await readStream(office.databases.worker, `case/${other}`)).length;
  const refused = await attach({ evidenceId: held.evidenceId });
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('没有找到这份文件')]);
  expect(await readStream(office.databases.worker, `case/${other}`)).toHaveLength(before);
  const { claims: _, ...again } = (await keeper.upload('/api/evidence', { name: '照片.png', bytes }))
    .body as Record<string, unknown>;
  expect((await attach(again)).status).toBe(200);
});

test('附入与删去同时进行：正在附入的先写完，删去随后看到它，原件留给那一案', async () => {
  await propose();
  const attaching = await begun();
  const other = await copyCase(office, id, 'erasure-proposed', (fact) => fact, attaching);
  const confirmed = confirm();
  await someoneWaits(1);
  await committed(attaching);
  expect((await confirmed).status).toBe(200);
  expect([existsSync(place()), (await row())?.erased]).toEqual([true, false]);
  await order(other);
  expect([existsSync(place()), (await row())?.erased]).toEqual([false, true]);
});

test('附入与删去同时进行：删去在先的，等着附入的人得知原件已经删去', async () => {
  const handler = await office.signIn('wen-handler');
  const third = await copyCase(office, id, 'record-attached');
  await propose();
  const busy = await begun();
  await busy.query('lock table case_evidence in row exclusive mode');
  const confirmed = confirm();
  await someoneWaits(1);
  const attached = act(office, handler, third, another);
  await someoneWaits(2);
  await committed(busy);
  expect((await confirmed).status).toBe(200);
  expect((await row())?.erased).toBe(true);
  const refused = await attached;
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('没有找到这份文件')]);
});

test('已经决定删去、另一案还留着的原件，不再附入第三案', async () => {
  const handler = await office.signIn('wen-handler');
  await copyCase(office, id, 'nothing');
  const third = await copyCase(office, id, 'record-attached');
  await order();
  expect((await row())?.erased).toBe(false);
  const refused = await act(office, handler, third, another);
  expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('没有找到这份文件')]);
});

test('没有两人决定的，删除的数据库身份也删不了；有决定的，只能删去名称和自述', async () => {
  const eraser = office.databases.eraser;
  const attempt = (sql: string) =>
    eraser.query(sql, [held.evidenceId]).then(
      ({ rowCount }) => rowCount,
      (error: { code?: string }) => error.code,
    );
  const mark = `update evidence set erased = true, file_name = '已依法删除', facts = '{}' where id = $1`;
  expect(await attempt(mark)).toBe('42501');
  await eraseOriginals(eraser, [held.evidenceId]);
  expect((await row())?.erased).toBe(false);
  await carryOutErasures(office.context, `case/${id}`);
  expect(existsSync(place())).toBe(true);
  expect((await propose()).status).toBe(200);
  expect(await attempt(mark)).toBe('42501');
  expect(await attempt(`update evidence set sha256 = 'x' where id = $1`)).toBe('42501');
  expect(await attempt(`update evidence set file_name = 'x' where id = $1`)).toBe('42501');
  expect(await attempt('delete from evidence where id = $1')).toBe('42501');
});

test('清点原件：依法删除的不算缺失，文件不在或者被截短的说得出是哪一份', async () => {
  const count = () => checkOriginals(office.databases.worker, office.context.evidenceFolder);
  const before = await count();
  expect([before.erased, before.missing]).toEqual([0, []]);
  await writeFile(place(), 'cut');
  expect(await count()).toEqual({ ...before, held: before.held - 1, missing: [held.evidenceId] });
  await order();
  expect(await count()).toEqual({ held: before.held - 1, erased: 1, missing: [] });
});

async function begun(): Promise<pg.PoolClient> {
  const client = await writingPool(office.databases.app).connect();
  await client.query('begin');
  return client;
}

async function committed(client: pg.PoolClient): Promise<void> {
  await client.query('commit');
  client.release();
}

async function someoneWaits(people: number): Promise<void> {
  const waiting = 'select from pg_locks where not granted';
  while ((await office.asOwner(waiting)).length < people) await sleep(20);
}
