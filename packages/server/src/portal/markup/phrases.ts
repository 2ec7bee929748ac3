import { html, type Markup, type MarkupValue } from './markup.ts';

/** 2025 年 9 月 26 日, kept on one line; text that is no date stays as it is. */
export function longDate(date: string | null | undefined): MarkupValue {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date ?? '') ?? [];
  if (year === undefined) return date ?? '';
  const text = `${year} 年 ${Number(month)} 月 ${Number(day)} 日`;
  return html`<time class="nb num" datetime="${date}">${text}</time>`;
}

/** 2025-09-26 10:12:07 in China's time. */
export function chinaTime(instant: Date): string {
  return new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A document number, never broken. */
export const documentNumber = (number: string): Markup => html`<span class="wh">${number}</span>`;

/** Running text whose dates are kept on one line. */
export function prose(text: string): readonly MarkupValue[] {
  return text
    .split(datePhrase)
    .map((part, index) => (index % 2 === 1 ? html`<span class="nb">${part}</span>` : part));
}

/** Article text: every character stays; half-width marks between Chinese get room. The quoted words are marked. */
export function lawText(text: string, quote = ''): readonly MarkupValue[] {
  const at = quote === '' ? -1 : text.indexOf(quote);
  if (at < 0) return breathe(text);
  const after = at + quote.length;
  return [
    breathe(text.slice(0, at)),
    html`<mark>${breathe(text.slice(at, after))}</mark>`,
    breathe(text.slice(after)),
  ];
}

/** 12,345 */
export const grouped = (count: number): string => count.toLocaleString('en-US');

/** 《…规定》第七条第（一）项 */
export const formatCite = (cite: { readonly regulation: string; readonly article: string }): string =>
  `《${cite.regulation}》${cite.article}`;

const datePhrase = /((?:\d{4} 年 )?\d{1,2} 月 \d{1,2} 日)/;

function breathe(text: string): readonly MarkupValue[] {
  return text
    .split(/(?<=[\p{Script=Han}”》）)\]〕])([,;:])(?=[\p{Script=Han}“《（(〔])/u)
    .map((part, index) => (index % 2 === 1 ? html`<span class="hw">${part}</span>` : part));
}
