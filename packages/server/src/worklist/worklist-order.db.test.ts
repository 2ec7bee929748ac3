import type { WorkItem, WorklistReply } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const read = async (query = ''): Promise<WorklistReply> =>
  (await (await office.signIn('wen-handler')).get(`/api/worklist${query}`)).body as WorklistReply;

const groups: readonly WorkItem['group'][] = ['overdue', 'today', 'soon', 'later', 'party'];

test('待办按到期日排列：早的在前，没有日期的在后；按案件排时同一件的连在一起', async () => {
  const { items } = await read('?who=bureau');
  const dates = items.map(({ due }) => due ?? '9999');
  expect(new Set(dates).size).toBeGreaterThan(3);
  expect(dates).toEqual([...dates].sort());
  const cases = (await read('?who=bureau&sort=case')).items.map(({ caseId }) => caseId);
  const first = cases.filter((id, i) => id !== cases[i - 1]);
  expect(new Set(cases).size).toBeGreaterThan(2);
  expect(first).toEqual([...new Set(cases)]);
});

test('同一件事随日期走近：以后、三个工作日内、今天到期，过了最后一日才是逾期', async () => {
  const { items } = await read();
  const far = items.find(({ due }) => due === '2025-10-31');
  expect(far).toMatchObject({ group: 'later', distance: '16 个工作日' });
  const seen: (string | undefined)[][] = [];
  // 10-25 and 10-26 are a weekend; 10-31 is a Friday.
  for (const day of ['2025-10-27', '2025-10-28', '2025-10-30', '2025-10-31', '2025-11-01']) {
    office.setClock(day);
    const list = await read();
    const found = list.items.find(
      ({ caseId, what, due }) => caseId === far?.caseId && what === far?.what && due === far?.due,
    );
    seen.push([day, found?.group, found?.distance]);
    expect(Object.keys(list.counts).sort()).toEqual(['all', ...groups].sort());
    for (const group of groups)
      expect(list.counts[group], group).toBe(list.items.filter((item) => item.group === group).length);
  }
  expect(seen).toEqual([
    ['2025-10-27', 'later', '4 个工作日'],
    ['2025-10-28', 'soon', '3 个工作日'],
    ['2025-10-30', 'soon', '1 个工作日'],
    ['2025-10-31', 'today', '今天'],
    ['2025-11-01', 'overdue', expect.stringContaining('逾期')],
  ]);
});
