const weekdays = ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'];

/** The legal day after `date`, both `YYYY-MM-DD`. */
export function nextDay(date: string): string {
  return shift(date, 1);
}

/** `date` moved by whole days. */
export function shift(date: string, days: number): string {
  const at = new Date(`${date}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** Days from `from` to `to`; negative where `to` lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** 星期五 */
export function weekdayOf(date: string): string {
  return weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
}

/** 周五 */
export function shortWeekday(date: string): string {
  return weekdayOf(date).replace('星期', '周');
}

/** 2025 年 10 月 10 日 */
export function longDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year} 年 ${month} 月 ${day} 日`;
}

/** 10-10 within the year of `today`, else the whole date. */
export function shortDate(date: string, today: string): string {
  return date.slice(0, 4) === today.slice(0, 4) ? date.slice(5) : date;
}

/** A moment of entry in China's time: 10-10 14:32, with the year where it is not this one. */
export function entryTime(instant: string, today: string): string {
  const [day, time] = inChina(instant);
  return `${shortDate(day, today)} ${time}`;
}

/** The same with its year, for what is printed and kept: 2025-10-10 14:32. */
export function wholeEntryTime(instant: string): string {
  return inChina(instant).join(' ');
}

function inChina(instant: string): readonly [day: string, time: string] {
  const at = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return [at.slice(0, 10), at.slice(11, 16)];
}

/** The clock on the wall: 14:32. */
export function timeOfDay(at: Date): string {
  return `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
}
