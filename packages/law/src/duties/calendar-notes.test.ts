import { expect, test } from 'vitest';
import type { Calendar } from './calendar.ts';
import { calendarNotes } from './calendar-notes.ts';

const calendar: Calendar = {
  years: [
    {
      year: 2025,
      notice: 'https://www.gov.cn/example',
      number: null,
      off: {
        '2025-05-31': '端午节',
        '2025-06-02': '端午节',
        ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((day) => [`2025-10-0${day}`, '国庆节、中秋节'])),
      },
      work: { '2025-09-28': '国庆节、中秋节', '2025-10-11': '国庆节、中秋节' },
    },
  ],
};
const told = (today: string, days = 3) => calendarNotes(calendar, today, days).map((note) => note.sentence);

test('明天是调休上班日：写明星期、日期，计入工作日', () => {
  expect(told('2025-10-10')).toEqual(['明天（周六 10-11）为调休上班日，计入工作日']);
});

test('今天是调休上班日', () => {
  expect(told('2025-10-11')).toEqual(['今天为调休上班日，计入工作日']);
});

test('三个工作日跨过的假期整段写明，不计入；其后的调休另写一句', () => {
  expect(told('2025-09-29')).toEqual(['10-01（周三）至 10-08 国庆节、中秋节放假，不计入工作日']);
  expect(told('2025-09-30')).toEqual([
    '明天（周三 10-01）至 10-08 国庆节、中秋节放假，不计入工作日',
    '10-11（周六）为调休上班日，计入工作日',
  ]);
});

test('放假期间从今天说起', () => {
  expect(told('2025-10-08', 1)).toEqual(['今天国庆节、中秋节放假，不计入工作日']);
  expect(told('2025-10-07', 1)).toEqual(['今天至 10-08 国庆节、中秋节放假，不计入工作日']);
});

test('只差周末的假日各写一句；平常的周末和其后的日子不写', () => {
  expect(told('2025-05-30', 1)).toEqual([
    '明天（周六 05-31）端午节放假，不计入工作日',
    '06-02（周一）端午节放假，不计入工作日',
  ]);
  expect(told('2025-09-05')).toEqual([]);
  expect(told('2025-09-23', 3)).toEqual([]);
});

test('安排尚未公布的年份写明是法定节日', () => {
  expect(told('2025-12-31', 1)).toEqual(['明天（周四 01-01）元旦放假（法定，安排未公布），不计入工作日']);
});
