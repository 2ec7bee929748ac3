import { randomUUID } from 'node:crypto';
import type { WitnessesReply } from '@mingjing/api';
import { makeSigner } from '@mingjing/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../../demo/demonstration-people.ts';
import { openOffice, type TestOffice } from '../../testing/office.ts';
import type { Visitor } from '../../testing/visitor.ts';

let office: TestOffice;
let security: Visitor;
beforeAll(async () => {
  office = await openOffice();
  security = await office.signIn('wen-security');
});
afterAll(() => office?.close());

const vkey = makeSigner('witness.test/city', new Uint8Array(32).fill(3), 'cosignature').vkey;
const confirmer = { login: 'wen-admin', password: DEMONSTRATION_PASSWORD };
const naming = (changes: object = {}) => ({
  type: 'name-witness',
  name: '济宁市工信局',
  body: '济宁市工业和信息化局',
  vkey,
  quorum: 1,
  confirmer,
  ...changes,
});
const view = async () => (await security.get('/api/witnesses')).body as WitnessesReply;
const recorded = async () => {
  const [row] = await office.asOwner<{ n: number }>(
    `select count(*)::int as n from journal where type in ('witness-named', 'witness-ended')`,
  );
  return row?.n;
};

test('指定见证方的门、全量校验的门：缺的、多的、过大的、不合格式的、别的机关的、没有登录的，一样也不收，也不出错', async () => {
  const { version } = await view();
  const whole = { id: randomUUID(), expectedVersion: version, command: naming() };
  const bodies: unknown[] = [
    {},
    [],
    null,
    'x',
    { ...whole, id: 'x' },
    { ...whole, expectedVersion: -1 },
    { ...whole, expectedVersion: '1' },
    { ...whole, more: 1 },
    { ...whole, command: naming({ type: 'drop-witness' }) },
    { ...whole, command: naming({ bureau: 'nandagang' }) },
    { ...whole, command: naming({ quorum: 1.5 }) },
    { ...whole, command: naming({ quorum: 1e308 }) },
    { ...whole, command: naming({ name: '' }) },
    { ...whole, command: naming({ name: '甲\nquorum none' }) },
    { ...whole, command: naming({ name: '甲\u2028乙' }) },
    { ...whole, command: naming({ name: '甲 乙' }) },
    { ...whole, command: naming({ body: '长'.repeat(100_000) }) },
    { ...whole, command: naming({ vkey: [vkey] }) },
    { ...whole, command: naming({ vkey: `${vkey}\nlog ${vkey}` }) },
    { ...whole, command: naming({ vkey: '__proto__' }) },
    { ...whole, command: naming({ address: 'file:///etc/passwd' }) },
    { ...whole, command: naming({ address: 'http://169.254.169.254/' }) },
    { ...whole, command: naming({ address: 'javascript:alert(1)' }) },
    { ...whole, command: naming({ confirmer: { ...confirmer, password: 'x'.repeat(1_000_000) } }) },
    { ...whole, command: naming({ confirmer: { login: { $ne: '' }, password: '' } }) },
  ];
  for (const body of bodies) {
    const { status } = await security.post('/api/witnesses', body);
    expect([400, 409, 413, 422], `${JSON.stringify(body)?.slice(0, 150)} ${status}`).toContain(status);
  }
  for (const query of [
    '?bureau=nandagang',
    '?bureau=__proto__',
    '?bureau=%00',
    '?bureau=a&bureau=b',
    `?bureau=${'x'.repeat(3_000)}`,
  ])
    for (const door of ['/api/witnesses', '/api/audit/recheck']) {
      const read = await security.get(`${door}${query}`);
      expect([400, 403, 404], `${door}${query.slice(0, 40)} ${read.status}`).toContain(read.status);
    }
  const elsewhere = await security.post('/api/witnesses?bureau=nandagang', whole);
  expect([400, 403, 404]).toContain(elsewhere.status);
  expect((await office.stranger().post('/api/witnesses', whole)).status).toBe(401);
  expect((await office.stranger().get('/api/audit/recheck')).status).toBe(401);
  for (const method of ['POST', 'PUT', 'DELETE'] as const)
    expect([404, 405]).toContain((await security.send(method, '/api/audit/recheck', {})).status);
  expect(await recorded()).toBe(0);
});

test('一百次乱敲全量校验的门：照样答复，什么也没有多出来', async () => {
  const count = async () =>
    (await office.asOwner<{ n: number }>('select count(*)::int as n from recheck_run'))[0]?.n;
  const before = await count();
  const replies = await Promise.all(Array.from({ length: 100 }, () => security.get('/api/audit/recheck')));
  expect(replies.every(({ status }) => [200, 429].includes(status))).toBe(true);
  expect(await count()).toBe(before);
});

test('指定见证方写到一半断了，断在哪张表都一样：什么也没留下；照原样再提一次就办成，再提多少次也只一件', async () => {
  const tables = ['journal', 'disclosure', 'ledger_pending', 'bureau'];
  const request = { id: randomUUID(), expectedVersion: (await view()).version, command: naming() };
  let broken = 0;
  for (const table of tables) {
    await office.asSuperuser(
      `create function break_off() returns trigger language plpgsql as $$ begin raise exception 'broken off'; end $$;
       create trigger break_off before insert or update on ${table} for each statement execute function break_off()`,
    );
    const { status } = await security.post('/api/witnesses', request);
    await office.asSuperuser(`drop function break_off cascade`);
    if (status === 500) broken += 1;
    expect([table, status, await recorded()]).toEqual([table, 500, 0]);
    expect((await view()).witnesses).toEqual([]);
  }
  expect(broken).toBe(tables.length);
  const done = await security.post('/api/witnesses', request);
  expect(done.status, done.text).toBe(200);
  const again = await Promise.all(Array.from({ length: 5 }, () => security.post('/api/witnesses', request)));
  expect(again.map(({ status, body }) => [status, body])).toEqual(again.map(() => [200, done.body]));
  expect(await recorded()).toBe(1);
});
