import { html, type Markup } from '../../markup/markup.ts';
import { formatCite, lawText } from '../../markup/phrases.ts';
import type { PublicCite } from '../../read/result-body.ts';

/** What an article says of it, opened on the page, with the words relied on marked and the whole behind it; the words alone where the text is not held. */
export function article(cite: PublicCite, options: { readonly open: boolean }): Markup | null {
  if (cite.regulation === '') return null;
  const text = cite.text ?? cite.quote;
  if (text === '') return html`<p class="law"><cite>${formatCite(cite)}</cite></p>`;
  const relied = reliedOn(text, cite.quote);
  return html`<div class="law"><details${options.open && html` open`}><summary>${formatCite(cite)}</summary><blockquote>${lawText(relied, cite.quote)}</blockquote>${relied !== text && html`<details><summary>本条全文</summary><blockquote>${lawText(text, cite.quote)}</blockquote></details>`}</details></div>`;
}

/** The paragraph or item in which the quoted words stand; the whole text where they run over several. */
function reliedOn(text: string, quote: string): string {
  const lines = text.split('\n').filter((line) => quote !== '' && line.includes(quote));
  return lines.length === 1 ? (lines[0] ?? text) : text;
}
