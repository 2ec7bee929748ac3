import type { Limit } from './schema.ts';

const UNITS: Readonly<Record<string, string>> = {
  hour: '小时',
  'working-day': '个工作日',
  'calendar-day': '日',
  month: '个月',
  year: '年',
};

/** A limit or a term in words: 7 个工作日, 事前 7 个工作日, 每年 1 月 15 日, 当日, 永久, 没有写明（及时）. */
export function spanWords(span: Limit | 'permanent' | undefined): string {
  if (span === null || span === undefined) return '没有写明（及时）';
  if (span === 'permanent') return '永久';
  if ('yearly' in span) {
    const [month, day] = span.yearly.split('-').map(Number);
    return `每年 ${month} 月 ${day} 日`;
  }
  if (span.count === 0) return '当日';
  return `${span.before ? '事前 ' : ''}${span.count} ${UNITS[span.unit] ?? span.unit}`;
}
