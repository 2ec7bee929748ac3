import { randomUUID } from 'node:crypto';
import type { ApprovalOutcome, ApprovalPreview } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleRow } from '../exchange/sample-row.ts';
import { readStream } from '../journal/read-stream.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import type { Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let approver: Visitor;
let rows: readonly { id: string; number: string; version: number; missing: string[] }[];
beforeAll(async () => {
  office = await openOffice();
  office.setClock('2026-11-22');
  const liaison = await office.signIn('wen-liaison');
  approver = await office.signIn('wen-approver');
  const lines = [1, 2, 3, 4, 5].map((n) => ({
    ...sampleRow('penalty', n),
    ...(n === 5 ? { CF_SY: '' } : {}),
  }));
  const bytes = Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n'));
  await liaison.upload('/api/imports', { name: 'a.jsonl', bytes });
  rows = await office.asOwner(
    `select id, number, version, missing from publication where origin = 'import' and bureau = 'wenshang' order by cardinality(missing), number`,
  );
});
afterAll(() => office.close());

const preview = async (ids: readonly string[], by = approver) =>
  (await by.post('/api/publications/approvals/previews', { publications: ids }))
    .body as readonly ApprovalPreview[];
const item = ({ id, version }: { id: string; version: number }, commandId: string = randomUUID()) => ({
  id: commandId,
  publication: id,
  expectedVersion: version,
});
const approve = (items: readonly object[], by = approver) =>
  by.post('/api/publications/approvals', { items });
const outcomes = async (items: readonly object[], by = approver) =>
  (await approve(items, by)).body as readonly ApprovalOutcome[];
const published = async () =>
  (
    await office.asOwner<{ n: number }>(
      `select count(*)::int as n from published_result where origin = 'import' and bureau = 'wenshang'`,
    )
  )[0]?.n;

test('核对：逐件写明将公开什么、不公开什么，缺要素的说明不能批；核对不公开任何一件', async () => {
  const shown = await preview(rows.map(({ id }) => id));
  expect(shown.map(({ refusal }) => refusal?.code)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    'incomplete',
  ]);
  expect(shown[0]?.fields.length).toBeGreaterThan(5);
  expect(shown[0]?.number).toBe(rows[0]?.number);
  expect(await published()).toBe(0);
});

test('核对所见的，就是批准后公开的', async () => {
  const [row] = rows;
  if (row === undefined) throw new Error('no row');
  const [shown] = await preview([row.id]);
  expect(await outcomes([item(row)])).toEqual([{ publication: row.id }]);
  const [page] = await office.asOwner<{ fields: { name: string; value: string }[] }>(
    `select body -> 'fields' as fields from published_result where id = $1`,
    [row.id],
  );
  expect(page?.fields.map(({ name, value }) => [name, value]).sort()).toEqual(
    shown?.fields.map(({ name, value }) => [name, value]).sort(),
  );
});

test('逐件办理：每件一条命令、一个事实；有一件不能批，别的照批；重发不重办', async () => {
  const [, second, third, , incomplete] = rows;
  if (second === undefined || third === undefined || incomplete === undefined) throw new Error('no rows');
  const strange = { id: randomUUID(), version: 1 };
  const items = [item(second), item(incomplete), item(strange), { ...item(third), expectedVersion: 9 }];
  const first = await outcomes(items);
  expect(first.map(({ refusal }) => refusal?.code)).toEqual([
    undefined,
    'incomplete',
    'not-found',
    'version-conflict',
  ]);
  expect(await outcomes(items)).toEqual(first);
  expect(await published()).toBe(2);
  const facts = await readStream(office.databases.worker, `publication/${second.id}`);
  expect(facts.filter(({ fact }) => fact.type === 'result-published')).toHaveLength(1);
  expect(
    await office.asOwner('select stream, actor from journal where command_id = $1 and asked is not null', [
      items[0]?.id,
    ]),
  ).toEqual([{ stream: `publication/${second.id}`, actor: 'person-wen-approver' }]);
});

test('录入的人、别的岗位、别局的人，一件也批不了', async () => {
  const fourth = rows[3];
  if (fourth === undefined) throw new Error('no row');
  await office.asOwner(`update person set roles = '{liaison,approver}' where login = 'wen-liaison'`);
  const importer = await office.signIn('wen-liaison');
  expect((await preview([fourth.id], importer))[0]?.refusal?.code).toBe('own-work');
  expect((await outcomes([item(fourth)], importer))[0]?.refusal?.code).toBe('own-work');
  const elsewhere = await office.signIn('nan-approver');
  expect((await outcomes([item(fourth)], elsewhere))[0]?.refusal?.code).toBe('not-found');
  expect(await preview([fourth.id], elsewhere)).toEqual(
    (await preview([randomUUID()], elsewhere)).map((one) => ({ ...one, id: fourth.id })),
  );
  expect((await approve([item(fourth)], await office.signIn('wen-handler'))).status).toBe(422);
  expect(await published()).toBe(2);
});

test('一次最多五十件，同一件不能列两次；目录可以只看外部导入的', async () => {
  const [first] = rows;
  if (first === undefined) throw new Error('no row');
  expect((await approve([])).status).toBe(400);
  expect((await approve([item(first), item(first)])).status).toBe(400);
  expect(
    (await approve(Array.from({ length: 51 }, () => item({ id: randomUUID(), version: 1 })))).status,
  ).toBe(400);
  const listed = (await approver.get('/api/publications?state=drafted&origin=import')).body as {
    rows: { origin: string; state: string }[];
  };
  expect(listed.rows.map(({ origin, state }) => `${origin} ${state}`)).toEqual([
    'import imported',
    'import imported',
  ]);
});
