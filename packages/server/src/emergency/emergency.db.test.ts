import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { caseOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import type { Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let id: string;
let number: string;
beforeAll(async () => {
  office = await openOffice();
  ({ id } = await caseOf(office, '示例纺织'));
  number =
    (await office.asOwner<{ number: string }>(`select number from case_file where id = $1`, [id]))[0]
      ?.number ?? '';
});
afterAll(() => office.close());

const confirmer = { login: 'wen-security', password: DEMONSTRATION_PASSWORD };
const ask = (visitor: Visitor, given: Readonly<Record<string, unknown>> = {}) =>
  visitor.post('/api/emergency-access', {
    id: randomUUID(),
    caseNumber: number,
    reason: '当事人反映页面打不开，核对数据。',
    hours: 2,
    confirmer,
    ...given,
  });
const codeOf = (answer: { body: unknown }) => (answer.body as { code?: string }).code;

test('没有第二人当场确认的打不开：本人、别的岗位、密码不对、别的机关都不行；超过四小时、没有理由也不行', async () => {
  const admin = await office.signIn('wen-admin');
  expect((await admin.get(`/api/cases/${id}`)).status).toBe(422);
  for (const wrong of [
    { login: 'wen-admin', password: DEMONSTRATION_PASSWORD },
    { login: 'wen-audit', password: DEMONSTRATION_PASSWORD },
    { login: 'wen-approver', password: DEMONSTRATION_PASSWORD },
    { login: 'nan-approver', password: DEMONSTRATION_PASSWORD },
    { login: 'wen-security', password: 'wrong-password' },
  ])
    expect((await ask(admin, { confirmer: wrong })).status, wrong.login).toBeGreaterThanOrEqual(400);
  for (const given of [{ hours: 5 }, { hours: 0 }, { reason: '' }, { caseNumber: '没有这个案号' }])
    expect((await ask(admin, given)).status, JSON.stringify(given)).toBe(400);
  for (const other of ['wen-security', 'wen-handler', 'wen-approver'])
    expect((await ask(await office.signIn(other))).status, other).toBe(422);
  expect((await admin.get(`/api/cases/${id}`)).status).toBe(422);
});

test('确认之后只打开这一件的页面，给这一人；别的案件、文书、办理照旧不行；到时自行关闭', async () => {
  const admin = await office.signIn('wen-admin');
  const opened = await ask(admin);
  expect(opened.status, opened.text).toBe(201);
  expect((await admin.get(`/api/cases/${id}`)).status).toBe(200);
  const [other] = await office.asOwner<{ id: string }>(
    `select id from case_file where bureau = 'wenshang' and id <> $1 limit 1`,
    [id],
  );
  expect((await admin.get(`/api/cases/${other?.id}`)).status).toBe(422);
  const [document] = await office.asOwner<{ id: string }>(
    `select id from document where stream = $1 limit 1`,
    [`case/${id}`],
  );
  expect((await admin.get(`/api/documents/${document?.id}`)).status).toBe(422);
  const view = (await admin.get(`/api/cases/${id}`)).body as { version: number; actions: unknown[] };
  expect(view.actions).toEqual([]);
  expect(codeOf(await (await office.signIn('wen-audit')).get(`/api/cases/${id}`))).toBe('administrator');
  office.setClock('2025-10-10T11:00:01+08:00');
  expect((await admin.get(`/api/cases/${id}`)).status).toBe(422);
});

test('入存证和审计流；事后审计管理员和本案的人看得到谁、何时、为何、谁确认', async () => {
  const [fact] = await office.asOwner<{ bytes: Buffer }>(
    `select bytes from journal where type = 'emergency-access-opened'`,
  );
  expect(fact?.bytes.toString('utf8')).toContain('"confirmedBy":"person-wen-security"');
  expect(fact?.bytes.toString('utf8')).not.toContain('当事人反映');
  const reads = await office.asOwner<{ n: number }>(
    `select count(*)::int as n from audit_read where action = 'emergency-view' and subject = $1`,
    [`case/${id}`],
  );
  expect(reads[0]?.n).toBe(2);
  const listed = await (await office.signIn('wen-audit')).get('/api/emergency-access');
  expect(listed.body).toMatchObject({
    rows: [{ caseNumber: number, confirmedBy: '安全管理员（汶）', isOpen: false }],
  });
  const seen = (await (await office.signIn('wen-handler')).get(`/api/cases/${id}`)).body as {
    emergencies: unknown[];
  };
  expect(seen.emergencies).toMatchObject([
    { person: '系统管理员（汶）', reason: '当事人反映页面打不开，核对数据。' },
  ]);
});

test('系统管理员不能独自重置安全管理员、审计管理员的密码：由另一名当场确认，确认人入存证', async () => {
  const admin = await office.signIn('wen-admin');
  const reset = async (given: object) => {
    const { version } = (await admin.get('/api/people/person-wen-audit')).body as { version: number };
    return await admin.post('/api/people/person-wen-audit/commands', {
      id: randomUUID(),
      expectedVersion: version,
      command: { type: 'reset-password', password: 'one-time-word', ...given },
    });
  };
  expect(codeOf(await reset({}))).toBe('second-person-needed');
  expect(codeOf(await reset({ confirmer: { login: 'wen-audit', password: DEMONSTRATION_PASSWORD } }))).toBe(
    'second-person-needed',
  );
  expect(
    (await reset({ confirmer: { login: 'wen-approver', password: DEMONSTRATION_PASSWORD } })).status,
  ).toBe(422);
  expect(
    (await office.stranger().post('/api/session', { login: 'wen-audit', password: DEMONSTRATION_PASSWORD }))
      .status,
  ).toBe(200);
  const done = await reset({ confirmer: { ...confirmer, part: 'second-part' } });
  expect(done.status, done.text).toBe(200);
  const [fact] = await office.asOwner<{ bytes: Buffer }>(
    `select bytes from journal where type = 'password-reset' order by version desc limit 1`,
  );
  expect(fact?.bytes.toString('utf8')).toContain('"confirmedBy":"person-wen-security"');
  expect(fact?.bytes.toString('utf8')).not.toContain('one-time-word');
});
