import { randomUUID } from 'node:crypto';
import type { Me } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { readStream } from '../journal/read-stream.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let admin: Visitor;
beforeAll(async () => {
  office = await openOffice();
  for (const [login, bureau, role] of [
    ['cang-security2', 'cangzhou', 'security-administrator'],
    ['si-audit', 'siping', 'audit-administrator'],
  ])
    await office.asOwner(
      `insert into person (id, bureau, login, name, post, password_hash, must_change_password, roles)
       select 'person-' || $1, $2, $1, $1, '', password_hash, false, array[$3] from person where login = 'nan-admin'`,
      [login, bureau, role],
    );
  admin = await office.signIn('nan-admin');
});
afterAll(() => office.close());

const confirmer = (login: string) => ({ login, password: DEMONSTRATION_PASSWORD });
const ask = async (type: string, role: string, login: string, by = admin) => {
  const { version } = (await by.get('/api/bureau')).body as { version: number };
  return by.post('/api/bureau', {
    id: randomUUID(),
    expectedVersion: version,
    command: { type, role, confirmer: confirmer(login) },
  });
};
const codeOf = ({ body }: { body: unknown }) => (body as { code?: string }).code;
const lastOf = async (bureau: string) => {
  const fact = (await readStream(office.databases.worker, `bureau/${bureau}`)).at(-1)?.fact;
  return [fact?.type, fact?.actor, fact?.data];
};
const seen = async (visitor: Visitor, path: string) => (await visitor.get(path)).status;
const register = (login: string, by: string) =>
  admin.post('/api/people', {
    login,
    name: `某${login}`,
    unit: 'office',
    roles: ['audit-administrator'],
    password: 'first-password',
    confirmer: { ...confirmer(by), part: 'second-part' },
  });

test('没有委托时，上级机关的管理员在本机关没有任何权力', async () => {
  const audit = await office.signIn('cang-audit');
  for (const path of ['audit/reads', 'audit/segments', 'audit/recheck', 'emergency-access', 'people'])
    expect(await seen(audit, `/api/${path}?bureau=nandagang`), path).toBe(404);
  expect((await register('nan-own', 'cang-audit')).status).toBe(400);
});

test('委托须由上级机关同一岗位的人当场同意：本机关、别的机关、别的岗位的人都不行', async () => {
  for (const login of ['nan-admin', 'nan-approver', 'cang-seal', 'cang-security', 'si-audit'])
    expect(
      (await ask('entrust-administrator', 'audit-administrator', login)).status,
      login,
    ).toBeGreaterThanOrEqual(400);
  const handler = await office.signIn('wen-admin');
  expect(codeOf(await ask('entrust-administrator', 'audit-administrator', 'cang-audit', handler))).toBe(
    'no-superior',
  );
  expect((await ask('entrust-administrator', 'system-administrator', 'cang-audit')).status).toBe(400);
});

test('双方的存证都写明；此后上级的这名管理员真能为本机关办这些事，只限这一岗位，不能代开紧急查阅', async () => {
  const done = await ask('entrust-administrator', 'audit-administrator', 'cang-audit');
  expect(done.status, done.text).toBe(200);
  const role = 'audit-administrator';
  expect(await lastOf('nandagang')).toEqual([
    'administrator-entrusted',
    'person-nan-admin',
    { role, body: 'cangzhou', confirmedBy: 'person-cang-audit' },
  ]);
  expect(await lastOf('cangzhou')).toEqual([
    'administration-taken-on',
    'person-cang-audit',
    { role, bureau: 'nandagang', askedBy: 'person-nan-admin' },
  ]);
  const [audit, security] = await Promise.all([office.signIn('cang-audit'), office.signIn('cang-security')]);
  for (const path of [
    'audit/reads',
    'audit/segments',
    'audit/recheck',
    'emergency-access',
    'people',
    'people/person-nan-handler',
  ]) {
    expect(await seen(audit, `/api/${path}?bureau=nandagang`), path).toBe(200);
    expect(await seen(security, `/api/${path}?bureau=nandagang`), path).toBeGreaterThanOrEqual(400);
    expect(await seen(audit, `/api/${path}?bureau=wenshang`), path).toBe(404);
    expect(await seen(audit, `/api/${path}?bureau=nowhere`), path).toBe(404);
  }
  expect(((await audit.get('/api/session')).body as Me).actsFor).toMatchObject([{ id: 'nandagang', role }]);
  expect(await seen(audit, '/api/people/person-wen-handler?bureau=nandagang')).toBe(404);
  const [{ number } = { number: '' }] = await office.asOwner<{ number: string }>(
    `select number from case_file where bureau = 'nandagang' and number is not null limit 1`,
  );
  const opened = await audit.post('/api/emergency-access', {
    id: randomUUID(),
    caseNumber: number,
    reason: '核对报错的案件',
    hours: 1,
    confirmer: confirmer('cang-security'),
  });
  expect(opened.status).toBe(400);
  expect(codeOf(await ask('entrust-administrator', role, 'cang-audit'))).toBe('already-entrusted');
});

test('受托的人可以确认登记管理员；没有受托的安全管理员不能', async () => {
  expect((await register('nan-own', 'cang-security')).status).toBe(400);
  const done = await register('nan-own', 'cang-audit');
  expect(done.status, done.text).toBe(201);
});

test('收回须本机关先有自己的人，由另一名管理员确认；收回之后上级的人随即不能再办，各表由流水重建一致', async () => {
  await office.asOwner(`update person set active = false where login = 'nan-own'`);
  const role = 'audit-administrator';
  expect(codeOf(await ask('take-back-administrator', role, 'cang-audit'))).toBe('last-administrator');
  await office.asOwner(`update person set active = true where login = 'nan-own'`);
  expect((await ask('take-back-administrator', role, 'cang-security')).status).toBe(400);
  const done = await ask('take-back-administrator', role, 'cang-audit');
  expect(done.status, done.text).toBe(200);
  expect((await lastOf('cangzhou'))[0]).toBe('administration-given-back');
  expect(await seen(await office.signIn('cang-audit'), '/api/audit/reads?bureau=nandagang')).toBe(404);
  expect((await ask('take-back-administrator', role, 'cang-audit')).status).toBe(400);
  expect(JSON.stringify(await office.asOwner('select * from journal'))).not.toContain(DEMONSTRATION_PASSWORD);
  expect(await differingRows(office)).toEqual([]);
});
