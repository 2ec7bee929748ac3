import { html, type Markup } from '../markup/markup.ts';
import { grouped } from '../markup/phrases.ts';
import { type FormProblem, formParameters, isNarrowed, type ResultForm } from '../read/result-query.ts';
import type { ResultPage } from '../read/search-results.ts';
import { kindLabel } from './kind.ts';
import { bureauCrumbs, bureauPage, commonPage, crumbs } from './layout.ts';
import { resultList } from './result-list.ts';
import { filterForm, STATES } from './search-form.ts';
import type { BureauView, View } from './view.ts';

/** Counting stops here. */
export const MOST_COUNTED = 1000;

/** What a list page shows; `page` is null where the form has problems. */
export interface ListContent {
  readonly form: ResultForm;
  readonly problems: readonly FormProblem[];
  readonly page: ResultPage | null;
  /** Undefined on later pages, which are not counted again. */
  readonly count: number | undefined;
  readonly shortened: boolean;
  readonly further: boolean;
  /** Officers of this bureau whose name or credential number the words fit, too. */
  readonly officers: number;
}

/** Search and list within one bureau. */
export function resultsPage(view: BureauView, content: ListContent): Markup {
  const { bureau } = view;
  const main = html`<main id="main" class="wrap list">${bureauCrumbs(view, [], '执法结果')}<h1>执法结果</h1>
${filterForm(view, bureau.id, content.form, content.problems, kindsOf([bureau.profile.kinds]))}
${found(view, bureau.id, content)}</main>`;
  return bureauPage(view, {
    title: '执法结果',
    main,
    section: 'results',
    index: !isNarrowed(content.form) && !content.further,
  });
}

/** Search and list over all bureaux. */
export function allResultsPage(
  view: View,
  content: ListContent,
  bureaus: readonly {
    readonly id: string;
    readonly short: string;
    readonly profile: { readonly kinds: readonly string[] };
  }[],
  demonstration: boolean,
): Markup {
  const names = new Map(bureaus.map(({ id, short }) => [id, short]));
  const main = html`<main id="main" class="wrap list">${crumbs(view, [], '执法结果')}<h1>执法结果</h1>
${filterForm(view, null, content.form, content.problems, kindsOf(bureaus.map(({ profile }) => profile.kinds)))}
${found(view, null, content, (id) => names.get(id) ?? '')}</main>`;
  return commonPage(view, { title: '执法结果', main, demonstration, index: false });
}

const kindsOf = (kinds: readonly (readonly string[])[]): readonly string[] => [...new Set(kinds.flat())];

function found(
  view: View,
  bureau: string | null,
  content: ListContent,
  nameOf?: (bureau: string) => string,
): Markup {
  const { page, problems, form } = content;
  if (page === null) return problemSummary(problems, view.links.results(bureau, formParameters(form)));
  return html`<section aria-labelledby="found"><h2 class="vh" id="found">查询结果</h2>
${content.shortened && html`<p class="note">查询词太长，只按前面的部分查了。</p>`}
${page.lines.length === 0 ? nothing(content) : html`<p class="note" role="status">${countSentence(content)}</p>${resultList(view, page.lines, nameOf)}`}
${bureau !== null && content.officers > 0 && html`<p class="note">执法人员中也有 ${content.officers} 人符合：<a href="${view.links.page(bureau, 'officers', { q: form.q })}">查看执法人员</a></p>`}
${turning(view, bureau, content)}</section>`;
}

function problemSummary(problems: readonly FormProblem[], first: string): Markup {
  return html`<div class="problems" role="alert"><p>没有查询。改好以下内容再查：</p><ul>${problems.map(
    ({ field, sentence }) =>
      html`<li><a href="${field === 'after' ? first : `#${field}`}">${sentence}</a></li>`,
  )}</ul></div>`;
}

function countSentence({ count, page, form }: ListContent): string {
  const order = '按公示日期从新到旧排列。';
  if (count === undefined) return order;
  const written = count > MOST_COUNTED ? `${MOST_COUNTED}+` : grouped(count);
  const asked = conditions(form);
  const all = asked === '' ? '共' : `符合${asked}的有`;
  return count === page?.lines.length
    ? `${all} ${written} 件，${order}`
    : `${all} ${written} 件，本页 ${page?.lines.length} 件，${order}`;
}

/** What was asked, in the words of the form: a printed list has no form above it. */
function conditions(form: ResultForm): string {
  const { q, number, kind, state, from, to } = form;
  return [
    q.trim() && `“${q.trim().slice(0, 60)}”`,
    number.trim() && `文号“${number.trim().slice(0, 60)}”`,
    kind && kindLabel(kind),
    STATES.find(([value]) => value === state)?.[1],
    (from || to) && `公示日期${from && ` ${from} 起`}${to && ` ${to} 止`}`,
  ]
    .filter((part) => part)
    .join('、');
}

function nothing({ form, further }: ListContent): Markup {
  if (further) return html`<p>后面没有了。</p>`;
  if (!isNarrowed(form)) return html`<p>尚未公示执法结果。</p>`;
  const words = [form.q, form.number]
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => `“${word.slice(0, 60)}”`);
  return words.length === 0
    ? html`<p role="status" class="nothing">没有符合这些条件的结果。可放宽日期或者类别再查。</p>`
    : html`<p role="status" class="nothing">没有查到${words.join('、')}。可只输企业名称中的几个字，或查相近文号。</p>`;
}

function turning(view: View, bureau: string | null, { form, page, further }: ListContent): Markup | null {
  const parameters = formParameters(form);
  const next = page?.next ?? null;
  if (next === null && !further) return null;
  return html`<nav class="turning" aria-label="翻页">${further && html`<a class="btn" href="${view.links.results(bureau, parameters)}">回到第一页</a>`}${next !== null && html`<a class="btn" href="${view.links.results(bureau, { ...parameters, after: next })}">后 20 件</a>`}</nav>`;
}
