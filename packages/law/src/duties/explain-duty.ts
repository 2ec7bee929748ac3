import { addDays, daysBetween, weekdayName, weekdayOf } from './day.ts';
import type { Duty, SkippedDay } from './duty.ts';

/** One day of the strip that shows how a limit was counted. */
export interface StripDay {
  readonly date: string;
  readonly weekday: string;
  readonly kind: 'start' | 'counted' | 'off' | 'make-up' | 'excluded';
  /** Which counted day it is, from 1. */
  readonly number?: number;
  readonly label?: string;
  readonly due?: boolean;
}

export interface Explanation {
  readonly sentence: string;
  /** Day by day from the start to the due date; empty where there is no date or the way is too long to show. */
  readonly strip: readonly StripDay[];
}

type Explained = Omit<Duty, 'others'>;

/** Says in one Chinese sentence, and day by day, how a duty's date came about. */
export function explainDuty(duty: Explained, options: { readonly longestStrip?: number } = {}): Explanation {
  return { sentence: sentenceOf(duty), strip: stripOf(duty, options.longestStrip ?? 130) };
}

/** Names of the causes for which days do not count. */
export const excludedCauses: Readonly<Record<string, string>> = {
  inspection: '检验',
  testing: '检测',
  appraisal: '鉴定',
  'expert-review': '专家评审',
  hearing: '听证',
  tender: '招标',
  auction: '拍卖',
  quarantine: '检疫',
  identification: '权利人辨认或者鉴别',
  suspension: '中止调查',
  announcement: '公告',
  refund: '责令退还多收价款',
  'third-party-consultation': '征求第三方意见',
  'organ-consultation': '征求其他机关意见',
};

function sentenceOf(duty: Explained): string {
  if (duty.due === null) return silenceOf(duty);
  const date = dateWriter(duty);
  const parts = [mainClause(duty, date), ...detours(duty, date)];
  const provisional = duty.provisional ? '期间所在年份的放假安排尚未公布，日期暂定。' : '';
  const unverified = duty.unverified ? '期限未核。' : '';
  return `${parts.join('；')}。${provisional}${unverified}`;
}

function silenceOf(duty: Explained): string {
  if (duty.does === 'end-publication') return '条文没有写明期限。';
  return duty.modality === 'may' ? '条文没有写明天数。' : '条文没有写明天数，应当及时办理。';
}

function mainClause(duty: Explained, date: (day: string) => string): string {
  const due = duty.due ?? '';
  const start = date(duty.start);
  if (duty.unit === 'yearly') return `每年 ${monthDay(due)}前，本次是 ${date(due)}`;
  if (duty.count === 0) return `应当在 ${date(due)}当日办理`;
  if (duty.unit === 'hour') return `自 ${start}起 ${duty.count} 小时内，至迟到 ${date(due)}的同一时刻`;
  if (due < duty.start)
    return `在 ${start}（不计入）的 ${duty.count} ${unitBefore(duty)}前，至迟是 ${date(due)}`;
  if (duty.unit === 'working-day') return `自 ${start}（不计入）起第 ${duty.count} 个工作日是 ${date(due)}`;
  const nominal = nominalDue(duty);
  const rolled = nominal === due ? '' : `，逢${holidayName(duty.skipped[0]?.why ?? '')}，顺延到 ${date(due)}`;
  const main =
    duty.unit === 'calendar-day'
      ? `自 ${start}（不计入）起第 ${duty.count} 日是 ${date(nominal)}`
      : `自 ${start}起满 ${duty.count} ${duty.unit === 'year' ? '年' : '个月'}是 ${date(nominal)}`;
  return main + rolled;
}

function unitBefore({ unit }: Explained): string {
  if (unit === 'working-day') return '个工作日';
  return unit === 'month' ? '个月' : unit === 'year' ? '年' : '日';
}

function nominalDue(duty: Explained): string {
  return duty.countedDays.at(-1) ?? duty.skipped[0]?.date ?? duty.due ?? '';
}

function detours(duty: Explained, date: (day: string) => string): string[] {
  const detour: string[] = [];
  if (duty.unit === 'working-day') {
    const off = runs(duty.skipped.filter((day) => day.why.includes('放假'))).map(
      (run) => `${writeRun(run, date)}${holidayName(run.why)}不计`,
    );
    const makeUp = duty.countedDays.filter(isWeekend).sort().map(date);
    const worked = makeUp.length > 0 ? [`${makeUp.join('、')}调休上班计入`] : [];
    if (off.length + worked.length > 0) detour.push([...off, ...worked].join('，'));
  }
  for (const span of duty.excluded) {
    const cause = excludedCauses[span.cause] ?? span.cause;
    detour.push(`${writeRun({ from: span.from, to: span.to }, date)}${cause}期间不计入`);
  }
  return detour;
}

interface Run {
  readonly from: string;
  readonly to: string;
}

function runs(days: readonly SkippedDay[]): (Run & { why: string })[] {
  const found: { from: string; to: string; why: string }[] = [];
  for (const day of days) {
    const last = found.at(-1);
    if (last && last.why === day.why && addDays(last.to, 1) === day.date) last.to = day.date;
    else found.push({ from: day.date, to: day.date, why: day.why });
  }
  return found;
}

function writeRun(run: Run, date: (day: string) => string): string {
  if (run.from === run.to) return date(run.from);
  const sameMonth = run.from.slice(0, 7) === run.to.slice(0, 7);
  return `${date(run.from)}至 ${sameMonth ? `${Number(run.to.slice(8))} 日` : date(run.to)}`;
}

/** 国庆节、中秋节放假 → 国庆、中秋放假 */
function holidayName(why: string): string {
  return why.replace(/(国庆|中秋|清明|端午)节/g, '$1').replace(/（.*）/, '');
}

const isWeekend = (day: string): boolean => weekdayOf(day) === 0 || weekdayOf(day) === 6;

const monthDay = (day: string): string => `${Number(day.slice(5, 7))} 月 ${Number(day.slice(8))} 日`;

// The year is written only where the dates of the sentence lie in different years.
function dateWriter(duty: Explained): (day: string) => string {
  const sameYear = duty.start.slice(0, 4) === duty.due?.slice(0, 4);
  return (day) => (sameYear ? `${monthDay(day)}` : `${day.slice(0, 4)} 年 ${monthDay(day)}`);
}

function stripOf(duty: Explained, longest: number): StripDay[] {
  if (duty.due === null || duty.unit === 'yearly') return [];
  const [first, last] = duty.due < duty.start ? [duty.due, duty.start] : [duty.start, duty.due];
  if (daysBetween(first, last) > longest) return [];
  const strip: StripDay[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) strip.push(stripDay(duty, day));
  return strip;
}

function stripDay(duty: Explained, date: string): StripDay {
  const base = { date, weekday: weekdayName(date), ...(date === duty.due ? { due: true } : {}) };
  if (date === duty.start)
    return { ...base, kind: 'start', label: duty.count === 0 ? '当日' : '起算，不计入' };
  const span = duty.excluded.find((candidate) => candidate.from <= date && date <= candidate.to);
  if (span) return { ...base, kind: 'excluded', label: excludedCauses[span.cause] ?? span.cause };
  const number = duty.countedDays.indexOf(date) + 1;
  if (number > 0 && duty.unit === 'working-day' && isWeekend(date))
    return { ...base, kind: 'make-up', number, label: '调休上班' };
  if (number > 0) return { ...base, kind: 'counted', number };
  const skipped = duty.skipped.find((day) => day.date === date);
  if (skipped) return { ...base, kind: 'off', label: skipped.why };
  return { ...base, kind: 'counted' };
}
