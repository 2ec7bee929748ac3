import { html, type Markup } from '../../markup/markup.ts';
import { formatCite, lawText } from '../../markup/phrases.ts';
import type { PublicCite } from '../../read/result-body.ts';

/** An article, opened on the page, with the words relied on marked; the words alone where the whole text is not held. */
export function article(cite: PublicCite, options: { readonly open: boolean }): Markup | null {
  if (cite.regulation === '') return null;
  const text = cite.text ?? cite.quote;
  if (text === '') return html`<p class="law"><cite>${formatCite(cite)}</cite></p>`;
  return html`<div class="law"><details${options.open && html` open`}><summary>${formatCite(cite)}</summary><blockquote>${lawText(text, cite.quote)}</blockquote></details></div>`;
}
