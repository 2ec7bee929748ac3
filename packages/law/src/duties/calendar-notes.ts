import type { Calendar } from './calendar.ts';
import { addDays, weekdayName } from './day.ts';
import { isWorkingDay } from './working-day.ts';

/** A make-up working day or days off that stand between today and what is due soon. */
export interface CalendarNote {
  readonly from: string;
  readonly to: string;
  /** 明天（周六 10-11）为调休上班日，计入工作日 */
  readonly sentence: string;
}

/** Make-up days and holidays from today up to the given number of working days after it, those that count and those that do not; plain weekends are left out. */
export function calendarNotes(
  calendar: Calendar,
  today: string,
  workingDays: number,
): readonly CalendarNote[] {
  const runs: Run[] = [];
  let [day, left] = [today, workingDays];
  for (;;) {
    const { kind, why, working } = isWorkingDay(calendar, day);
    if (kind === 'make-up' || kind === 'holiday') {
      const last = runs.at(-1);
      if (last?.why === why && addDays(last.to, 1) === day) last.to = day;
      else runs.push({ from: day, to: day, kind, why });
    }
    if (working && day !== today) left--;
    if (left <= 0) break;
    day = addDays(day, 1);
  }
  return runs.map((run) => ({ from: run.from, to: run.to, sentence: sentenceOf(run, today) }));
}

interface Run {
  readonly from: string;
  to: string;
  readonly kind: 'make-up' | 'holiday';
  readonly why: string;
}

function sentenceOf({ from, to, kind, why }: Run, today: string): string {
  const first = namedDay(from, today);
  if (kind === 'holiday') {
    return from === to ? `${first}${why}，不计入工作日` : `${first}至 ${to.slice(5)} ${why}，不计入工作日`;
  }
  return from === to
    ? `${first}为调休上班日，计入工作日`
    : `${first}至 ${to.slice(5)} 为调休上班日，计入工作日`;
}

/** 明天（周六 10-11）; without 今天 or 明天 the date alone leads. */
function namedDay(day: string, today: string): string {
  const [date, weekday] = [day.slice(5), weekdayName(day)];
  if (day === today) return '今天';
  if (day === addDays(today, 1)) return `明天（${weekday} ${date}）`;
  return `${date}（${weekday}）`;
}
