import type { CaseView, WorklistReply } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeAs } from '../people/see-as.ts';
import { act, copyCase } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let caseId: string;
let head: Visitor;
let superior: Visitor;

/** A case of 南大港 in which its superior takes no part yet. */
beforeAll(async () => {
  office = await openOffice();
  const [row] = await office.asOwner<{ id: string }>(
    `select id from case_file where bureau = 'nandagang' and kind = 'permit' order by opened_on limit 1`,
  );
  caseId = await copyCase(office, row?.id ?? '', 'opinion-submitted', (fact) =>
    fact.version === 1
      ? { ...fact, data: { ...fact.data, participants: [{ body: 'nandagang', as: 'handling' }] } }
      : fact,
  );
  head = await office.signIn('nan-approver');
  superior = await office.signIn('cang-seal');
});
afterAll(() => office.close());

const ask = { type: 'ask-supervision', reason: '信访件，报请督办' };
const codeOf = ({ body }: { readonly body: unknown }) => (body as { code?: string }).code;
const seenRows = async () => {
  const viewer = { id: 'person-cang-seal', bureau: 'cangzhou' };
  const { rows } = await seeAs(office.databases, viewer, (db) =>
    db.query<{ n: number }>(`select count(*)::int as n from journal where stream = $1`, [`case/${caseId}`]),
  );
  return rows[0]?.n ?? 0;
};
const reads = async () =>
  await office.asOwner<{ person: string; bureau: string }>(
    `select person, bureau from audit_read where action = 'view-case' and subject = $1 and person = 'person-cang-seal'`,
    [`case/${caseId}`],
  );

test('没有督办的案件，上级机关看不到、不能自己督办，数据库也不给看；别局的人更不行', async () => {
  expect((await superior.get(`/api/cases/${caseId}`)).status).toBe(404);
  expect(await seenRows()).toBe(0);
  for (const login of ['cang-seal', 'sip-approver', 'wen-approver', 'cang-admin'])
    for (const command of [ask, { type: 'open-supervision', reason: '督办' }])
      expect((await act(office, await office.signIn(login), caseId, command)).status, login).toBe(404);
  for (const login of ['nan-handler', 'nan-reviewer', 'nan-legal', 'nan-admin'])
    expect([404, 422], login).toContain((await act(office, await office.signIn(login), caseId, ask)).status);
  for (const reason of ['', 'x'.repeat(20_001), 7])
    expect((await act(office, head, caseId, { ...ask, reason })).status).toBe(422);
  expect((await act(office, head, caseId, { ...ask, body: 'siping' })).status).toBe(422);
});

test('报请督办以后，上级机关看得到、只看不办，每一次查看都记入承办机关的查阅记录', async () => {
  const asked = await act(office, head, caseId, ask);
  expect(asked.status, asked.text).toBe(200);
  const view = (await superior.get(`/api/cases/${caseId}`)).body as CaseView;
  expect(view.participants.map(({ label, name, since }) => [label, name, since])).toEqual([
    ['承办机关', '沧州质量技术监督局南大港管理区分局', null],
    ['监督机关', '沧州市质量技术监督局', '2025-10-10'],
  ]);
  expect(view.actions.filter(({ enabled }) => enabled).map(({ command }) => command)).toEqual([
    'end-supervision',
  ]);
  expect(view.timeline[0]).toMatchObject({ label: '确定参与单位', by: '何文达' });
  expect(view.timeline[0]?.detail).toContain('信访件，报请督办');
  expect(await seenRows()).toBeGreaterThan(0);
  expect(await reads()).toEqual([{ person: 'person-cang-seal', bureau: 'nandagang' }]);
  await superior.get(`/api/cases/${caseId}`);
  expect(await reads()).toHaveLength(2);
  const list = (await superior.get('/api/worklist')).body as WorklistReply;
  expect(list.joined.map(({ id, as, can }) => [id, as, can])).toEqual([[caseId, '监督机关', '结束督办']]);
  for (const type of [
    'attach-record',
    'approve-opinion',
    'serve-document',
    'make-permit-decision',
    'close-case',
  ])
    expect(['other-bureau', 'not-permitted', 'wrong-stage'], type).toContain(
      codeOf(await act(office, superior, caseId, { type })),
    );
  expect((await (await office.signIn('sip-approver')).get(`/api/cases/${caseId}`)).status).toBe(404);
  expect(codeOf(await act(office, head, caseId, { type: 'end-supervision', reason: '不要了' }))).toBe(
    'not-permitted',
  );
});

test('上级机关结束督办以后看不到，督办的记录留在案卷里；重建与现有的各表相同', async () => {
  expect(
    (await act(office, superior, caseId, { type: 'end-supervision', reason: '已依法办理' })).status,
  ).toBe(200);
  expect((await superior.get(`/api/cases/${caseId}`)).status).toBe(404);
  expect(await seenRows()).toBe(0);
  const view = (await head.get(`/api/cases/${caseId}`)).body as CaseView;
  expect(view.participants).toEqual([]);
  expect(view.timeline[0]).toMatchObject({ label: '结束参与' });
  expect(await differingRows(office)).toEqual([]);
  expect(office.errors).toEqual([]);
});
