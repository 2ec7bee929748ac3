import { type CalendarYear, type Duty, explainDuty, type StandingDuty } from '@mingjing/law';
import { externalAddress } from '../../markup/links.ts';
import { html, type Markup, type MarkupValue } from '../../markup/markup.ts';
import { longDate, prose } from '../../markup/phrases.ts';
import { type DeadlineForm, eventOptions } from '../../read/deadlines.ts';
import { kindOptions } from '../kind.ts';
import { bureauCrumbs, bureauPage } from '../layout.ts';
import { tag } from '../marks.ts';
import { calendarStrip } from '../result/calendar-strip.ts';
import { keepSize } from '../search-form.ts';
import type { BureauView } from '../view.ts';
import { deadlineContents, deadlineList, deadlineSource } from './deadline-list.ts';

/** The deadlines that bind the bureau, by what a citizen asks, and how a date is counted. */
export function deadlinesPage(
  view: BureauView,
  standing: readonly StandingDuty[],
  answer: readonly Duty[] | null,
  form: DeadlineForm,
  years: readonly CalendarYear[],
): Markup {
  const main = html`<main id="main" class="wrap list deadlines">${bureauCrumbs(view, [], '期限说明')}<h1>期限说明</h1>
<p class="prose">起算的当日不计入。本页所写的工作日不含周末和法定节假日，调休上班的日子计入；只写“日”、没有写“工作日”的，周末和节假日也计入。</p>
${!form.asked && deadlineContents(view, standing, form.unfolded)}
<h2 id="count">某一天怎样算出来</h2>${questionForm(view, standing, form)}${answered(answer, form)}
${form.asked ? html`<p><a href="${view.links.page(view.bureau.id, 'deadlines')}">查看本局的全部期限</a></p>` : deadlineList(view, standing, form.unfolded)}
${notices(years)}</main>`;
  return bureauPage(view, {
    title: '期限说明',
    main,
    section: 'matters',
    canonical: `/${encodeURIComponent(view.bureau.id)}/deadlines`,
    index: !form.asked && !form.unfolded,
  });
}

function questionForm(view: BureauView, standing: readonly StandingDuty[], form: DeadlineForm): Markup {
  const path = view.links.page(view.bureau.id, 'deadlines').split('?')[0] ?? '/';
  const problem = (name: string) => form.problems.find(({ field }) => field === name)?.sentence;
  const described = (name: string) =>
    problem(name) !== undefined && html` aria-invalid="true" aria-describedby="${name}-problem"`;
  const said = (name: string) =>
    problem(name) !== undefined && html`<span class="problem" id="${name}-problem">${problem(name)}</span>`;
  const choice = (name: 'event' | 'kind', label: string, options: readonly (readonly [string, string])[]) =>
    html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}"${described(name)}>${options.map(
      ([value, word]) =>
        html`<option value="${value}"${value === form[name] && html` selected`}>${word}</option>`,
    )}</select>${said(name)}</div>`;
  return html`<form class="filter" aria-label="算一个日期" action="${path}#count" method="get">
${choice('event', '发生了什么', eventOptions(standing))}
${choice('kind', '执法类别', kindOptions(view.bureau.profile.kinds))}
<div class="field"><label for="date">哪一天</label><input id="date" name="date" type="date" value="${form.date === '' ? view.today : form.date}"${described('date')}>${said('date')}</div>
${keepSize(view)}<div class="field go"><button class="btn pri">计算</button></div></form>`;
}

function answered(answer: readonly Duty[] | null, form: DeadlineForm): MarkupValue {
  if (form.problems.length > 0)
    return html`<div class="problems" role="alert"><p>没有计算。改好以下内容再算：</p><ul>${form.problems.map(({ field, sentence }) => html`<li><a href="#${field}">${sentence}</a></li>`)}</ul></div>`;
  if (answer === null) return null;
  const usual = '按通常情形计算：当事人是单位，适用普通程序，没有延长，没有依法扣除的时间。';
  return html`<section aria-label="计算结果">${answer.length === 0 ? html`<p role="status">本局适用的规定对这件事没有规定期限。</p>` : html`<p class="note" role="status">${usual}</p>${answer.map(counted)}`}</section>`;
}

function counted(duty: Duty): Markup {
  const { sentence, strip } = explainDuty(duty, { longestStrip: 100 });
  return html`<section class="matter"><h3>${duty.name}${duty.due !== null && html`：${longDate(duty.due)}`}${duty.unverified && html` ${tag('soon', '未核')}`}</h3>
<p class="prose">${prose(sentence)}${duty.note}</p>${calendarStrip(strip, '')}${deadlineSource(
    duty.cite,
    duty.others.map(({ cite }) => cite),
    true,
  )}</section>`;
}

/** The notice of each year by which holidays are known; a number that nobody has checked is said to be unchecked. */
function notices(years: readonly CalendarYear[]): Markup {
  const last = years.at(-1)?.year;
  return html`<section aria-labelledby="notices"><h2 id="notices">放假安排依据的通知</h2><ul class="plain">${years.map(
    ({ year, notice, number }) =>
      html`<li>${externalAddress(notice) !== null ? html`<a href="${notice}" rel="noreferrer">国务院办公厅关于${year}年部分节假日安排的通知</a>` : notice}<span class="nb">（${number ?? html`文号${tag('soon', '未核')}`}）</span></li>`,
  )}</ul>${last !== undefined && html`<p class="note">${last + 1} 年起的放假安排还没有公布，落在那以后的日期是暂定的，公布后重新计算。</p>`}</section>`;
}
