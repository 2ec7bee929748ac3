import type { Limit } from '../pack/schema.ts';
import type { Calendar } from './calendar.ts';
import { addDays, addMonths, fromDayNumber, toDayNumber } from './day.ts';
import type { SkippedDay } from './duty.ts';
import { isWorkingDay } from './working-day.ts';

/** Days that do not count, both ends included. */
export interface ExcludedDays {
  readonly from: string;
  readonly to: string;
  readonly cause: string;
}

export interface LimitOptions {
  readonly excluded?: readonly ExcludedDays[];
  /** A last day that is not worked moves to the next working day. */
  readonly rolls?: boolean;
}

/** A limit counted out. */
export interface CountedLimit {
  readonly due: string | null;
  /** The counted days in order; empty for months, years, yearly dates and limits without figures. */
  readonly countedDays: readonly string[];
  readonly skipped: readonly SkippedDay[];
  /** Some day looked at lies in a year whose arrangement has not been announced. */
  readonly provisional: boolean;
}

/** Counts a limit from `start`, which is itself not counted, or back from it. Throws a RangeError beyond 30 years of days. */
export function addLimit(
  calendar: Calendar,
  start: string,
  limit: Limit,
  options: LimitOptions = {},
): CountedLimit {
  if (limit === null) return { due: null, countedDays: [], skipped: [], provisional: false };
  if ('yearly' in limit) return plain(nextYearly(start, limit.yearly));
  if (limit.count === 0) return plain(start);
  const count = limit.before ? -limit.count : limit.count;
  switch (limit.unit) {
    case 'hour':
      return plain(addDays(start, Math.ceil(count / 24)));
    case 'working-day':
      return countDays(calendar, start, count, options, true);
    case 'calendar-day':
      return roll(calendar, countDays(calendar, start, count, options, false), options);
    case 'month':
      return roll(calendar, plain(addMonths(start, count)), options);
    case 'year':
      return roll(calendar, plain(addMonths(start, count * 12)), options);
  }
}

const plain = (due: string): CountedLimit => ({ due, countedDays: [], skipped: [], provisional: false });

function countDays(
  calendar: Calendar,
  start: string,
  count: number,
  options: LimitOptions,
  workingOnly: boolean,
): CountedLimit {
  const countedDays: string[] = [];
  const skipped: SkippedDay[] = [];
  let provisional = false;
  const first = toDayNumber(start);
  const direction = Math.sign(count);
  for (let step = 1; countedDays.length < Math.abs(count); step++) {
    if (step > FURTHEST) throw new RangeError('期限超过三十年');
    const day = fromDayNumber(first + direction * step);
    if (isExcluded(day, options.excluded)) continue;
    const worked = workingOnly ? isWorkingDay(calendar, day) : undefined;
    provisional ||= worked?.provisional === true;
    if (worked === undefined || worked.working) countedDays.push(day);
    else skipped.push(toSkipped(day, worked));
  }
  const due = countedDays.at(-1) ?? start;
  if (direction < 0) skipped.reverse();
  return { due, countedDays, skipped, provisional };
}

function roll(calendar: Calendar, counted: CountedLimit, options: LimitOptions): CountedLimit {
  if (options.rolls !== true || counted.due === null) return counted;
  const skipped = [...counted.skipped];
  let due = counted.due;
  let provisional = counted.provisional;
  for (;;) {
    const worked = isWorkingDay(calendar, due);
    provisional ||= worked.provisional;
    if (worked.working) return { ...counted, due, skipped, provisional };
    skipped.push(toSkipped(due, worked));
    due = addDays(due, 1);
  }
}

function toSkipped(date: string, worked: { why: string; notice?: string }): SkippedDay {
  return { date, why: worked.why, ...(worked.notice === undefined ? {} : { notice: worked.notice }) };
}

function isExcluded(day: string, excluded: readonly ExcludedDays[] = []): boolean {
  return excluded.some((span) => span.from <= day && day <= span.to);
}

function nextYearly(start: string, monthDay: string): string {
  const year = Number(start.slice(0, 4));
  return monthDay >= start.slice(5) ? `${year}-${monthDay}` : `${year + 1}-${monthDay}`;
}

const FURTHEST = 11_000;
