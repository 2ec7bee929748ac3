import { randomUUID } from 'node:crypto';
import type { PublicationView } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { actOnPublication } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Answer, Visitor } from '../testing/visitor.ts';
import { sampleRow } from './sample-row.ts';

let office: TestOffice;
let liaison: Visitor;
let draft: string;

const row = (changes: Record<string, string> = {}) => ({ ...sampleRow('penalty', 30_042), ...changes });
const upload = (rows: readonly object[], fields: Record<string, string> = {}) =>
  liaison.upload(
    '/api/imports',
    { name: 'a.jsonl', bytes: Buffer.from(rows.map((one) => JSON.stringify(one)).join('\n')) },
    fields,
  );
const codesIn = (answer: Answer) =>
  (answer.body as { findings: { row: number; code: string }[] }).findings.map(({ code }) => code);
const states = async () =>
  (
    await office.asOwner<{ state: string }>(
      `select state from publication where origin = 'import' order by state, id`,
    )
  ).map(({ state }) => state);
const discard = { type: 'discard-draft', reason: '与另一条是同一件。' };

beforeAll(async () => {
  office = await openOffice();
  office.setClock('2026-11-22');
  liaison = await office.signIn('wen-liaison');
  await upload([row({ CF_WSH: '待编甲' }), row({ CF_WSH: '待编乙' })]);
  const [first] = await office.asOwner<{ id: string }>(
    `select id from publication where state = 'incomplete' and state_body #>> '{fields,CF_WSH}' = '待编甲'`,
  );
  draft = first?.id ?? '';
});
afterAll(() => office.close());

test('没有这份权的岗位、别的局的人、没有的草稿、没有理由、看不见的理由、过长的理由、已经公示的，都作废不了', async () => {
  for (const login of ['wen-approver', 'wen-handler', 'wen-admin', 'nan-liaison'])
    expect([404, 422], login).toContain(
      (await actOnPublication(office, await office.signIn(login), draft, discard)).status,
    );
  for (const reason of ['', ' \u200b', 'x'.repeat(30_000), 7])
    expect((await actOnPublication(office, liaison, draft, { ...discard, reason })).status).toBe(422);
  const unknown = await liaison.post(`/api/publications/${randomUUID()}/commands`, commandOf(1, discard));
  expect(unknown.status).toBe(404);
  const [shown] = await office.asOwner<{ id: string }>(
    `select id from publication where state = 'published' and bureau = 'wenshang' limit 1`,
  );
  expect((await actOnPublication(office, liaison, shown?.id ?? '', discard)).status).toBe(422);
  expect(await states()).toEqual(['incomplete', 'incomplete']);
  expect(office.errors).toEqual([]);
});

test('分不清的草稿作废一条，记下谁、为什么；重发得到同样的答复；剩下的一条在下次导入时补全', async () => {
  expect(codesIn(await upload([row()], { dryRun: 'yes' }))).toEqual(['ambiguous-draft']);
  const [{ version } = { version: 0 }] = await office.asOwner<{ version: number }>(
    'select version from publication where id = $1',
    [draft],
  );
  const lacking = (await liaison.get(`/api/publications/${draft}`)).body as PublicationView;
  expect(lacking.missing.length).toBeGreaterThan(0);
  expect(lacking.missing.join()).not.toMatch(/CF_/);
  const command = commandOf(version, discard);
  const first = await liaison.post(`/api/publications/${draft}/commands`, command);
  expect(first.status, first.text).toBe(200);
  expect((await liaison.post(`/api/publications/${draft}/commands`, command)).body).toEqual(first.body);
  const view = (await liaison.get(`/api/publications/${draft}`)).body as PublicationView;
  expect(view.missing).toEqual([]);
  expect(view.timeline[0]).toMatchObject({ label: '作废导入的草稿', detail: discard.reason });
  expect(view.actions.filter(({ enabled }) => enabled).map(({ command: type }) => type)).not.toContain(
    'discard-draft',
  );
  const listed = (await liaison.get('/api/publications?state=discarded')).body as {
    rows: { id: string; missing: string[] }[];
  };
  expect(listed.rows).toMatchObject([{ id: draft, missing: [] }]);
  const open = (await liaison.get('/api/publications?state=incomplete')).body as { rows: { id: string }[] };
  expect(open.rows.map(({ id }) => id)).not.toContain(draft);
  const completed = await upload([row()]);
  expect(codesIn(completed)).toEqual(['replaces-draft']);
  expect(await states()).toEqual(['discarded', 'imported']);
});

test('作废的不能批准、不能再作废；重新导入同一行即恢复，接在原来那一条上', async () => {
  const approver = await office.signIn('wen-approver');
  expect((await actOnPublication(office, approver, draft, { type: 'approve-publication' })).status).toBe(422);
  expect((await actOnPublication(office, liaison, draft, discard)).body).toMatchObject({
    code: 'not-offered',
  });
  const before = (await states()).length;
  const again = await upload([row({ CF_WSH: '待编甲' })]);
  expect(codesIn(again)).toContain('replaces-draft');
  expect(again.text).toContain('先前已作废');
  expect((await states()).length).toBe(before);
  const [now] = await office.asOwner<{ state: string }>('select state from publication where id = $1', [
    draft,
  ]);
  expect(now?.state).toBe('incomplete');
  expect(await differingRows(office)).toEqual([]);
});
