import type { Calendar } from './calendar.ts';
import { addDays, weekdayName, weekdayOf } from './day.ts';
import { statutoryHoliday } from './statutory-holidays.ts';

/** Whether a day is worked, why, and on which notice that rests. */
export interface WorkingDay {
  readonly working: boolean;
  /** 工作日, 周六, 国庆节、中秋节放假, 国庆节、中秋节调休上班 … */
  readonly why: string;
  /** `make-up`: a weekend day that is worked; `holiday` and `weekend`: a day off. */
  readonly kind: 'plain' | 'make-up' | 'holiday' | 'weekend';
  /** Address of the State Council notice, for holidays and make-up days. */
  readonly notice?: string;
  /** The year's arrangement has not been announced, so the answer may change. */
  readonly provisional: boolean;
}

/** Whether `day` is a working day on this calendar. */
export function isWorkingDay(calendar: Calendar, day: string): WorkingDay {
  const known = indexOf(calendar);
  const answer = known.days.get(day) ?? plainDay(known, day);
  known.days.set(day, answer);
  return answer;
}

function plainDay(known: CalendarIndex, day: string): WorkingDay {
  const provisional = !known.years.has(Number(day.slice(0, 4)));
  const weekend = weekdayOf(day) === 0 || weekdayOf(day) === 6;
  const statutory = provisional ? statutoryHoliday(day) : undefined;
  if (statutory)
    return { working: false, why: `${statutory}放假（法定，安排未公布）`, kind: 'holiday', provisional };
  if (weekend) return { working: false, why: weekdayName(day), kind: 'weekend', provisional };
  return { working: true, why: '工作日', kind: 'plain', provisional };
}

/** Working days after `from` up to and including `to`; negative where `to` comes first. */
export function workingDaysBetween(calendar: Calendar, from: string, to: string): number {
  if (to < from) return -workingDaysBetween(calendar, to, from);
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day).working) count++;
  }
  return count;
}

/** How long there is until a duty is due, for work lists. */
export interface TimeLeft {
  /** Working days left; 0 on the day itself; negative once overdue. */
  readonly workingDays: number;
  readonly sentence: string;
}

/** 还有 3 个工作日 · 今天到期 · 已逾期 2 个工作日 */
export function timeLeft(calendar: Calendar, today: string, due: string): TimeLeft {
  if (due === today) return { workingDays: 0, sentence: '今天到期' };
  const workingDays = workingDaysBetween(calendar, today, due);
  if (due > today) {
    return { workingDays, sentence: workingDays > 0 ? `还有 ${workingDays} 个工作日` : '到期前没有工作日' };
  }
  return { workingDays, sentence: workingDays < 0 ? `已逾期 ${-workingDays} 个工作日` : '已逾期' };
}

interface CalendarIndex {
  /** Announced days, and every other day once it has been asked for. */
  readonly days: Map<string, WorkingDay>;
  readonly years: ReadonlySet<number>;
}

const indexes = new WeakMap<Calendar, CalendarIndex>();

function indexOf(calendar: Calendar): CalendarIndex {
  const known = indexes.get(calendar);
  if (known) return known;
  const days = new Map<string, WorkingDay>();
  for (const year of calendar.years) {
    for (const [day, name] of Object.entries(year.off)) {
      days.set(day, {
        working: false,
        why: `${name}放假`,
        kind: 'holiday',
        notice: year.notice,
        provisional: false,
      });
    }
    for (const [day, name] of Object.entries(year.work)) {
      days.set(day, {
        working: true,
        why: `${name}调休上班`,
        kind: 'make-up',
        notice: year.notice,
        provisional: false,
      });
    }
  }
  const index = { days, years: new Set(calendar.years.map((year) => year.year)) };
  indexes.set(calendar, index);
  return index;
}
