import chineseDays, { getLunarDate } from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar } from '../../test/announced-calendar.ts';
import type { Limit } from '../pack/schema.ts';
import { addLimit } from './add-limit.ts';
import type { Calendar } from './calendar.ts';
import { addDays, addMonths, daysBetween, toDayNumber, weekdayName } from './day.ts';
import { statutoryHoliday } from './statutory-holidays.ts';
import { isWorkingDay, timeLeft, workingDaysBetween } from './working-day.ts';

const firstDay = '2022-01-01';
const lastDay = '2026-12-31';

describe('the announced calendar', () => {
  test('carries the number of a notice only where it was checked', () => {
    expect(calendar.years.map(({ year, number }) => [year, number])).toEqual([
      [2022, null],
      [2023, '国办发明电〔2022〕16号'],
      [2024, '国办发明电〔2023〕7号'],
      [2025, '国办发明电〔2024〕12号'],
      [2026, null],
    ]);
  });

  test('every day of 2022 to 2026 is what chinese-days says', () => {
    const differing: string[] = [];
    for (let day = firstDay; day <= lastDay; day = addDays(day, 1)) {
      if (isWorkingDay(calendar, day).working !== chineseDays.isWorkday(day)) differing.push(day);
    }
    expect(differing).toEqual([]);
    expect(daysBetween(firstDay, lastDay)).toBe(1825);
  });

  test('working days of the years 2024, 2025 and 2026 are 251, 248 and 248', () => {
    const count = (year: number) => workingDaysBetween(calendar, `${year - 1}-12-31`, `${year}-12-31`);
    expect([2024, 2025, 2026].map(count)).toEqual([251, 248, 248]);
  });

  test('a holiday and a make-up day name their notice, a weekend does not', () => {
    const notice = 'https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm';
    expect(isWorkingDay(calendar, '2025-10-08')).toMatchObject({
      working: false,
      why: '国庆节、中秋节放假',
      notice,
    });
    expect(isWorkingDay(calendar, '2025-10-11')).toMatchObject({ working: true, kind: 'make-up', notice });
    expect(isWorkingDay(calendar, '2025-10-12')).toEqual({
      working: false,
      why: '周日',
      kind: 'weekend',
      provisional: false,
    });
  });

  test('the notice for 2023 also covers 31 December 2022', () => {
    expect(isWorkingDay(calendar, '2022-12-31')).toMatchObject({ working: false, why: '元旦放假' });
  });

  test('a year not announced is provisional and keeps its statutory festivals', () => {
    expect(isWorkingDay(calendar, '2027-01-01')).toMatchObject({ working: false, provisional: true });
    expect(isWorkingDay(calendar, '2027-02-08')).toMatchObject({ working: false, provisional: true });
    expect(isWorkingDay(calendar, '2027-04-05')).toMatchObject({ working: false, provisional: true });
    expect(isWorkingDay(calendar, '2027-03-01')).toMatchObject({ working: true, provisional: true });
  });
});

test('全国年节及纪念日放假办法：未公布安排的年份，除夕至初三、端午、中秋按农历', () => {
  const festivals: Record<string, string> = {
    '1-1': '春节',
    '1-2': '春节',
    '1-3': '春节',
    '5-5': '端午节',
    '8-15': '中秋节',
  };
  const differing: string[] = [];
  for (let day = '2027-01-01'; day <= '2030-12-31'; day = addDays(day, 1)) {
    const { lunarMon, lunarDay, isLeap } = getLunarDate(day);
    const eve = getLunarDate(addDays(day, 1));
    const isEve = eve.lunarMon === 1 && eve.lunarDay === 1;
    const lunar = isEve ? '春节' : isLeap ? undefined : festivals[`${lunarMon}-${lunarDay}`];
    const given = statutoryHoliday(day);
    const found = given === '春节' || given === '端午节' || given === '中秋节' ? given : undefined;
    // 10 月 3 日 of 2028 is 中秋 too and goes by its solar name.
    if (found !== lunar && given !== '国庆节') differing.push(`${day} ${found} ${lunar}`);
  }
  expect(differing).toEqual([]);
});

