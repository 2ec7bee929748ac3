import { randomUUID } from 'node:crypto';
import type { PersonView } from '@mingjing/api';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { readStream } from '../journal/read-stream.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import { type Answer, cookieOf, type Visitor, visitor } from '../testing/visitor.ts';

let office: TestOffice;
let administrator: Visitor;
beforeAll(async () => {
  office = await openOffice();
});
beforeEach(async () => {
  await office.asOwner(`delete from sign_in_failure`);
  administrator = await office.signIn('wen-admin');
});
afterAll(() => office.close());

const idOf = (login: string) => `person-${login}`;
const codeOf = ({ status, body }: Answer) =>
  `${status} ${(body as { code?: string } | null)?.code ?? ''}`.trim();
const view = async (login: string, by = administrator) =>
  (await by.get(`/api/people/${idOf(login)}`)).body as PersonView;
const send = async (login: string, command: object, changes: object = {}, by = administrator) =>
  await by.post(`/api/people/${idOf(login)}/commands`, {
    id: randomUUID(),
    expectedVersion: (await view(login)).version,
    command,
    ...changes,
  });
const facts = async () =>
  (await readStream(office.databases.worker, 'bureau/wenshang')).map(({ fact }) => fact);
const lastFacts = async (n: number) =>
  (await facts()).slice(-n).map(({ type, actor, data }) => [type, actor, data]);
const officer = async (login: string) =>
  (await office.asOwner('select * from published_officer where id = $1', [idOf(login)]))[0];
const attempt = (login: string, password: string) =>
  office.stranger().post('/api/session', { login, password });
const changed = async (login: string, changes: object) => {
  const { name, post, unit, roles, credential } = await view(login);
  return { type: 'change-person', name, post, unit, roles, credential, ...changes };
};

describe('停用、恢复账号', () => {
  test('停用即刻出局，不再公示为执法人员；恢复后旧的登录仍无效，重新公示', async () => {
    const here = await office.signIn('wen-handler2');
    expect((await send('wen-handler2', { type: 'deactivate-person', reason: '调离本局' })).status).toBe(200);
    expect((await here.get('/api/session')).body).toBeNull();
    expect(codeOf(await attempt('wen-handler2', DEMONSTRATION_PASSWORD))).toBe('401 wrong-password');
    expect(await officer('wen-handler2')).toBeUndefined();
    expect(await lastFacts(2)).toEqual([
      ['account-deactivated', 'person-wen-admin', { person: 'person-wen-handler2', reason: '调离本局' }],
      ['officer-removed', 'person-wen-admin', { person: 'person-wen-handler2' }],
    ]);
    expect(codeOf(await send('wen-handler2', { type: 'deactivate-person', reason: '再停一次' }))).toBe(
      '422 already-deactivated',
    );
    expect((await send('wen-handler2', { type: 'reactivate-person', reason: '调回本局' })).status).toBe(200);
    expect((await here.get('/api/session')).body).toBeNull();
    expect((await attempt('wen-handler2', DEMONSTRATION_PASSWORD)).status).toBe(200);
    expect(await officer('wen-handler2')).toMatchObject({ name: '陈思宁' });
    expect(await differingRows(office)).toEqual([]);
  });

  test('停用的原因封存在披露里，事实本身不含姓名和原因', async () => {
    await send('wen-deputy', { type: 'deactivate-person', reason: '退休离岗' });
    const [row] = await office.asOwner<{ bytes: Buffer }>(
      `select bytes from journal where stream = 'bureau/wenshang' and type = 'account-deactivated' order by version desc limit 1`,
    );
    expect(row?.bytes.toString()).not.toMatch(/退休|宋雨田/);
    await send('wen-deputy', { type: 'reactivate-person', reason: '返聘到岗' });
  });

  test('最后一名系统、安全、审计管理员不能停用，也不能改任；自己不能停用自己', async () => {
    for (const login of ['wen-security', 'wen-audit']) {
      expect(codeOf(await send(login, { type: 'deactivate-person', reason: '不要了' }))).toBe(
        '422 last-administrator',
      );
      expect(codeOf(await send(login, await changed(login, { roles: ['handler'] })))).toBe(
        '422 last-administrator',
      );
    }
    expect(codeOf(await send('wen-admin', { type: 'deactivate-person', reason: '不干了' }))).toBe(
      '422 own-account',
    );
    expect((await view('wen-audit')).refusals.deactivate?.code).toBe('last-administrator');
    expect((await view('wen-handler')).refusals).toEqual({});
  });

  test('两名系统管理员同时停用对方：至少留下一名', async () => {
    await administrator.post('/api/people', {
      login: 'wen-admin2',
      name: '第二管理员',
      unit: 'office',
      roles: ['system-administrator'],
      password: 'first-password',
      confirmer: { login: 'wen-security', password: DEMONSTRATION_PASSWORD, part: '-second' },
    });
    await office.asOwner(`update person set must_change_password = false where login = 'wen-admin2'`);
    const second = await office.signIn('wen-admin2', 'first-password-second');
    const { id } = (
      (await second.get('/api/people')).body as { people: { id: string; login: string }[] }
    ).people.find(({ login }) => login === 'wen-admin2') as { id: string };
    const reason = '权力之争';
    const confirmer = { login: 'wen-security', password: DEMONSTRATION_PASSWORD };
    const versions = [
      ((await second.get(`/api/people/${id}`)).body as PersonView).version,
      (await view('wen-admin')).version,
    ];
    const answers = await Promise.all([
      administrator.post(`/api/people/${id}/commands`, {
        id: randomUUID(),
        expectedVersion: versions[0],
        command: { type: 'deactivate-person', reason, confirmer },
      }),
      send(
        'wen-admin',
        { type: 'deactivate-person', reason, confirmer },
        { expectedVersion: versions[1] },
        second,
      ),
    ]);
    expect(answers.map(codeOf).sort()[0]).toBe('200');
    expect(
      await office.asOwner(
        `select count(*)::int as n from person where active and bureau = 'wenshang' and 'system-administrator' = any(roles)`,
      ),
    ).toEqual([{ n: 1 }]);
    await office.asOwner(`update person set active = login = 'wen-admin' where login like 'wen-admin%'`);
  });
});

