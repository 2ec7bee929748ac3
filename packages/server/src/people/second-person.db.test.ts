import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { readStream } from '../journal/read-stream.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import type { Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let admin: Visitor;
beforeAll(async () => {
  office = await openOffice();
  admin = await office.signIn('wen-admin');
});
afterAll(() => office.close());

const by = (login: string, password = DEMONSTRATION_PASSWORD) => ({ confirmer: { login, password } });
/** Who confirms sets the second part of the one-time password too. */
const halvedBy = (login: string, password = DEMONSTRATION_PASSWORD) => ({
  confirmer: { login, password, part: 'second-part' },
});
const register = (login: string, role: string, given: object = {}) =>
  admin.post('/api/people', {
    login,
    name: `新${login}`,
    unit: 'office',
    roles: [role],
    password: 'first-password',
    ...given,
  });
const personOf = async (login: string) =>
  (await office.asOwner<{ id: string }>(`select id from person where login = $1`, [login]))[0]?.id ?? '';
const send = async (login: string, command: object) => {
  const id = await personOf(login);
  const { version } = (await admin.get(`/api/people/${id}`)).body as { version: number };
  return admin.post(`/api/people/${id}/commands`, { id: randomUUID(), expectedVersion: version, command });
};
const codeOf = ({ body }: { body: unknown }) => (body as { code?: string }).code;
const lastFact = async () => {
  const last = (await readStream(office.databases.worker, 'bureau/wenshang')).at(-1)?.fact;
  return [last?.type, last?.data.confirmedBy];
};
const asIs = { name: '改名某', post: '', unit: 'office', credential: null };

test.each(['system-administrator', 'security-administrator', 'audit-administrator'])(
  '登记%s：一人办不成，办案岗位、系统管理员、别的机关、错的密码都确认不了；确认人入存证',
  async (role) => {
    const login = `new-${role.slice(0, 3)}`;
    expect(codeOf(await register(login, role))).toBe('second-person-needed');
    for (const wrong of [
      halvedBy('wen-admin'),
      halvedBy('wen-approver'),
      halvedBy('nan-approver'),
      halvedBy('wen-security', 'wrong-password'),
    ])
      expect((await register(login, role, wrong)).status).toBeGreaterThanOrEqual(400);
    expect(await personOf(login)).toBe('');
    expect(codeOf(await register(login, role, by('wen-audit')))).toBe('second-part-needed');
    const done = await register(login, role, halvedBy('wen-audit'));
    expect(done.status, done.text).toBe(201);
    expect(await lastFact()).toEqual(['account-opened', 'person-wen-audit']);
  },
);

test('办案人员照旧一人登记，不必确认', async () => {
  expect((await register('new-handler', 'handler')).status).toBe(201);
  expect(await lastFact()).toEqual(['account-opened', undefined]);
});

test('改任为管理员、由管理员改任、改名、停用、恢复、重置密码：都要另一类管理员确认，被办的人自己不能确认', async () => {
  const steps: readonly (readonly [string, string, object, string])[] = [
    [
      'new-handler',
      'account-changed',
      { type: 'change-person', ...asIs, roles: ['audit-administrator'] },
      'wen-security',
    ],
    ['new-handler', 'account-deactivated', { type: 'deactivate-person', reason: '调离' }, 'wen-audit'],
    ['new-handler', 'account-reactivated', { type: 'reactivate-person', reason: '调回' }, 'wen-audit'],
    [
      'new-sys',
      'account-changed',
      { type: 'change-person', ...asIs, roles: ['system-administrator'] },
      'wen-security',
    ],
    ['new-sys', 'password-reset', { type: 'reset-password', password: 'one-time-word' }, 'wen-audit'],
    ['new-handler', 'account-changed', { type: 'change-person', ...asIs, roles: ['handler'] }, 'wen-audit'],
  ];
  for (const [login, type, command, confirmer] of steps) {
    expect(codeOf(await send(login, command)), type).toBe('second-person-needed');
    const confirmed = type === 'password-reset' ? halvedBy(confirmer) : by(confirmer);
    const done = await send(login, { ...command, ...confirmed });
    expect(done.status, done.text).toBe(200);
    expect(await lastFact()).toEqual([type, `person-${confirmer}`]);
  }
  const own = { type: 'reset-password', password: 'one-time-word', ...halvedBy('wen-audit') };
  expect(codeOf(await send('wen-audit', own))).toBe('second-person-needed');
  expect(JSON.stringify(await office.asOwner('select * from journal'))).not.toContain(DEMONSTRATION_PASSWORD);
});