describe('limits', () => {
  test.each([
    ['2025-09-26', 7, '2025-10-13'],
    ['2025-09-26', 20, '2025-10-30'],
    ['2025-09-30', 3, '2025-10-11'],
    ['2025-01-24', 7, '2025-02-10'],
    ['2026-02-13', 7, '2026-03-02'],
    ['2026-02-13', 20, '2026-03-19'],
    ['2026-04-30', 5, '2026-05-11'],
    ['2026-09-18', 7, '2026-09-29'],
    ['2026-09-30', 2, '2026-10-09'],
    ['2024-02-08', 7, '2024-02-23'],
    ['2024-09-13', 20, '2024-10-17'],
  ])('自 %s 起 %i 个工作日是 %s', (start, count, due) => {
    const counted = addLimit(calendar, start, { count, unit: 'working-day' });
    expect(counted.due).toBe(due);
    expect(counted.countedDays).toHaveLength(count);
    expect(counted.provisional).toBe(false);
  });

  test.each([
    ['2026-07-03', 90, '2026-10-08'],
    ['2026-01-17', 30, '2026-02-24'],
    ['2026-09-16', 15, '2026-10-08'],
    // 21 days of November, 31, 31, 7: Sunday 7 February 2027, 初二; the 8th is 初三, also by law off.
    ['2026-11-09', 90, '2027-02-09'],
  ])('自 %s 起 %i 日，最后一日放假，顺延到 %s', (start, count, due) => {
    const limit: Limit = { count, unit: 'calendar-day' };
    expect(addLimit(calendar, start, limit, { rolls: true }).due).toBe(due);
    expect(addLimit(calendar, start, limit).due).toBe(addDays(start, count));
  });

  test('no figure, a yearly date, the same day, months and years', () => {
    expect(addLimit(calendar, '2026-03-02', null).due).toBeNull();
    expect(addLimit(calendar, '2025-12-31', { yearly: '01-31' }).due).toBe('2026-01-31');
    expect(addLimit(calendar, '2026-01-31', { yearly: '01-31' }).due).toBe('2026-01-31');
    expect(addLimit(calendar, '2026-03-02', { count: 0, unit: 'working-day' }).due).toBe('2026-03-02');
    expect(addLimit(calendar, '2025-11-30', { count: 3, unit: 'month' }).due).toBe('2026-02-28');
    expect(addLimit(calendar, '2024-02-29', { count: 5, unit: 'year' }).due).toBe('2029-02-28');
  });

  test('excluded days are neither counted nor listed as skipped', () => {
    const excluded = [{ from: '2026-03-02', to: '2026-03-11', cause: 'testing' }];
    const counted = addLimit(calendar, '2026-02-13', { count: 20, unit: 'working-day' }, { excluded });
    expect(counted.due).toBe('2026-03-31');
    const touched = [...counted.countedDays, ...counted.skipped.map((day) => day.date)];
    expect(touched.filter((day) => day >= '2026-03-02' && day <= '2026-03-11')).toEqual([]);
  });

  test('a limit that reaches into a year not announced is provisional', () => {
    expect(addLimit(calendar, '2026-12-28', { count: 3, unit: 'working-day' }).provisional).toBe(false);
    expect(addLimit(calendar, '2026-12-28', { count: 4, unit: 'working-day' }).provisional).toBe(true);
  });

  test('an impossible day is refused', () => {
    expect(() => addLimit(calendar, '2026-02-30', { count: 1, unit: 'working-day' })).toThrow(RangeError);
    expect(() => toDayNumber('2026-2-3')).toThrow(RangeError);
  });
});

describe('properties', () => {
  const anyDay = fc.integer({ min: 0, max: 1700 }).map((offset) => addDays(firstDay, offset));
  const anyLimit = fc.record({
    count: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom<'working-day' | 'calendar-day'>('working-day', 'calendar-day'),
  });

  test('agrees with a second, naive count', () => {
    fc.assert(
      fc.property(anyDay, anyLimit, fc.boolean(), (start, limit, rolls) => {
        expect(addLimit(calendar, start, limit, { rolls }).due).toBe(countNaively(start, limit, rolls));
      }),
    );
  });

  test('a later start never gives an earlier due date', () => {
    fc.assert(
      fc.property(anyDay, anyLimit, fc.integer({ min: 0, max: 40 }), (start, limit, later) => {
        const due = addLimit(calendar, start, limit, { rolls: true }).due ?? '';
        expect((addLimit(calendar, addDays(start, later), limit, { rolls: true }).due ?? '') >= due).toBe(
          true,
        );
      }),
    );
  });

  test('one more holiday never shortens a limit', () => {
    fc.assert(
      fc.property(anyDay, anyLimit, fc.integer({ min: 1, max: 60 }), (start, limit, offset) => {
        const day = addDays(start, offset);
        const more: Calendar = {
          years: [
            ...calendar.years,
            { year: 1999, notice: '', number: null, off: { [day]: '加放' }, work: {} },
          ],
        };
        const due = addLimit(calendar, start, limit, { rolls: true }).due ?? '';
        expect((addLimit(more, start, limit, { rolls: true }).due ?? '') >= due).toBe(true);
      }),
    );
  });

  test('months and days step there and back', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -400, max: 400 }), (day, count) => {
        expect(addDays(addDays(day, count), -count)).toBe(day);
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(addMonths(`${day.slice(0, 8)}01`, count).slice(8)).toBe('01');
      }),
    );
  });
});

test('weekdays are named', () => {
  expect(['2025-09-26', '2025-09-28', '1969-12-31'].map(weekdayName)).toEqual(['周五', '周日', '周三']);
});

test('time left is said in working days', () => {
  const sentence = (today: string) => timeLeft(calendar, today, '2025-10-13').sentence;
  expect(sentence('2025-09-30')).toBe('还有 4 个工作日');
  expect(sentence('2025-10-13')).toBe('今天到期');
  expect(sentence('2025-10-15')).toBe('已逾期 2 个工作日');
  expect(timeLeft(calendar, '2025-10-11', '2025-10-12').sentence).toBe('到期前没有工作日');
});

// Written apart from the engine: it asks the oracle, not our calendar, and steps with the platform's dates.
function countNaively(start: string, limit: { count: number; unit: string }, rolls: boolean): string {
  const next = (day: string) => new Date(Date.parse(day) + 24 * 3600 * 1000).toISOString().slice(0, 10);
  let day = start;
  for (let left = limit.count; left > 0; ) {
    day = next(day);
    if (limit.unit === 'calendar-day' || chineseDays.isWorkday(day)) left--;
  }
  while (limit.unit === 'calendar-day' && rolls && !chineseDays.isWorkday(day)) day = next(day);
  return day;
}
