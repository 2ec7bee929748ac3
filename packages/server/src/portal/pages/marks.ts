import { html, type Markup } from '../markup/markup.ts';

/** A tick; the word beside it says what it means. */
export const tick = html`<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M4 12.5l5.2 5L20 6.5"/></svg>`;

/** A cross: what does not hold; the words beside it say what. */
export const cross = html`<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6L6 18"/></svg>`;

/** An open ring: not reached yet. */
export const ring = html`<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="7"/></svg>`;

export type Tone = 'ok' | 'soon' | 'bad' | 'info';

/** A state in one word; colour never speaks alone. */
export const tag = (tone: Tone, word: string): Markup =>
  html`<span class="tag ${tone}">${tone === 'ok' && tick}${word}</span>`;

/** What a list or a page says of when a result was published. */
export function timelinessTag(result: {
  readonly state: string;
  readonly timeliness: string | null;
  readonly origin: string;
  readonly cause: string | null;
}): Markup | null {
  if (result.state === 'withdrawn') return tag('bad', result.cause === 'expired' ? '公示期满' : '已撤下');
  if (result.timeliness === 'on-time') return tag('ok', '按时公示');
  // When it was public elsewhere before, nobody here knows: that it came late is not said of it.
  if (result.origin === 'import') return tag('info', '历史数据');
  return result.timeliness === 'late' ? tag('soon', '逾期公示') : null;
}

/** What the machine or a body outside does bears the real time, whatever day a demonstration stands at. */
export const MACHINE_TIME = '（机器的实际时间，不是演示日期）';
