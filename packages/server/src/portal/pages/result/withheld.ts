import { html, type Markup } from '../../markup/markup.ts';
import type { PublicCite, ResultBody } from '../../read/result-body.ts';
import { article } from './article.ts';

/** What is not shown and on which ground; a bar of one length for everything, so that nothing can be told from it. */
export function withheldSection({ fields, withheld, erased }: ResultBody, open: boolean): Markup {
  const gone = erased.filter(({ key }) => key.startsWith('fields.')).length;
  const sum = `共 ${fields.length + withheld.length} 项，公开 ${fields.length - gone} 项，依法不公开 ${withheld.length} 项${gone > 0 ? `，依法删除 ${gone} 项` : ''}。`;
  if (withheld.length === 0) return html`<h2>未公开的内容</h2><p class="prose note">${sum}</p>`;
  const rows = withheld.map(
    (item) =>
      html`<div><dt>${item.name}</dt><dd><span class="bar" role="img" aria-label="未公开">▇▇▇▇▇▇</span><span class="held">${reason(item)}</span></dd></div>`,
  );
  return html`<h2>未公开的内容</h2><p class="prose note">${sum}被遮盖的内容仍在存证之中，不能事后增删。</p>
<dl class="fields">${rows}</dl>${articlesOf(withheld).map((cite) => article(cite, { open }))}`;
}

type Withheld = ResultBody['withheld'][number];

function reason({ ground, cite }: Withheld): string {
  const place = typeof cite === 'string' ? cite : `《${cite.regulation}》${cite.article}`;
  // A ground without a Chinese name is an inner code, not for the public.
  const named = /\p{Script=Han}/u.test(ground) ? ground : '';
  return [named, place].filter((part) => part !== '').join('，') || '依法不公开';
}

function articlesOf(withheld: readonly Withheld[]): readonly PublicCite[] {
  const found = new Map<string, PublicCite>();
  for (const { cite } of withheld) {
    if (typeof cite !== 'string' && (cite.text ?? cite.quote) !== '')
      found.set(`${cite.regulation} ${cite.article}`, cite);
  }
  return [...found.values()];
}
