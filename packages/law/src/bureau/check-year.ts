import type { CalendarYear } from '../duties/calendar.ts';
import { addDays, weekdayName, weekdayOf } from '../duties/day.ts';
import { statutoryHoliday } from '../duties/statutory-holidays.ts';

/** What is wrong with a year's arrangement, in whole sentences; the schema has already been met. */
export function checkYear({ year, notice, off, work }: CalendarYear, today: string): readonly string[] {
  const days = Object.keys(off);
  const make = Object.keys(work);
  const isWeekend = (day: string) => weekdayOf(day) === 0 || weekdayOf(day) === 6;
  return [
    ...(year > Number(today.slice(0, 4)) + 1 ? [`${year} 年的放假安排还不会公布，核对年份。`] : []),
    ...(isOfficial(notice) ? [] : ['通知的网址应当是政府网站（.gov.cn）上的网址。']),
    ...[...days, ...make]
      .filter((day) => !belongsTo(year, day))
      .map((day) => `${day} 不属于 ${year} 年的安排。`),
    ...days.filter((day) => day in work).map((day) => `${day} 既写作放假，又写作上班。`),
    ...make
      .filter((day) => !isWeekend(day))
      .map((day) => `${day} 是${weekdayName(day)}，本来就上班，不是调休上班的日子。`),
    ...statutoryDays(year)
      .filter(([day]) => !(day in off))
      .map(([day, name]) => `${day}（${name}）是法定假日，安排中没有。`),
  ];
}

/** The arrangement of a year may begin with the last days of the year before. */
function belongsTo(year: number, day: string): boolean {
  return day.startsWith(`${year}-`) || day.startsWith(`${year - 1}-12-`);
}

function isOfficial(notice: string): boolean {
  const { protocol, hostname } = new URL(notice);
  return (protocol === 'https:' || protocol === 'http:') && /(^|\.)gov\.cn$/.test(hostname);
}

/** Under 全国年节及纪念日放假办法 as it stands since 2025. */
function statutoryDays(year: number): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  if (year < 2025) return found;
  for (let day = `${year}-01-01`; day.startsWith(`${year}-`); day = addDays(day, 1)) {
    const name = statutoryHoliday(day);
    if (name !== undefined) found.push([day, name]);
  }
  return found;
}