test('等候前一笔时账号被停用的人，那一件不再办', async () => {
  const before = (await facts()).length;
  const { version } = await view('wen-handler2');
  const first = new pg.Client(office.database.connectionOptions('owner'));
  await first.connect();
  await first.query(`begin; select from bureau where id = 'wenshang' for update`);
  const waiting = send(
    'wen-handler2',
    { type: 'deactivate-person', reason: '调离本局' },
    { expectedVersion: version },
  );
  await expect
    .poll(async () => (await office.asOwner(`select from pg_locks where not granted`)).length)
    .toBeGreaterThan(0);
  await first.query(`update person set active = false where id = 'person-wen-admin'; commit`);
  await first.end();
  expect(codeOf(await waiting)).toBe('401 not-signed-in');
  await office.asOwner(`update person set active = true where id = 'person-wen-admin'`);
  expect((await facts()).length).toBe(before);
});

describe('解锁、重置密码', () => {
  test('锁定的账号可以解锁；没有锁定的不能', async () => {
    for (let i = 0; i < 5; i += 1) await attempt('wen-legal', 'wrong-wrong');
    expect(codeOf(await attempt('wen-legal', DEMONSTRATION_PASSWORD))).toBe('423 locked-out');
    expect((await view('wen-legal')).locked).toBe(true);
    expect((await send('wen-legal', { type: 'unlock-account' })).status).toBe(200);
    expect((await attempt('wen-legal', DEMONSTRATION_PASSWORD)).status).toBe(200);
    expect(await lastFacts(1)).toEqual([
      ['account-unlocked', 'person-wen-admin', { person: 'person-wen-legal' }],
    ]);
    expect(codeOf(await send('wen-legal', { type: 'unlock-account' }))).toBe('422 not-locked');
  });

  test('重置后原密码、原登录都无效，一次性密码只能用来更换密码', async () => {
    const here = await office.signIn('wen-archive');
    expect((await send('wen-archive', { type: 'reset-password', password: 'one-time-word' })).status).toBe(
      200,
    );
    expect((await here.get('/api/session')).body).toBeNull();
    expect(codeOf(await attempt('wen-archive', DEMONSTRATION_PASSWORD))).toBe('401 wrong-password');
    const fresh = await office.signIn('wen-archive', 'one-time-word');
    expect(codeOf(await fresh.get('/api/cases'))).toBe('403 password-change-needed');
    expect((await view('wen-archive')).firstPassword).toBe(true);
    const next = await fresh.post('/api/session/password', {
      current: 'one-time-word',
      next: 'a-word-of-mine',
    });
    expect((await visitor(office.address, cookieOf(next)).get('/api/cases')).status).toBe(200);
    expect(codeOf(await send('wen-admin', { type: 'reset-password', password: 'one-time-word' }))).toBe(
      '422 own-account',
    );
  });

  test('一次性密码不进事实、命令和摘要；同一命令重发只办一次', async () => {
    const id = randomUUID();
    const before = (await facts()).length;
    const version = (await view('wen-window')).version;
    const again = { id, expectedVersion: version };
    const command = { type: 'reset-password', password: 'one-time-word' };
    const [first, second] = [
      await send('wen-window', command, again),
      await send('wen-window', command, again),
    ];
    expect([first.status, second.status, second.body]).toEqual([200, 200, first.body]);
    expect((await facts()).length).toBe(before + 1);
    const other = { ...command, password: 'another-word-here' };
    expect((await send('wen-window', other, again)).body).toEqual(first.body);
    expect((await attempt('wen-window', 'another-word-here')).status).toBe(401);
    const stored = await office.asOwner<{ all: string }>(
      `select coalesce(string_agg(c::text, ' '), '') as all from journal c where stream = 'bureau/wenshang'`,
    );
    expect(stored[0]?.all).not.toContain('one-time-word');
  });
});

