import type { WorklistReply } from '@mingjing/api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, caseOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';

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
