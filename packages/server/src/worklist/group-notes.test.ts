import type { WorkItem } from '@mingjing/api';
import type { Calendar } from '@mingjing/law';
import { expect, test } from 'vitest';
import { groupNotes } from './group-notes.ts';

const calendar: Calendar = {
  years: [
    {
      year: 2025,
      notice: 'https://www.gov.cn/example',
      number: null,
      off: Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((day) => [`2025-10-0${day}`, '国庆节、中秋节'])),
      work: { '2025-10-11': '国庆节、中秋节' },
    },
  ],
};
const line = (group: WorkItem['group'], due: string) => ({ item: { group, due } });
const ours = line('soon', '2025-10-13');
const noted = (...theirs: readonly string[]) =>
  groupNotes(calendar, '2025-10-10', [ours], [ours, ...theirs.map((due) => line('party', due))]).soon;

test('三个工作日内另有几件等当事人的，写在这一组上，不计入；更远的、已过的不提', () => {
  const days = '明天（周六 10-11）为调休上班日，计入工作日';
  expect(noted()).toBe(days);
  expect(noted('2025-10-14', '2025-10-15', '2025-10-09')).toBe(`${days}；另有 1 件等当事人，不计入`);
  expect(noted('2025-10-10', '2025-10-13', '2025-10-14')).toBe(`${days}；另有 3 件等当事人，不计入`);
});

test('没有三个工作日内的事，就没有这一组，也不写', () => {
  const notes = groupNotes(calendar, '2025-10-10', [], [line('party', '2025-10-13')]);
  expect(notes).toEqual({ today: '', soon: '' });
});