describe('变更', () => {
  test('证件有效期一改，门户的执法人员名录随之改；岗位立刻生效；另有一条事实', async () => {
    const here = await office.signIn('wen-reviewer');
    const credential = { number: '鲁H演示0103', validTo: '2031-06-30', area: '汶上县' };
    const command = await changed('wen-reviewer', { roles: ['reviewer', 'liaison'], credential });
    expect((await send('wen-reviewer', command)).status).toBe(200);
    expect(await officer('wen-reviewer')).toMatchObject({ valid_to: '2031-06-30', area: '汶上县' });
    expect(((await here.get('/api/session')).body as { roles: string[] }).roles).toEqual([
      'reviewer',
      'liaison',
    ]);
    expect((await lastFacts(2)).map(([type]) => type)).toEqual(['account-changed', 'officer-changed']);
    expect(codeOf(await send('wen-reviewer', command))).toBe('422 nothing-changed');
    expect((await view('wen-reviewer')).timeline.map(({ label }) => label)).toEqual([
      '变更执法人员',
      '变更账号',
      '登记执法人员',
      '开立账号',
    ]);
    expect(await differingRows(office)).toEqual([]);
  });

  test('收回证件，名录除名；发给证件，名录登记', async () => {
    expect((await send('wen-approver', await changed('wen-approver', { credential: null }))).status).toBe(
      200,
    );
    expect(await officer('wen-approver')).toBeUndefined();
    const credential = { number: '鲁H演示0104', validTo: '2030-01-01', area: '' };
    await send('wen-approver', await changed('wen-approver', { credential }));
    expect(await officer('wen-approver')).toMatchObject({
      valid_to: '2030-01-01',
      area: '山东省济宁市汶上县',
    });
    expect(await differingRows(office)).toEqual([]);
  });

  test.each([
    ['管理员兼任办案岗位', { roles: ['system-administrator', 'handler'] }, '422 roles-not-separated'],
    ['不认识的岗位', { roles: ['king'] }, '400 bad-request'],
    ['没有岗位', { roles: [] }, '400 bad-request'],
    ['没有的机构', { unit: 'nowhere' }, '400 bad-request'],
    ['多余的字段', { login: 'other' }, '400 bad-request'],
  ])('不收：%s', async (_, changes, code) => {
    const before = (await facts()).length;
    expect(codeOf(await send('wen-handler', await changed('wen-handler', changes)))).toBe(code);
    expect((await facts()).length).toBe(before);
  });

  test('看见之后别人改过：不覆盖', async () => {
    const { version } = await view('wen-liaison');
    const [one, two] = [
      await changed('wen-liaison', { post: '甲' }),
      await changed('wen-liaison', { post: '乙' }),
    ];
    expect((await send('wen-liaison', one, { expectedVersion: version })).status).toBe(200);
    expect(codeOf(await send('wen-liaison', two, { expectedVersion: version }))).toBe('409 version-conflict');
    expect((await view('wen-liaison')).post).toBe('甲');
  });

  test('别局的人、没有的人，一样是没有找到；不是系统管理员，看得到也办不了', async () => {
    const elsewhere = await office.signIn('nan-admin');
    const command = { type: 'deactivate-person', reason: '越界试试' };
    const answers = [
      await elsewhere.get(`/api/people/${idOf('wen-handler')}`),
      await elsewhere.get('/api/people/nobody'),
    ];
    expect(answers.map(codeOf)).toEqual(['404 not-found', '404 not-found']);
    expect(answers[0]?.text).toBe(answers[1]?.text);
    expect(codeOf(await send('wen-handler', command, {}, elsewhere))).toBe('404 not-found');
    const security = await office.signIn('wen-security');
    expect((await view('wen-handler', security)).name).toBe('周明远');
    expect(codeOf(await send('wen-handler', command, {}, security))).toBe('422 not-permitted');
  });
});
