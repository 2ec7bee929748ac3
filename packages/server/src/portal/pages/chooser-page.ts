import { html, type Markup } from '../markup/markup.ts';
import type { PublicBureau } from '../read/bureaus.ts';
import type { ResultLine } from '../read/search-results.ts';
import { commonPage } from './layout.ts';
import { resultList } from './result-list.ts';
import { heroSearch } from './search-form.ts';
import type { View } from './view.ts';

/** The home of an installation with several bureaux: one search over all, and the way to each. */
export function chooserPage(
  view: View,
  bureaus: readonly PublicBureau[],
  latest: readonly ResultLine[],
): Markup {
  const names = new Map(bureaus.map(({ id, short }) => [id, short]));
  const main = html`<main id="main">${heroSearch(view, null)}
<section class="sec" aria-labelledby="bureaus"><div class="wrap"><div class="sec-h"><h2 id="bureaus">选择执法机关</h2></div>${bureaus.length === 0 ? html`<p>尚未登记执法机关。</p>` : html`<ul class="help bureaus">${bureaus.map(({ id, name, profile }) => html`<li><a href="${view.links.bureau(id)}">${name}</a><span>${profile.region}${profile.successor !== undefined && `　已由${profile.successor.name}承继`}</span></li>`)}</ul>`}</div></section>
${latest.length > 0 && html`<section class="sec alt" aria-labelledby="latest"><div class="wrap"><div class="sec-h"><h2 id="latest">最新公示</h2><span class="more"><a href="${view.links.results(null)}">全部结果</a></span></div>${resultList(view, latest, (id) => names.get(id) ?? '')}</div></section>`}</main>`;
  return commonPage(view, {
    title: '首页',
    main,
    canonical: '/',
    demonstration: bureaus.some(({ demonstration }) => demonstration),
  });
}
