import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadResources } from '../bureaus/resources.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import type { Answer } from '../testing/visitor.ts';
import { openSetUp } from './set-up.ts';

let office: TestOffice;
beforeEach(async () => {
  office = await openOffice({ demonstration: false });
});
afterEach(() => office.close());

const roles = ['system-administrator', 'security-administrator', 'audit-administrator'] as const;
const administrator = (role: string, i: number, changes: object = {}) => ({
  login: `admin-${i}`,
  name: `管理员${i}`,
  password: `long-password-${i}`,
  role,
  ...changes,
});
const request = (changes: object = {}) => ({
  token: office.setUp.token() ?? '',
  bureau: { profile: 'wenshang' },
  administrators: roles.map((role, i) => administrator(role, i)),
  ...changes,
});
const send = (body: object) => office.stranger().post('/api/set-up', body);
const codeOf = ({ status, body }: Answer) =>
  `${status} ${(body as { code?: string } | null)?.code ?? ''}`.trim();
const counts = () =>
  office.asOwner(
    `select (select count(*)::int from bureau) as bureaux, (select count(*)::int from person) as people, (select count(*)::int from journal) as facts`,
  );

test('空库：链接用一次，设好单位和三名管理员，随即关闭', async () => {
  expect((await office.stranger().get('/api/set-up')).body).toMatchObject({ open: true });
  const token = office.setUp.token();
  expect((await send(request())).status).toBe(201);
  expect((await office.stranger().get('/api/set-up')).body).toEqual({ open: false, profiles: [] });
  expect(codeOf(await send(request({ token, bureau: { profile: 'nandagang' } })))).toBe('410 set-up-done');
  expect(await counts()).toEqual([{ bureaux: 1, people: 3, facts: expect.any(Number) }]);
  for (const [i, role] of roles.entries()) {
    const person = await office.signIn(`admin-${i}`, `long-password-${i}`);
    expect((await person.get('/api/session')).body).toMatchObject({
      roles: [role],
      demonstration: false,
      mustChangePassword: true,
    });
    expect(codeOf(await person.get('/api/cases'))).toBe('403 password-change-needed');
  }
  await office.context.sequencer.drain();
  expect(
    await office.asOwner(`select h.size = (select count(*) from journal) as whole from ledger_head h`),
  ).toEqual([{ whole: true }]);
});

test('链接不对、太短、多带字段：什么也不建，链接仍然有效', async () => {
  expect(codeOf(await send(request({ token: 'x'.repeat(32) })))).toBe('403 forbidden');
  expect(codeOf(await send(request({ token: '' })))).toBe('400 bad-request');
  expect(codeOf(await send({ ...request(), demonstration: true }))).toBe('400 bad-request');
  expect(
    codeOf(await office.stranger().post('/api/set-up', request(), { origin: 'https://evil.example' })),
  ).toBe('403 bad-origin');
  expect(await counts()).toEqual([{ bureaux: 0, people: 0, facts: 0 }]);
  expect((await send(request())).status).toBe(201);
});

test('系统、安全、审计管理员须三人三职', async () => {
  const [first, second] = roles;
  for (const administrators of [
    [administrator(first, 0), administrator(second, 1)],
    [administrator(first, 0), administrator(second, 1), administrator(second, 2)],
    roles.map((role, i) => administrator(role, i, { login: 'the-same' })),
    roles.map((role, i) => administrator(role, i, { password: 'short' })),
    [administrator(first, 0), administrator(second, 1), administrator('approver', 2)],
  ]) {
    expect(codeOf(await send(request({ administrators }))), JSON.stringify(administrators)).toBe(
      '400 bad-request',
    );
  }
  expect(await counts()).toEqual([{ bureaux: 0, people: 0, facts: 0 }]);
});

test('没有的单位：拒绝，链接仍然有效', async () => {
  expect(codeOf(await send(request({ bureau: { profile: 'nowhere' } })))).toBe('400 bad-request');
  expect((await send(request())).status).toBe(201);
});

test('两个人同时用同一链接：只有一个办成', async () => {
  const answers = await Promise.all(
    ['wenshang', 'nandagang', 'wenshang', 'cangzhou'].map((profile, i) =>
      send(
        request({
          bureau: { profile },
          administrators: roles.map((role, n) => administrator(role, i * 10 + n)),
        }),
      ),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 410, 410, 410]);
  expect(await counts()).toEqual([{ bureaux: 1, people: 3, facts: expect.any(Number) }]);
});

test('已有单位的库再启动，不再有设置链接', async () => {
  await send(request());
  const resources = await loadResources(office.databases.app);
  const again = await openSetUp({ ...office.context, resources: () => resources }, {
    demonstration: false,
  } as Parameters<typeof openSetUp>[1]);
  expect(again.token()).toBeNull();
  await expect(again.run(office.context, request({ token: 'x'.repeat(32) }) as never)).rejects.toMatchObject({
    code: 'set-up-done',
  });
});

test('设置之前，办案系统的其他门一概不开', async () => {
  for (const path of ['/api/cases', '/api/worklist', '/api/people']) {
    expect([401, 404], path).toContain((await office.stranger().get(path)).status);
  }
});

test('真正的安装没有演示账号', async () => {
  const answer = await office.stranger().get('/api/demonstration/accounts');
  expect([answer.status, answer.body]).toEqual([200, []]);
});
