import { randomUUID } from 'node:crypto';
import type { CaseRow, CaseView, Page, WorklistReply } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeAs } from '../people/see-as.ts';
import { act, caseOf, picture } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let caseId: string;
let head: Visitor;
let guest: Visitor;

beforeAll(async () => {
  office = await openOffice();
  caseId = (await caseOf(office, '示例铸造')).id;
  head = await office.signIn('wen-approver');
  guest = await office.signIn('sip-handler');
});
afterAll(() => office.close());

const administrators = ['system-administrator', 'security-administrator', 'audit-administrator'] as const;
const name = (more: object = {}) => ({
  type: 'name-participant',
  as: 'joint',
  body: 'siping',
  reason: '同一线索跨区域，联合查处',
  ...more,
});
const end = { type: 'end-participant', body: 'siping', reason: '联合查处已经结束' };
const uploaded = async (who: Visitor) =>
  (await who.upload('/api/evidence', { name: 'a.png', bytes: picture(randomUUID()) })).body as {
    readonly evidenceId: string;
  };
const attach = async (who: Visitor) =>
  await act(office, who, caseId, {
    type: 'attach-record',
    requirement: 'other',
    name: '联合检查照片',
    attachment: await uploaded(who),
  });
const codeOf = ({ body }: { readonly body: unknown }) => (body as { code?: string }).code;
const listed = async (who: Visitor) =>
  (
    (await who.get('/api/cases?state=all&q=%E7%A4%BA%E4%BE%8B%E9%93%B8%E9%80%A0')).body as Page<CaseRow>
  ).rows.map(({ id }) => id);
/** What the database itself shows the guest's bureau of the case. */
const seenRows = async () => {
  const viewer = { id: 'person-sip-handler', bureau: 'siping' };
  const { rows } = await seeAs(office.databases, viewer, (db) =>
    db.query<{ n: number }>(`select count(*)::int as n from journal where stream = $1`, [`case/${caseId}`]),
  );
  return rows[0]?.n;
};
const waiting = async (who: Visitor) =>
  ((await who.get('/api/worklist')).body as WorklistReply).joined.map(({ id, from, as, can }) => [
    id,
    from,
    as,
    can,
  ]);

test('没有列为参与单位的，看不到，办不了，也不能自己把自己列进来', async () => {
  expect((await guest.get(`/api/cases/${caseId}`)).status).toBe(404);
  expect(await listed(guest)).toEqual([]);
  const boss = await office.signIn('sip-approver');
  for (const who of [guest, boss]) expect((await act(office, who, caseId, name())).status).toBe(404);
  expect((await attach(guest)).status).toBe(404);
  for (const login of ['wen-handler', 'wen-reviewer', 'wen-legal', 'wen-admin'])
    expect((await act(office, await office.signIn(login), caseId, name())).status, login).toBe(422);
  for (const change of [
    { body: 'wenshang' },
    { body: 'nowhere' },
    { as: 'superior' },
    { reason: '' },
    { body: 'x'.repeat(500) },
  ])
    expect((await act(office, head, caseId, name(change))).status, JSON.stringify(change)).toBe(422);
});

test('确定为联合办理机关以后，其办案人员看得到本案、在待办里、可以补入记录；管理员照样看不到内容', async () => {
  const named = await act(office, head, caseId, name());
  expect(named.status, named.text).toBe(200);
  const view = (await guest.get(`/api/cases/${caseId}`)).body as CaseView;
  expect(view.participants.map(({ label, name: called, since }) => [label, called, since])).toEqual([
    ['承办机关', '汶上县工业和信息化局', null],
    ['联合办理机关', '四平市工业和信息化局', '2025-10-10'],
  ]);
  expect(view.actions.filter(({ enabled }) => enabled).map(({ command }) => command)).toEqual([
    'attach-record',
  ]);
  expect(await listed(guest)).toEqual([caseId]);
  expect(await seenRows()).toBe(4);
  expect(await waiting(guest)).toEqual([[caseId, '汶上县工信局', '联合办理机关', '补入记录']]);
  const done = await attach(guest);
  expect(done.status, done.text).toBe(200);
  const shown = (await head.get(`/api/cases/${caseId}`)).body as CaseView;
  expect(shown.timeline[0]).toMatchObject({ label: '补入记录', by: '姜北辰' });
  expect((await head.get(`/api/evidence/${shown.evidence.at(-1)?.id}`)).status).toBe(200);
  await office.asOwner(
    `insert into person (id, bureau, unit, login, name, post, password_hash, roles)
     select 'person-' || r, p.bureau, p.unit, r, r, '', p.password_hash, array[r]
     from person p, unnest($1::text[]) as r where p.login = 'sip-handler'`,
    [administrators],
  );
  for (const login of administrators)
    expect((await (await office.signIn(login)).get(`/api/cases/${caseId}`)).text, login).not.toContain(
      '示例铸造',
    );
});

test('参与单位只办表上所许的：不能决定、送达、确定或者结束参与；第三家仍看不到', async () => {
  const boss = await office.signIn('sip-approver');
  for (const command of [
    name({ body: 'nandagang' }),
    end,
    { type: 'propose-erasure' },
    { type: 'submit-report' },
  ])
    for (const who of [guest, boss])
      expect(['other-bureau', 'not-permitted', 'wrong-stage', 'bad-input'], command.type).toContain(
        codeOf(await act(office, who, caseId, command)),
      );
  const { participants } = (await head.get(`/api/cases/${caseId}`)).body as CaseView;
  expect(participants.map(({ body }) => body)).toEqual(['wenshang', 'siping']);
  expect((await (await office.signIn('nan-handler')).get(`/api/cases/${caseId}`)).status).toBe(404);
  expect((await (await office.signIn('sip-liaison')).get('/api/publications?state=all')).text).not.toContain(
    '汶上',
  );
});

test('结束参与以后：看不到、办不了，补入的记录和经办人的姓名留在案卷里；数据库也不再给看', async () => {
  expect((await act(office, head, caseId, end)).status).toBe(200);
  expect((await guest.get(`/api/cases/${caseId}`)).status).toBe(404);
  expect((await attach(guest)).status).toBe(404);
  expect(await listed(guest)).toEqual([]);
  expect(await waiting(guest)).toEqual([]);
  expect(await seenRows()).toBe(0);
  const view = (await head.get(`/api/cases/${caseId}`)).body as CaseView;
  expect(view.participants).toEqual([]);
  expect(view.timeline.find(({ label }) => label === '补入记录')?.by).toBe('姜北辰');
  expect(office.errors).toEqual([]);
});

test('行政处罚法 第二十条 委托：没有委托书要素的拒绝并注明条文；期满后看得到、不得再办', async () => {
  const letter = {
    as: 'entrusted',
    letter: '汶工信委字〔2025〕1号',
    scope: '在本案调查取证阶段补充记录',
    until: '2025-10-13',
    announcedAt: '县政府网站',
  };
  const refused = await act(office, head, caseId, name({ as: 'entrusted' }));
  expect(refused.body).toMatchObject({ code: 'bad-input', cite: { article: '第二十条第二款' } });
  expect((await act(office, head, caseId, name(letter))).status).toBe(200);
  expect((await attach(guest)).status).toBe(200);
  office.setClock('2025-10-14');
  expect((await guest.get(`/api/cases/${caseId}`)).status).toBe(200);
  expect(codeOf(await attach(guest))).toBe('entrustment-ended');
  expect(await waiting(guest)).toEqual([]);
});

test('重建与现有的各表相同', async () => {
  expect(await differingRows(office)).toEqual([]);
});
