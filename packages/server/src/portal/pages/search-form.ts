import { html, type Markup, type MarkupValue } from '../markup/markup.ts';
import type { FormProblem, ResultForm } from '../read/result-query.ts';
import { LONGEST_QUERY } from '../read/search-terms.ts';
import { kindOptions } from './kind.ts';
import type { View } from './view.ts';

/** The search of a home page. */
export function heroSearch(view: View, bureau: string | null, examples: readonly Markup[] = []): Markup {
  return html`<section class="hero" aria-labelledby="hero"><div class="wrap"><h1 id="hero">查一家企业、<wbr>一份决定${bureau !== null && html`、<wbr>一名执法人员`}</h1>
<form class="search" role="search" aria-label="查执法结果" action="${pathOf(view, bureau)}" method="get"><label class="vh" for="q">查询词</label><input id="q" name="q" type="search" maxlength="${LONGEST_QUERY}" autocomplete="off" placeholder="${bureau === null ? '企业名称、决定书文号或关键词' : '企业名称、决定书文号、执法证号或关键词'}">${keepSize(view)}<button>查询</button></form>
<div class="tries">${examples.length > 0 && html`<span>例如</span>`}${examples}<a href="${view.links.results(bureau)}">按条件查询</a></div></div></section>`;
}

/** The search of the list, with every condition; what was typed stays. */
export function filterForm(
  view: View,
  bureau: string | null,
  form: ResultForm,
  problems: readonly FormProblem[],
  kinds: readonly string[],
): Markup {
  const text = (name: keyof ResultForm, label: string, more: MarkupValue = '') => {
    const problem = problems.find(({ field }) => field === name);
    return html`<div class="field"><label for="${name}">${label}</label><input id="${name}" name="${name}" value="${form[name]}"${more}${problem !== undefined && html` aria-invalid="true" aria-describedby="${name}-problem"`}>${problem !== undefined && html`<span class="problem" id="${name}-problem">${problem.sentence}</span>`}</div>`;
  };
  const choice = (name: keyof ResultForm, label: string, options: readonly (readonly [string, string])[]) =>
    html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">${[
      ['', '全部'] as const,
      ...options,
    ].map(
      ([value, word]) =>
        html`<option value="${value}"${value === form[name] && html` selected`}>${word}</option>`,
    )}</select></div>`;
  return html`<form class="filter" role="search" aria-label="查执法结果" action="${pathOf(view, bureau)}" method="get">
${text('q', '企业名称或关键词', html` type="search" maxlength="${LONGEST_QUERY}" autocomplete="off"`)}
${text('number', '决定书文号', html` maxlength="${LONGEST_QUERY}" autocomplete="off"`)}
${choice('kind', '执法类别', kindOptions(kinds))}
${choice('state', '状态', STATES)}
${text('from', '公示日期自', html` type="date"`)}
${text('to', '公示日期至', html` type="date"`)}
${keepSize(view)}<div class="field go"><button class="btn pri">查询</button></div></form>`;
}

/** Where a result stands, as one may ask for it. */
export const STATES = [
  ['published', '正在公示'],
  ['withdrawn', '已撤下'],
] as const;

const pathOf = (view: View, bureau: string | null): string => view.links.results(bureau).split('?')[0] ?? '/';

/** A GET form drops the address's own query, so the choice of large type travels as a field. */
export const keepSize = ({ large }: View): Markup | false =>
  large && html`<input type="hidden" name="text" value="large">`;
