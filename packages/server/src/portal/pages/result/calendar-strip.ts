import { html, type Markup } from '../../markup/markup.ts';
import type { StripDay } from '../../read/result-body.ts';

/** The days of a limit, one cell a day: counted ones numbered, the others hatched; never by colour alone. */
export function calendarStrip(strip: readonly StripDay[], publishedOn: string): Markup | null {
  if (strip.length === 0) return null;
  const cells = strip.map((day, index) => cell(day, index === 0 || day.date.endsWith('-01'), publishedOn));
  return html`<ol class="cal" aria-label="期限逐日说明">${cells}</ol>
<p class="legend">数字为计入的日子；斜纹为不计入的周末、法定节假日和依法扣除的日子；“班”为调休上班日，计入。</p>`;
}

function cell(day: StripDay, showMonth: boolean, publishedOn: string): Markup {
  const published = day.date === publishedOn && day.kind !== 'start';
  const style = [
    STYLES[day.kind],
    day.kind === 'make-up' && 'mk',
    published && 'pub',
    day.due === true && 'due',
    `w${weekdayOf(day.date)}`,
  ].filter((one) => one !== false);
  const marks = [day.kind === 'make-up' && '班', published && '公示', day.due === true && '截止'].filter(
    (one) => one !== false,
  );
  const month = `${Number(day.date.slice(5, 7))}月`;
  const note = day.number ?? shortLabel(day);
  return html`<li class="${style.join(' ')}"><span class="m">${showMonth ? month : html`<span class="vh">${month}</span>`}</span><span class="d">${Number(day.date.slice(8))}</span><span class="w">${day.weekday}</span>${marks.map((mark) => html`<span class="x">${mark}</span>`)}<span class="n">${note}</span></li>`;
}

const STYLES = { start: 'start', counted: 'on', 'make-up': 'on', off: 'off', excluded: 'off' } as const;

// Monday is 1: on a phone the strip becomes a month's grid.
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

function shortLabel({ kind, label }: StripDay): string {
  if (kind === 'start') return label === '当日' ? '当日' : '起算';
  if (kind === 'excluded') return '扣除';
  if (kind !== 'off') return '';
  const holiday = /元旦|春节|清明|劳动节|端午|国庆|中秋/.exec(label ?? '')?.[0];
  return holiday === '劳动节' ? '五一' : (holiday ?? '休');
}
