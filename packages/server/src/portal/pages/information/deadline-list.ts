import {
  CIRCUMSTANCES,
  type CircumstanceKind,
  type Cite,
  deadlineSentence,
  type StandingDuty,
} from '@mingjing/law';
import { html, type Markup } from '../../markup/markup.ts';
import { formatCite, lawText } from '../../markup/phrases.ts';
import { kindLabel } from '../kind.ts';
import { tag } from '../marks.ts';
import type { BureauView } from '../view.ts';

/** What the page holds, by what a citizen asks, and the way to all of it unfolded. */
export function deadlineContents(
  view: BureauView,
  standing: readonly StandingDuty[],
  unfolded: boolean,
): Markup {
  const other = view.links.page(view.bureau.id, 'deadlines', unfolded ? {} : { open: 'all' });
  return html`<nav class="contents" aria-label="本页内容"><ul class="plain">${grouped(standing).map(
    ({ id, title, entries }) => html`<li><a href="#${id}">${title}</a>　${entries.length} 项</li>`,
  )}<li><a href="#count">某一天怎样算出来</a></li><li><a href="#notices">放假安排依据的通知</a></li></ul>
<p>${view.large ? '' : html`<a href="${other}">${unfolded ? '收起各项' : '展开全部（便于查找和打印）'}</a>`}</p></nav>`;
}

/** Every deadline that binds the bureau, folded by what a citizen asks; large type folds nothing. */
export function deadlineList(
  view: BureauView,
  standing: readonly StandingDuty[],
  unfolded: boolean,
): readonly Markup[] {
  const open = unfolded || view.large;
  return grouped(standing).map(
    ({ id, title, entries }) =>
      html`<section aria-labelledby="${id}-title"><details class="fold"${open && html` open`}><summary><h2 id="${id}-title">${title}<small>${entries.length} 项</small></h2></summary><div id="${id}">${entries.map((one) => entry(view, one, open))}</div></details></section>`,
  );
}

/** The words a deadline rests on, behind the name of their article. */
export function deadlineSource(cite: Cite, others: readonly Cite[], open: boolean): Markup {
  return html`<details class="fold source"${open && html` open`}><summary>${formatCite(cite)}</summary><p class="note">“${lawText(cite.quote)}”${others.length > 0 && `　同一件事另见${others.map((other) => `${formatCite(other)}${other.verified ? '' : '（未核）'}`).join('、')}。`}</p></details>`;
}

function entry(view: BureauView, { rule, cite, kinds, others, note }: StandingDuty, open: boolean): Markup {
  const all = kinds.length === view.bureau.profile.kinds.length;
  const only = all || kinds.length === 1 ? '' : `适用于${kinds.map(kindLabel).join('、')}。`;
  return html`<section class="matter"><h3>${rule.name}${rule.unverified && html` ${tag('soon', '未核')}`}</h3>
<p class="prose">${deadlineSentence(rule)}${only}${conditions(rule.when)}${rule.rolls?.holiday === true && '最后一日不是工作日的，顺延到下一个工作日。'}${note}</p>
${deadlineSource(cite, others, open)}</section>`;
}

/** 限于当事人是自然人、个体工商户的。 Values that hold unless told otherwise are not mentioned. */
function conditions(when: StandingDuty['rule']['when']): string {
  const parts = Object.entries(when).flatMap(([name, accepted]) => {
    const kind: CircumstanceKind | undefined = CIRCUMSTANCES[name as keyof typeof CIRCUMSTANCES];
    const values = Array.isArray(accepted) ? accepted : 'only' in accepted ? accepted.only : [];
    if (kind === undefined || values.length === 0 || values.some((value) => kind.unset.includes(value)))
      return [];
    const words = values.map((value) => kind.values[value] ?? value).join('、');
    return [values.includes('yes') ? kind.label : `${kind.label}：${words}`];
  });
  return parts.length === 0 ? '' : `限于以下情形（${parts.join('；')}）。`;
}

function grouped(standing: readonly StandingDuty[]) {
  return GROUPS.map((group) => ({
    ...group,
    entries: standing.filter((one) => groupOf(one) === group.holds),
  })).filter(({ entries }) => entries.length > 0);
}

type Group = 'permit' | 'penalty' | 'coercion' | 'publication' | 'correction' | 'information' | 'other';

const GROUPS: readonly { readonly id: string; readonly title: string; readonly holds: Group }[] = [
  { id: 'permit', title: '申请行政许可，多久办好', holds: 'permit' },
  { id: 'penalty', title: '被立案查处、处罚', holds: 'penalty' },
  { id: 'coercion', title: '查封、扣押、冻结和强制执行', holds: 'coercion' },
  { id: 'publication', title: '执法结果何时公开、公开多久', holds: 'publication' },
  { id: 'correction', title: '公开的内容有误或者变了', holds: 'correction' },
  { id: 'information', title: '申请公开政府信息', holds: 'information' },
  { id: 'other', title: '记录、归档和年度报告', holds: 'other' },
];

const PUBLICATION = ['publish', 'withdraw', 'end-publication', 'forward-publication'];
const FILES = ['file-away', 'store-recording'];
const INFORMATION = ['information-requested', 'third-party-consulted', 'organ-consulted'];

function groupOf({ rule }: StandingDuty): Group {
  if (PUBLICATION.includes(rule.does)) return 'publication';
  if (rule.does === 'correct' || rule.does === 'update') return 'correction';
  if (rule.on.some((event) => INFORMATION.includes(event))) return 'information';
  if (FILES.includes(rule.does)) return 'other';
  if (rule.kinds.includes('coercion') && rule.kinds.length <= 2) return 'coercion';
  if (rule.kinds.length === 1 && rule.kinds[0] === 'permit') return 'permit';
  return rule.kinds.length === 1 && rule.kinds[0] === 'penalty' ? 'penalty' : 'other';
}
