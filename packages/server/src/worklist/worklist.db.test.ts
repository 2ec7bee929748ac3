import { readFile } from 'node:fs/promises';
import type { WorklistReply } from '@mingjing/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, caseOf } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** What a worklist says of filing a case away. */
async function filing(login: string, id: string): Promise<readonly string[]> {
  const visitor = await office.signIn(login);
  const { items } = (await visitor.get('/api/worklist')).body as WorklistReply;
  return items.flatMap(({ caseId, duty, what, cite }) =>
    caseId === id && duty?.does === 'file-away'
      ? `${what} ${duty.due} ${cite.regulation}${cite.article}`
      : [],
  );
}

describe('汶上 第十二条 行政执法行为终结之日起 30 日内形成案卷并归档', () => {
  test('结案而未归档的，承办人和本局的档案管理人员的待办都有，写明期限和条文；别人的没有', async () => {
    const { id } = await caseOf(office, '示例纺织');
    const told = ['形成案卷并归档 2025-10-09 汶上县工业和信息化局行政执法全过程记录规定第十二条'];
    expect(await filing('wen-archive', id)).toEqual(told);
    expect(await filing('wen-handler', id)).toEqual(told);
    expect([await filing('nan-archive', id), await filing('wen-legal', id)]).toEqual([[], []]);
  });

  test('登记归档以后不再列出', async () => {
    const { id } = await caseOf(office, '示例纺织');
    const archive = await office.signIn('wen-archive');
    const filed = await act(office, archive, id, { type: 'archive-case', archiveNumber: '汶工信档 2025-1' });
    expect(filed.status, filed.text).toBe(200);
    expect([await filing('wen-archive', id), await filing('wen-handler', id)]).toEqual([[], []]);
  });

  test('不予立案的也是行为终结：没有决定、没有公示，照样要归档', async () => {
    const { id } = await caseOf(office, '示例化工');
    const head = await office.signIn('wen-approver');
    const refused = await act(office, head, id, { type: 'refuse-filing', reason: '没有违法事实。' });
    expect(refused.status, refused.text).toBe(200);
    expect(await filing('wen-archive', id)).toHaveLength(1);
  });
});

describe('汶上公示规定 第七条第（一）项 本月到公示期限的决定，按时几件、还有几件', () => {
  const month = async (login: string) =>
    ((await (await office.signIn(login)).get('/api/worklist')).body as WorklistReply).month;

  test('十月一件尚在期限内；过了最后一日还没有公示的算逾期；到了十一月不再列', async () => {
    const before = { month: 10, onTime: 0, judged: 0, overdue: 0, withinLimit: 1 };
    expect(await month('wen-handler')).toEqual(before);
    expect(await month('wen-legal')).toEqual(before);
    office.setClock('2025-10-15');
    expect(await month('wen-handler')).toEqual({ ...before, judged: 1, overdue: 1, withinLimit: 0 });
    office.setClock('2025-11-03');
    expect(await month('wen-handler')).toBeNull();
  });

  test('别的局的决定不算在内', async () => {
    office.setClock('2025-10-15');
    const [wenshang] = await office.asOwner<{ count: number }>(
      `select count(*)::int as count from decision where bureau = 'wenshang' and due between '2025-10-01' and '2025-10-31'`,
    );
    const [all] = await office.asOwner<{ count: number }>(`select count(*)::int as count from decision`);
    expect(wenshang?.count).toBe(1);
    expect(all?.count).toBeGreaterThan(1);
    expect(await month('sip-handler')).toBeNull();
  });
});

test('案件名称截断处恰是罕用字（名称里常见）：案件照开，全局的人的待办、案件目录照样打得开，名称里没有半个字', async () => {
  const clerk = await office.signIn('nan-window');
  const made = await clerk.post(
    '/api/cases',
    commandOf(0, {
      type: 'receive-application',
      matter: 'industrial-product-licence',
      applicant: { name: '南大港示例有限公司', kind: 'organisation', address: '示例路 9 号' },
      content: `${'申'.repeat(39)}𠮷制品`,
    }),
  );
  expect(made.status, made.text).toBe(201);
  for (const page of ['/api/worklist', '/api/worklist/counts', '/api/cases?state=all'])
    for (const login of ['nan-window', 'nan-handler', 'nan-approver'])
      expect((await (await office.signIn(login)).get(page)).status, `${login} ${page}`).toBe(200);
  const [row] = await office.asOwner<{ title: string }>(`select title from case_file where id = $1`, [
    (made.body as { id: string }).id,
  ]);
  expect(row?.title).toBe(`南大港示例有限公司申请：${'申'.repeat(39)}`);
});

test('不予立案的案件到此为止：不再列在在办的案件里；升级以前的行由迁移补上', async () => {
  const [row] = await office.asOwner<{ id: string; closed_on: string | null }>(
    `select c.id, c.closed_on from case_file c join journal j on j.stream = 'case/' || c.id and j.type = 'filing-refused'`,
  );
  expect(row?.closed_on).toBe('2025-10-10');
  await office.asOwner(`update case_file set closed_on = null where id = $1`, [row?.id]);
  const upgrade = '../../migrations/0051-filings-and-adoptions-refused-are-over.sql';
  await office.asOwner(await readFile(new URL(upgrade, import.meta.url), 'utf8'));
  const head = await office.signIn('wen-approver');
  const listed = async (state: string) =>
    ((await head.get(`/api/cases?state=${state}`)).body as { rows: { id: string }[] }).rows.map(
      ({ id }) => id,
    );
  expect(await listed('open')).not.toContain(row?.id);
  expect(await listed('closed')).toContain(row?.id);
});
