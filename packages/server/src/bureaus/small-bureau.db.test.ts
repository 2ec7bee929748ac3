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
  admin = await office.signIn('wen-admin');
});
afterAll(() => office.close());

const confirmer = (login: string) => ({ login, password: DEMONSTRATION_PASSWORD });
const roles = ['security-administrator', 'audit-administrator'] as const;
const one = (role: string, login = `small-${role.slice(0, 3)}`) => ({
  login,
  name: `某${login}`,
  password: 'first-password',
  role,
});
const accept = (role: string, login: string) => ({ role, confirmer: confirmer(login) });
const both = [accept(roles[0], 'wen-security'), accept(roles[1], 'wen-audit')];
const add = (changes: object = {}) =>
  admin.post('/api/bureaux', {
    id: randomUUID(),
    bureau: {
      id: 'small',
      name: '示例乡综合行政执法办公室',
      short: '示例乡执法办',
      region: '示例省示例县',
      superior: 'wenshang',
      kinds: ['permit', 'penalty'],
      packs: ['administrative-permit-law', 'administrative-penalty-law', 'state-council-2018-118'],
      units: ['办公室'],
      codeWord: '示乡执',
    },
    administrators: [one('system-administrator')],
    entrusted: both,
    confirmer: { ...confirmer('wen-security'), part: '-second' },
    ...changes,
  });

test('委托的岗位须上级机关同一岗位的人当场同意；缺一个、多一个、同一人两职、系统管理员也委托的，设立不了', async () => {
  for (const changes of [
    { entrusted: [] },
    { entrusted: [both[0]] },
    { entrusted: [both[0], both[0]] },
    { entrusted: [both[0], accept(roles[1], 'wen-security')] },
    { entrusted: [both[0], accept(roles[1], 'wen-admin')] },
    { entrusted: [both[0], accept(roles[1], 'nan-admin')] },
    { entrusted: [...both, accept('system-administrator', 'wen-admin')] },
    { administrators: [one('system-administrator'), one(roles[0])] },
    { administrators: [one(roles[0])] },
    { administrators: [] },
  ])
    expect((await add(changes)).status, JSON.stringify(changes)).toBeGreaterThanOrEqual(400);
  expect(await office.asOwner(`select 1 from bureau where id = 'small'`)).toEqual([]);
});

test('一名系统管理员加上级机关的两名，机关就设立起来；双方的存证都写明谁同意', async () => {
  const done = await add();
  expect(done.status, done.text).toBe(201);
  const told = async (bureau: string, type: string) =>
    (await readStream(office.databases.app, `bureau/${bureau}`))
      .filter(({ fact }) => fact.type === type)
      .map(({ fact }) => fact.data);
  expect(await told('small', 'administrator-entrusted')).toEqual(
    roles.map((role) => ({
      role,
      body: 'wenshang',
      confirmedBy: role === roles[0] ? 'person-wen-security' : 'person-wen-audit',
    })),
  );
  expect(await told('wenshang', 'administration-taken-on')).toEqual(
    roles.map((role) => ({ role, bureau: 'small', askedBy: 'person-wen-admin' })),
  );
  expect(await differingRows(office)).toEqual([]);
});

test('上级机关的人随即能办：确认登记的人、看人员和查阅记录；委托之外的岗位不能', async () => {
  const [security, audit] = await Promise.all([office.signIn('wen-security'), office.signIn('wen-audit')]);
  expect(((await security.get('/api/session')).body as Me).actsFor).toMatchObject([
    { id: 'small', role: roles[0] },
  ]);
  expect((await security.get('/api/people?bureau=small')).status).toBe(200);
  expect((await audit.get('/api/audit/reads?bureau=small')).status).toBe(200);
  expect((await security.get('/api/audit/reads?bureau=small')).status).toBeGreaterThanOrEqual(400);
  expect((await admin.get('/api/people?bureau=small')).status).toBe(404);
  const own = await firstSignIn('small-sys', 'first-password-second');
  const registered = await own.post('/api/people', {
    login: 'small-second',
    name: '某某某',
    unit: 'unit-1',
    roles: ['system-administrator'],
    password: 'first-password',
    confirmer: { ...confirmer('wen-audit'), part: 'second-part' },
  });
  expect(registered.status, registered.text).toBe(201);
});

test('岗位委托出去的机关照样能紧急查阅：本机关的系统管理员提出，上级机关受托的安全管理员当场确认，双方看得到', async () => {
  await office.asOwner(
    `update bureau set profile = profile || '{"administeredBy":[{"role":"security-administrator","body":"cangzhou"}]}' where id = 'nandagang'`,
  );
  await office.asOwner(
    `insert into person (id, bureau, login, name, post, password_hash, must_change_password, roles)
     select 'person-cang-safe', 'cangzhou', 'cang-safe', '安全管理员（上级）', '', password_hash, false, array['security-administrator'] from person where login = 'nan-admin'`,
  );
  await office.context.reloadResources();
  const [file] = await office.asOwner<{ id: string; number: string }>(
    `select id, number from case_file where bureau = 'nandagang' and number is not null limit 1`,
  );
  const nan = await office.signIn('nan-admin');
  const ask = (login: string) =>
    nan.post('/api/emergency-access', {
      id: randomUUID(),
      caseNumber: file?.number,
      reason: '核对报错的案件',
      hours: 1,
      confirmer: confirmer(login),
    });
  for (const login of ['wen-security', 'cang-seal', 'nan-approver', 'nan-admin'])
    expect((await ask(login)).status, login).toBeGreaterThanOrEqual(400);
  expect((await nan.get(`/api/cases/${file?.id}`)).status).toBe(422);
  const opened = await ask('cang-safe');
  expect(opened.status, opened.text).toBe(201);
  expect(opened.body).toMatchObject({ confirmedBy: '安全管理员（上级）' });
  expect((await nan.get(`/api/cases/${file?.id}`)).status).toBe(200);
  const superior = await office.signIn('cang-safe');
  expect((await superior.get('/api/emergency-access?bureau=nandagang')).body).toMatchObject({
    rows: [{ caseNumber: file?.number }],
  });
  expect((await superior.get(`/api/cases/${file?.id}`)).status).toBeGreaterThanOrEqual(400);
});

async function firstSignIn(login: string, password: string): Promise<Visitor> {
  const visitor = await office.signIn(login, password);
  const changed = await visitor.post('/api/session/password', {
    current: password,
    next: 'a-word-of-my-own',
  });
  expect(changed.status, changed.text).toBeLessThan(300);
  return office.signIn(login, 'a-word-of-my-own');
}
