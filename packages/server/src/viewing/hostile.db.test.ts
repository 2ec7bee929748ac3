import { randomUUID } from 'node:crypto';
import type { ViewingReply } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openViewingDesk, type ViewingDesk } from '../testing/viewing-desk.ts';

let office: TestOffice;
let desk: ViewingDesk;
beforeAll(async () => {
  office = await openOffice();
  desk = await openViewingDesk(office, ['handler', 'approver']);
});
afterAll(() => office.close());

const rows = async (by = desk.head) => ((await by.get('/api/viewing')).body as ViewingReply).rows;
const facts = async () =>
  (
    await office.asOwner<{ n: number }>(
      `select count(*)::int as n from journal where type in ('viewing-requested', 'viewing-granted', 'viewing-refused')`,
    )
  )[0]?.n;

test('调阅的门：缺的、多的、过大的、不合格式的，一样也不收，也不出错', async () => {
  for (const given of [
    { caseId: 'x' },
    { caseId: null },
    { caseId: "' or 1=1 --" },
    { caseId: [desk.caseId] },
    { caseId: { id: desk.caseId } },
    { days: 0 },
    { days: -1 },
    { days: 31 },
    { days: 1.5 },
    { days: '3' },
    { days: 1e308 },
    { copying: 'yes' },
    { reason: '' },
    { reason: ' \n ' },
    { reason: '\u0000' },
    { reason: '长'.repeat(100_000) },
    { person: 'person-wen-other' },
    { state: 'granted' },
    { until: '2099-12-31' },
    { id: 'x' },
  ]) {
    const { status } = await desk.ask(given);
    expect([400, 413, 422], `${JSON.stringify(given).slice(0, 60)} ${status}`).toContain(status);
  }
  for (const given of [
    {},
    { request: 1 },
    { request: 1, decision: 'grant' },
    { request: 1, decision: 'grant', until: 'x' },
    { request: 1, decision: 'grant', until: '2025-10-12', reason: '多' },
    { request: -1, decision: 'refuse', reason: '不' },
    { request: 1e308, decision: 'refuse', reason: '不' },
    { request: '1', decision: 'refuse', reason: '不' },
    { request: 999_999, decision: 'refuse', reason: '不' },
    { request: 1, decision: '__proto__', reason: '不' },
    { request: 1, decision: 'refuse', reason: '长'.repeat(100_000) },
  ]) {
    const { status } = await desk.answer(given);
    expect([400, 404, 413, 422], `${JSON.stringify(given).slice(0, 60)} ${status}`).toContain(status);
  }
  expect((await desk.ask({ caseId: randomUUID() })).status).toBe(404);
  const { id: foreign } = await caseOf(office, '示例管业');
  expect((await desk.ask({ caseId: foreign })).status).toBe(404);
  expect((await office.stranger().post('/api/viewing', desk.wish())).status).toBe(401);
  expect(await facts()).toBe(0);
});

test('自己申请的自己批不了，换了岗位也批不了；别局的负责人批不了', async () => {
  const other = await office.signIn('wen-other');
  expect((await desk.ask({}, other)).status).toBe(201);
  const [own] = (await rows()).filter(({ state }) => state === 'asked');
  const grant = { request: own?.id, decision: 'grant', until: '2025-10-12' };
  expect((await desk.answer(grant, other)).body).toMatchObject({ code: 'own-work' });
  expect((await desk.answer(grant, await office.signIn('nan-approver'))).status).toBeGreaterThanOrEqual(404);
  expect((await desk.answer(grant, desk.reader)).status).toBe(422);
  expect((await other.get(`/api/evidence/${desk.original}`)).status).toBe(422);
  expect((await desk.answer({ request: own?.id, decision: 'refuse', reason: '与职责无关' })).status).toBe(
    201,
  );
});

test('两人同时答复、一人连答几次：只有一次算数；答复过的不能改', async () => {
  expect((await desk.ask()).status).toBe(201);
  const asked = (await rows()).find(({ state }) => state === 'asked');
  const [grant, refuse] = [
    { request: asked?.id, decision: 'grant', until: '2025-10-12' },
    { request: asked?.id, decision: 'refuse', reason: '不必' },
  ];
  const second = await office.signIn('wen-other');
  const answers = await Promise.all([
    desk.answer(grant),
    desk.answer(refuse, second),
    desk.answer(grant),
    desk.answer(refuse),
  ]);
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  expect((await desk.answer(refuse)).status).toBe(422);
  expect((await desk.answer(grant)).status).toBe(422);
});

test('准许只给本人、到期为止；没有准许复制的导不出；停用以后什么也看不到', async () => {
  const other = await office.signIn('wen-other');
  expect((await desk.ask({}, other)).status).toBe(201);
  const asked = (await rows()).find(({ state }) => state === 'asked');
  expect((await desk.answer({ request: asked?.id, decision: 'grant', until: '2025-10-12' })).status).toBe(
    201,
  );
  expect((await other.get(`/api/evidence/${desk.original}`)).status).toBe(200);
  expect((await other.get(`/api/cases/${desk.caseId}/export/file`)).status).toBe(422);
  await office.asOwner(
    `insert into person (id, bureau, unit, login, name, post, password_hash, roles)
     select 'person-wen-third', bureau, unit, 'wen-third', name, post, password_hash, roles from person where login = 'wen-other'`,
  );
  expect((await (await office.signIn('wen-third')).get(`/api/evidence/${desk.original}`)).status).toBe(422);
  office.setClock('2025-10-12T23:00:00+08:00');
  expect((await other.get(`/api/evidence/${desk.original}`)).status).toBe(200);
  await office.asOwner(`update person set active = false where login = 'wen-other'`);
  expect((await other.get(`/api/evidence/${desk.original}`)).status).toBe(401);
  await office.asOwner(`update person set active = true where login = 'wen-other'`);
  office.setClock('2025-10-13T00:00:01+08:00');
  expect((await (await office.signIn('wen-other')).get(`/api/evidence/${desk.original}`)).status).toBe(422);
});
