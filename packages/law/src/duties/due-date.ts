import type { Limit } from '../pack/schema.ts';
import { addLimit, type CountedLimit, type LimitOptions } from './add-limit.ts';
import type { Calendar } from './calendar.ts';
import { addDays, addMonths, fromDayNumber, toDayNumber } from './day.ts';
import { isWorkingDay } from './working-day.ts';

/** A limit's last day alone. */
export type DueDate = Pick<CountedLimit, 'due' | 'provisional'>;

/** The same last day as `addLimit` gives, found by look-up instead of walking, for when many dates are needed and no day lists. */
export function dueDate(
  calendar: Calendar,
  start: string,
  limit: Limit,
  options: LimitOptions = {},
): DueDate {
  if (limit === null || 'yearly' in limit || limit.count === 0 || limit.unit === 'hour' || isBroken(options))
    return addLimit(calendar, start, limit, options);
  const { unit } = limit;
  const count = limit.before ? -limit.count : limit.count;
  const found =
    unit === 'working-day'
      ? afterWorkingDays(calendar, start, count)
      : lastDay(calendar, addSpan(start, count, unit), options);
  return found ?? addLimit(calendar, start, limit, options);
}

function addSpan(start: string, count: number, unit: 'calendar-day' | 'month' | 'year'): string {
  return unit === 'calendar-day'
    ? addDays(start, count)
    : addMonths(start, unit === 'year' ? count * 12 : count);
}

const isBroken = ({ excluded }: LimitOptions): boolean => excluded !== undefined && excluded.length > 0;

// Undefined outside this century, as below.
function lastDay(calendar: Calendar, last: string, { rolls }: LimitOptions): DueDate | undefined {
  if (rolls !== true) return { due: last, provisional: false };
  const table = tableOf(calendar);
  const day = toDayNumber(last) - FIRST;
  const due = table.worked[table.before[day] ?? -1];
  if (due === undefined) return undefined;
  return { due: fromDayNumber(due + FIRST), provisional: isProvisional(table, day, due) };
}

function afterWorkingDays(calendar: Calendar, start: string, count: number): DueDate | undefined {
  const table = tableOf(calendar);
  const day = toDayNumber(start) - FIRST;
  // `before[d]` days are worked before day d, so a first one after the start has that index, its own not counted.
  const worked = table.before[count > 0 ? day + 1 : day];
  const due =
    worked === undefined ? undefined : table.worked[count > 0 ? worked + count - 1 : worked + count];
  if (due === undefined) return undefined;
  const [first, last] = count > 0 ? [day + 1, due] : [due, day - 1];
  return { due: fromDayNumber(due + FIRST), provisional: isProvisional(table, first, last) };
}

function isProvisional({ unannounced }: DayTable, first: number, last: number): boolean {
  return (unannounced[last + 1] ?? 0) > (unannounced[first] ?? 0);
}

/** Days of this century numbered from its first. */
interface DayTable {
  /** The days that are worked, in order. */
  readonly worked: Int32Array;
  /** How many days before each are worked, and how many lie in years not announced. */
  readonly before: Int32Array;
  readonly unannounced: Int32Array;
}

const FIRST = toDayNumber('2000-01-01');
const DAYS = toDayNumber('2101-01-01') - FIRST;
const tables = new WeakMap<Calendar, DayTable>();

function tableOf(calendar: Calendar): DayTable {
  const known = tables.get(calendar);
  if (known !== undefined) return known;
  const worked = new Int32Array(DAYS);
  const before = new Int32Array(DAYS + 1);
  const unannounced = new Int32Array(DAYS + 1);
  let count = 0;
  for (let day = 0; day < DAYS; day++) {
    const { working, provisional } = isWorkingDay(calendar, fromDayNumber(day + FIRST));
    if (working) worked[count++] = day;
    before[day + 1] = count;
    unannounced[day + 1] = (unannounced[day] ?? 0) + (provisional ? 1 : 0);
  }
  const table = { worked: worked.subarray(0, count), before, unannounced };
  tables.set(calendar, table);
  return table;
}
