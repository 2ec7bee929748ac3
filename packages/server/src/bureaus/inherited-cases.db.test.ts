import { randomUUID } from 'node:crypto';
import type { WorklistReply } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { readStream } from '../journal/read-stream.ts';
import { closeSucceeded } from '../log/close-succeeded.ts';
import { readLogs } from '../log/logs.ts';
import { act, caseOf, stateOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';
import { differingRows } from '../testing/rebuilt.ts';
import { inPlace, register, told } from '../testing/succession.ts';

let office: TestOffice;
let portal: FastifyInstance;
const both = ['person-sip-handler', 'person-sip-handler2'];

beforeAll(async () => {
  office = await openOffice();
  await register(office, [
    ['sip-auditor', 'siping', 'audit-administrator'],
    ['cang-approver', 'cangzhou', 'approver'],
  ]);
  office.setClock('2025-10-13');
  portal = await openPortal(office);
  expect((await succeed('wen-admin', 'siping', 'sip-admin')).status).toBe(200);
});
afterAll(async () => {
  await portal?.close();
  await office?.close();
});

async function succeed(login: string, successor: string, confirmer: string) {
  const by = await office.signIn(login);
  const { version } = (await by.get('/api/bureau')).body as { version: number };
  return await by.post('/api/bureau', {
    id: randomUUID(),
    expectedVersion: version,
    command: {
      type: 'succeed-bureau',
      ...told,
      successor,
      confirmer: { login: confirmer, password: DEMONSTRATION_PASSWORD },
    },
  });
}
const page = async (url: string) => (await portal.inject({ url })).body;

test('接续日志到一半停下：再来一次就接上，不另起一册', async () => {
  await office.context.sequencer.drain();
  const broken = new pg.Pool({ host: '127.0.0.1', port: 1 });
  const { app } = office.databases;
  // The row of the next log stands, its first entry does not: what wrote it lost the database in between.
  let asked = 0;
  const failing = new Proxy(app, {
    get: (target, key) => {
      if (key === 'query') {
        asked += 1;
        if (asked > 6) return broken.query.bind(broken);
      }
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const cut = { ...office.context, databases: { ...office.databases, app: failing } };
  await expect(closeSucceeded(cut)).rejects.toThrow();
  await broken.end();
  expect((await readLogs(app, 'wenshang')).length).toBe(2);
  expect(await readStream(office.databases.worker, 'log/wenshang')).toEqual([]);
  expect(await closeSucceeded(office.context)).toEqual(['wenshang']);
  expect(await closeSucceeded(office.context)).toEqual([]);
  await office.context.sequencer.drain();
  expect((await readLogs(app, 'wenshang')).length).toBe(2);
  const opened = await readStream(office.databases.worker, 'log/wenshang');
  expect(opened.map(({ fact }) => fact.data.successor)).toMatchObject([{ bureau: 'siping' }]);
});

test('承继机关的待办写明移交来多少件、多少件待接办；切换以后“接办案件”排在待我审批，接办一件少一件', async () => {
  const approver = await office.signIn('sip-approver');
  const own = async () => ((await approver.get('/api/worklist')).body as WorklistReply).inherited;
  const [before] = await own();
  expect(before).toMatchObject({ id: 'wenshang', open: expect.any(Number) });
  expect(before?.untaken).toBe(before?.open);
  expect(before?.open).toBeGreaterThan(2);
  const inside = await inPlace(office, 'sip-approver');
  const waiting = ((await inside.get('/api/worklist')).body as WorklistReply).awaitingMe;
  const toTake = waiting.filter(({ label }) => label === '接办案件');
  expect(toTake.length).toBe(before?.untaken);
  expect(((await inside.get('/api/cases/start')).body as { actions: unknown[] }).actions).toEqual([]);
  const { id } = await caseOf(office, '示例化工');
  const done = await act(office, inside, id, { type: 'take-over-case', handlers: both });
  expect(done.status, done.text).toBe(200);
  expect(await own()).toMatchObject([{ open: before?.open, untaken: (before?.untaken ?? 0) - 1 }]);
  const outsider = await office.signIn('cang-approver');
  expect(((await outsider.get('/api/worklist')).body as WorklistReply).inherited).toEqual([]);
});

test('接办以后制作的文书以承继机关的名义，文号接着原机关的序号', async () => {
  const approver = await inPlace(office, 'sip-approver');
  const { id } = await caseOf(office, '示例化工');
  const done = await act(office, approver, id, { type: 'approve-filing', reason: '事实初步清楚。' });
  expect(done.status, done.text).toBe(200);
  const issued = (await readStream(office.databases.worker, `case/${id}`)).filter(
    ({ fact }) => fact.type === 'document-issued',
  );
  const last = issued.at(-1)?.fact.data;
  expect(last?.issuedBy).toBe('四平市工业和信息化局');
  expect(last?.documentNumber).toMatch(/^汶工信/);
  expect((await stateOf(office, id)).bureau).toBe('wenshang');
});

test('门户：原机关的每一页写明自何日起由谁承继、依据什么文件，链接到承继机关；结果还在；承继机关的首页列出原机关', async () => {
  for (const path of ['', '/results', '/about', '/how-to-verify', '/matters']) {
    const body = await page(`/wenshang${path}`);
    expect(body, path).toContain('aria-label="机关承继"');
    expect(body, path).toContain('<a href="/siping">四平市工业和信息化局</a>');
    expect(body, path).toContain('2025-10-13');
    expect(body, path).toContain('示例县机构改革方案');
    expect(body, path).toContain('主办：四平市工业和信息化局');
  }
  const results = await page('/wenshang/results');
  expect(results).toContain('汶上示例纺织有限公司');
  const home = await page('/siping');
  expect(home).toContain('承继的机关');
  expect(home).toContain('<a href="/wenshang">汶上县工业和信息化局</a>');
  expect(home).not.toContain('aria-label="机关承继"');
  expect(await page('/')).toContain('已由四平市工业和信息化局承继');
  const nothingElse = await page('/nandagang');
  expect(nothingElse).not.toContain('承继');
});

test('两个机关同时各自登记由对方承继：只有一个成立，没有环', async () => {
  const [one, other] = await Promise.all([
    succeed('nan-admin', 'cangzhou', 'cang-admin'),
    succeed('cang-admin', 'nandagang', 'nan-admin'),
  ]);
  const statuses = [one.status, other.status].sort();
  expect(statuses[0]).toBe(200);
  expect([401, 409, 422]).toContain(statuses[1]);
  const ended = [...office.context.resources().bureaus.values()].filter(
    ({ id, profile }) => ['nandagang', 'cangzhou'].includes(id) && profile.successor !== undefined,
  );
  expect(ended.length).toBe(1);
});

test('承继机关再由别的机关承继：最后承继的机关办理全部，原先承继的机关的人不再能办；各表由流水重建一致', async () => {
  const bureaus = [...office.context.resources().bureaus.values()];
  const last =
    bureaus.find(({ id, profile }) => id !== 'siping' && profile.successor === undefined)?.id ?? '';
  const admin = last === 'cangzhou' ? 'cang-admin' : 'nan-admin';
  const still = await inPlace(office, 'sip-approver');
  expect((await succeed('sip-admin', last, admin)).status).toBe(200);
  expect((await still.get('/api/worklist')).status).toBe(401);
  const login = last === 'cangzhou' ? 'cang-approver' : 'nan-approver';
  const approver = await inPlace(office, login);
  const { id } = await caseOf(office, '示例化工');
  expect((await approver.get(`/api/cases/${id}`)).status).toBe(200);
  expect((await approver.post('/api/session/bureau', { bureau: 'siping' })).status).toBe(204);
  expect((await approver.post('/api/session/bureau', { bureau: last })).status).toBe(204);
  await office.context.sequencer.drain();
  expect(await closeSucceeded(office.context)).toContain('siping');
  await office.context.sequencer.drain();
  expect(await page('/wenshang')).toContain(`主办：${office.context.resources().bureaus.get(last)?.name}`);
  expect(await differingRows(office)).toEqual([]);
});
