import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packsFolder } from '../load.ts';

const FIRST = 2020;
const LAST = 2036;
const DAY = 86_400_000;
const origin = Date.UTC(FIRST, 0, 1);

/** Every day of the years that this reading counts in, as text; the index is the number of the day. */
export const dayNames: readonly string[] = Array.from(
  { length: Math.round((Date.UTC(LAST + 1, 0, 1) - origin) / DAY) },
  (_, index) => new Date(origin + index * DAY).toISOString().slice(0, 10),
);

export const dayNumbers: ReadonlyMap<string, number> = new Map(dayNames.map((name, index) => [name, index]));

// 全国年节及纪念日放假办法 (2024): 元旦, 除夕 to 初三, 清明, 劳动节, and so on; New Year's Day of 丁未 is 6 February 2027.
const STATUTORY_2027 = [
  '2027-01-01',
  '2027-02-05',
  '2027-02-06',
  '2027-02-07',
  '2027-02-08',
  '2027-04-05',
  '2027-05-01',
  '2027-05-02',
  '2027-06-09',
];

/** 1 where the day is off: weekends and holidays as announced, less the days worked instead; 2027 by the law of holidays alone. */
export const daysOff: Uint8Array = readDaysOff();

function readDaysOff(): Uint8Array {
  const off = new Uint8Array(dayNames.length);
  dayNames.forEach((_, index) => {
    const weekday = new Date(origin + index * DAY).getUTCDay();
    off[index] = weekday === 0 || weekday === 6 ? 1 : 0;
  });
  const mark = (day: string, value: number) => {
    const index = dayNumbers.get(day);
    if (index !== undefined) off[index] = value;
  };
  for (const day of STATUTORY_2027) mark(day, 1);
  for (const name of readdirSync(join(packsFolder, 'calendar'))) {
    let value = 1;
    for (const line of readFileSync(join(packsFolder, 'calendar', name), 'utf8').split('\n')) {
      if (line.startsWith('work:')) value = 0;
      const [, day] = /'(\d{4}-\d\d-\d\d)':/.exec(line) ?? [];
      if (day !== undefined) mark(day, value);
    }
  }
  return off;
}
