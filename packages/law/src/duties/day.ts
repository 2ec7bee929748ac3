/** The day `count` days after `day` (before it where negative); all days are `YYYY-MM-DD`. */
export function addDays(day: string, count: number): string {
  return fromDayNumber(toDayNumber(day) + count);
}

/** Days from `from` to `to`; negative where `to` comes first. */
export function daysBetween(from: string, to: string): number {
  return toDayNumber(to) - toDayNumber(from);
}

/** The same day of a later month, or that month's last day where it has no such day. Throws a RangeError like `toDayNumber`. */
export function addMonths(day: string, count: number): string {
  toDayNumber(day);
  const [year, month, date] = parts(day);
  const index = year * 12 + (month - 1) + count;
  const target = { year: Math.floor(index / 12), month: (index % 12) + 1 };
  const last = daysInMonth(target.year, target.month);
  return format(target.year, target.month, Math.min(date, last));
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: string): number {
  return (((toDayNumber(day) + 4) % 7) + 7) % 7;
}

/** 周一 to 周日. */
export function weekdayName(day: string): string {
  return `周${'日一二三四五六'.charAt(weekdayOf(day))}`;
}

/** A day as documents print it: 2026年3月6日. */
export function printedDay(day: string): string {
  const [year, month, date] = parts(day);
  return `${year}年${month}月${date}日`;
}

/** A text as documents print it: a day in words, anything else as it is. */
export function asPrinted(text: string): string {
  return WHOLE_DAY.test(text) ? printedDay(text) : text;
}

const WHOLE_DAY = /^\d{4}-\d\d-\d\d$/;

/** The day that is printed so; undefined where the text is anything else. */
export function readPrintedDay(text: string): string | undefined {
  const [, year, month, date] = /^(\d{4})年(\d{1,2})月(\d{1,2})日$/.exec(text) ?? [];
  return year === undefined ? undefined : format(Number(year), Number(month), Number(date));
}

/** Days since 1970-01-01. Throws a RangeError where `day` is no calendar day. */
export function toDayNumber(day: string): number {
  const known = read.get(day);
  if (known !== undefined) return known;
  const number = readDay(day);
  if (read.size < MEMORY) read.set(day, number);
  return number;
}

function readDay(day: string): number {
  const [year, month, date] = parts(day);
  if (month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) {
    throw new RangeError(`没有“${day}”这一天`);
  }
  return Math.floor(Date.UTC(year, month - 1, date) / DAY);
}

/** The day that is so many days after 1970-01-01. */
export function fromDayNumber(number: number): string {
  const known = written.get(number);
  if (known !== undefined) return known;
  const day = new Date(number * DAY).toISOString().slice(0, 10);
  if (written.size < MEMORY) written.set(number, day);
  return day;
}

const DAY = 86_400_000;
// Writing and reading a day is most of the cost of counting one.
const written = new Map<number, string>();
const read = new Map<string, number>();
const MEMORY = 40_000;

function parts(day: string): [number, number, number] {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (match === null) throw new RangeError(`“${day}”不是 YYYY-MM-DD 形式的日期`);
  return [Number(match[1]), Number(match[2]), Number(match[3])];
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function format(year: number, month: number, date: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}
