import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { caseOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import type { Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let admin: Visitor;
let id: string;
let number: string;
beforeAll(async () => {
  office = await openOffice();
  ({ id } = await caseOf(office, '示例铸造'));
  number = await numberOf(`id = '${id}'`);
  admin = await office.signIn('wen-admin');
});
afterAll(() => office.close());

const numberOf = async (where: string) =>
  (await office.asOwner<{ number: string }>(`select number from case_file where ${where} limit 1`))[0]
    ?.number ?? '';
const openings = async () =>
  (
    await office.asOwner<{ n: number }>(
      `select count(*)::int as n from journal where type = 'emergency-access-opened'`,
    )
  )[0]?.n;
const asked = (given: object = {}) => ({
  id: randomUUID(),
  caseNumber: number,
  reason: '核对报错的案件',
  hours: 1,
  confirmer: { login: 'wen-security', password: DEMONSTRATION_PASSWORD },
  ...given,
});
const ask = (given: object = {}, by = admin) => by.post('/api/emergency-access', asked(given));

test('紧急查阅的门：过大、不合格式、多一项的请求，别的机关的案号，都打不开', async () => {
  const other = await numberOf(`bureau = 'nandagang' and number is not null`);
  expect(other).not.toBe('');
  for (const given of [
    { caseNumber: other },
    { caseNumber: '%' },
    { caseNumber: `${number}' or '1'='1` },
    { caseNumber: 'x'.repeat(100_000) },
    { reason: '长'.repeat(100_000) },
    { reason: '  ' },
    { reason: '\u0000空' },
    { hours: 1.5 },
    { hours: -1 },
    { hours: '2' },
    { hours: 1e308 },
    { until: '2099-01-01T00:00:00Z' },
    { person: 'person-wen-handler' },
    { bureau: 'siping' },
    { id: 'not-an-id' },
    { confirmer: { login: 'wen-security', password: '' } },
    { confirmer: null },
  ])
    expect((await ask(given)).status, JSON.stringify(given).slice(0, 80)).toBe(400);
  expect(await openings()).toBe(0);
});

test('同一请求重发只有一次打开；到时以后重发不再打开；换了内容的重发被拒', async () => {
  const request = asked();
  const first = await admin.post('/api/emergency-access', request);
  const again = await admin.post('/api/emergency-access', request);
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(again.body).toMatchObject({ until: (first.body as { until: string }).until });
  expect((await admin.post('/api/emergency-access', { ...request, hours: 4 })).status).toBeGreaterThanOrEqual(
    400,
  );
  expect(await openings()).toBe(1);
  expect((await admin.get(`/api/cases/${id}`)).status).toBe(200);
  office.setClock('2025-10-10T10:30:00+08:00');
  await admin.post('/api/emergency-access', request);
  expect(await openings()).toBe(1);
  expect((await admin.get(`/api/cases/${id}`)).status).toBe(422);
});

test('打开一案不等于能导出、能办理、能看别人的查阅；打开的人改任之后也没有多出来的', async () => {
  expect((await ask()).status).toBe(201);
  expect((await admin.get(`/api/cases/${id}/export`)).status).toBe(422);
  expect((await admin.get(`/api/cases/${id}/export/file`)).status).toBe(422);
  expect(
    (
      await admin.post(`/api/cases/${id}/commands`, {
        id: randomUUID(),
        expectedVersion: 1,
        command: { type: 'close-case', summary: '结' },
      })
    ).status,
  ).toBe(422);
  expect((await admin.get('/api/audit/reads')).status).toBe(422);
  const second = await office.signIn('wen-audit');
  expect((await second.get(`/api/cases/${id}`)).status).toBe(422);
});

test.each(['audit/recheck', 'emergency-access', 'audit/reads', 'audit/segments', 'people'])(
  '%s 的门：别的机关、没有的机关、重复和多余的参数，都得不到内容',
  async (path) => {
    const visitor = await office.signIn('wen-audit');
    for (const [query, status] of [
      ['bureau=siping', 404],
      ['bureau=nowhere', 404],
      ["bureau=' or 1=1", 404],
      ['bureau=__proto__', 404],
      ['bureau=', 400],
      [`bureau=${'x'.repeat(5000)}`, 400],
      ['bureau=wenshang&bureau=siping', 400],
      ['all=yes', 400],
    ] as const)
      expect((await visitor.get(`/api/${path}?${query}`)).status, query.slice(0, 40)).toBe(status);
    expect((await visitor.get(`/api/${path}?bureau=wenshang`)).status).toBe(200);
    expect((await (await office.signIn('wen-handler')).get(`/api/${path}`)).status).toBe(422);
    expect((await office.stranger().get(`/api/${path}`)).status).toBe(401);
  },
);

test.each(['export', 'export/file'])(
  '卷宗 %s 的门：别的机关、岗位不对、编号不对，一样得不到',
  async (door) => {
    const clerk = await office.signIn('wen-window');
    expect((await clerk.get(`/api/cases/${id}/${door}`)).status).toBe(422);
    const [foreign] = await office.asOwner<{ id: string }>(
      `select id from case_file where bureau = 'nandagang' limit 1`,
    );
    const approver = await office.signIn('wen-approver');
    const missing = await approver.get(`/api/cases/${randomUUID()}/${door}`);
    const hidden = await approver.get(`/api/cases/${foreign?.id}/${door}`);
    expect([missing.status, hidden.status]).toEqual([404, 404]);
    expect((hidden.body as { title: string }).title).toBe((missing.body as { title: string }).title);
    for (const wrong of ["1' or '1'='1", '..%2f..%2fetc', 'x'.repeat(3000)])
      expect(
        (await approver.get(`/api/cases/${wrong}/${door}`)).status,
        wrong.slice(0, 20),
      ).toBeGreaterThanOrEqual(400);
  },
);
