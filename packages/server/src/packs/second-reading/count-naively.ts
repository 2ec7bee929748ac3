import type { Figure } from './figure.ts';
import { dayNames, dayNumbers, daysOff } from './plain-calendar.ts';

/** Days that do not count for some cause, both ends included. */
export interface TakenOut {
  readonly from: string;
  readonly to: string;
  readonly cause: string;
}

/** The last day of a limit, found by walking day by day; null where there is no figure. */
export function countNaively(start: string, figure: Figure, out: readonly TakenOut[]): string | null {
  if (figure === null) return null;
  if ('each' in figure) return nextOf(start, figure.each);
  const from = dayNumbers.get(start) ?? Number.NaN;
  const last = lastDay(from, start, figure, out);
  return dayNames[figure.rolls === true ? nextWorked(last) : last] ?? 'beyond';
}

type Counted = Exclude<Figure, null | { readonly each: string }>;

function lastDay(from: number, start: string, figure: Counted, out: readonly TakenOut[]): number {
  const { count, of } = figure;
  if (of === 'hours') return from + Math.ceil(count / 24);
  if (of === 'months') return sameDayLater(start, count);
  if (of === 'years') return sameDayLater(start, count * 12);
  const step = figure.backwards === true ? -1 : 1;
  const gone = out.filter(({ cause }) => figure.without?.includes(cause) === true);
  let day = from;
  for (let left = count; left > 0; ) {
    day += step;
    const name = dayNames[day] ?? '';
    if (gone.some((span) => name >= span.from && name <= span.to)) continue;
    if (of === 'worked' && daysOff[day] === 1) continue;
    left--;
  }
  return day;
}

function nextWorked(day: number): number {
  let next = day;
  while (daysOff[next] === 1) next++;
  return next;
}

// The same day of the month, or the day before the next month begins where there is none.
function sameDayLater(start: string, months: number): number {
  const [year = 0, month = 0, date = 0] = start.split('-').map(Number);
  const later = month - 1 + months;
  const name = (y: number, m: number, d: number) =>
    `${y}-${String(m + 1).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
  const target = [year + Math.floor(later / 12), later % 12] as const;
  for (let d = date; d > 27; d--) {
    const found = dayNumbers.get(name(...target, d));
    if (found !== undefined) return found;
  }
  return dayNumbers.get(name(...target, Math.min(date, 27))) ?? Number.NaN;
}

function nextOf(start: string, monthDay: string): string {
  for (let day = dayNumbers.get(start) ?? 0; day < dayNames.length; day++) {
    const name = dayNames[day] ?? '';
    if (name.endsWith(monthDay)) return name;
  }
  return 'beyond';
}
