/** A legal date `YYYY-MM-DD` as documents write it: `2025年9月26日`. */
export function dateText(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** A local minute `YYYY-MM-DDTHH:mm` as records write it: `2025年9月26日9时05分`. */
export function minuteText(minute: string): string {
  const [date = '', time = ''] = minute.split('T');
  const [hour, minutes] = time.split(':');
  return `${dateText(date)}${Number(hour)}时${minutes}分`;
}
