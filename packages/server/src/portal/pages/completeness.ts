import { type CompletenessColumn, completenessColumns } from '@mingjing/law';
import { html, type Markup } from '../markup/markup.ts';
import { grouped } from '../markup/phrases.ts';
import type { Completeness } from '../read/summary.ts';
import type { BureauView } from './view.ts';

/** How complete publication is: every decision in exactly one of seven columns. */
export function completenessSection(view: BureauView, counts: Completeness): Markup {
  return html`<section class="sec alt tight" id="completeness"><div class="wrap"><div class="sec-h"><h2>公示完整度</h2><span class="more"><a href="${view.links.results(view.bureau.id)}">逐件核对</a>　<a href="${view.links.page(view.bureau.id, 'how-to-verify')}#open-data">下载</a></span></div>
${counts.decided === 0 ? empty(counts) : table(counts)}</div></section>`;
}

interface Column {
  readonly style: string;
  readonly name: string;
  readonly count: number;
}

const names: Readonly<Record<CompletenessColumn, string>> = {
  onTime: '按时公示',
  late: '逾期公示',
  withheld: '依法不予公开',
  withdrawn: '已撤下',
  expired: '期满',
  withinLimit: '尚在期限内',
  overdue: '逾期未公示',
};

const columnsOf = ({ columns }: Completeness): readonly Column[] =>
  completenessColumns.map((column, index) => ({
    style: `c${index + 1}`,
    name: names[column],
    count: columns[column],
  }));

function table(counts: Completeness): Markup {
  const columns = columnsOf(counts);
  const sum = columns.reduce((total, { count }) => total + count, 0);
  if (sum !== counts.decided) {
    return html`<p>编号排到的执法决定 <b class="num">${grouped(counts.decided)}</b> 件，逐件登记的 <b class="num">${grouped(sum)}</b> 件，两数不一致，正在核对。</p>`;
  }
  return html`<p>${counts.since !== null && `${counts.since} 年以来，`}本局作出执法决定 <b class="num">${grouped(counts.decided)}</b> 件，编号连续，无缺号。每一件都计入下面某一栏，且只计入一栏。</p>
${bar(columns, counts.decided)}
<dl class="counts">${columns.map(
    ({ style, name, count }) =>
      html`<div><dt><i class="${style}"></i>${name}</dt><dd>${grouped(count)}<small>件</small></dd></div>`,
  )}</dl>
<p class="note">${notesOn(counts)}</p>`;
}

/** What a column holds besides what its name says, told where it is so. */
function notesOn(counts: Completeness): string {
  const { untimed, unconfirmed, revoked } = counts;
  return [
    '按时，指在期限内登上规定的公示载体。',
    untimed > 0 && `“按时公示”中 ${grouped(untimed)} 件，所依条文没有写明天数，公示的即计入。`,
    unconfirmed > 0 &&
      `${grouped(unconfirmed)} 件已在本平台公示，规定的载体尚未确认，按是否超过期限计入“尚在期限内”或者“逾期未公示”。`,
    revoked > 0 && `“已撤下”中 ${grouped(revoked)} 件在公示前已被撤销、确认违法或者责令重作，不再公示。`,
    uncountedNote(counts),
  ]
    .filter((note) => note !== false)
    .join('');
}

function empty(counts: Completeness): Markup {
  return html`<p>本系统尚未登记执法决定。${uncountedNote(counts)}</p>`;
}

const uncountedNote = ({ imported, onPaper }: Completeness): string =>
  [
    imported > 0 && `另有由历史数据导入的 ${grouped(imported)} 件，不在此计数之内。`,
    onPaper > 0 && `另有在纸质上作出的决定 ${grouped(onPaper)} 件，不在本局决定序号内，也不在此计数之内。`,
  ]
    .filter((note) => note !== false)
    .join('');

function bar(columns: readonly Column[], whole: number): Markup {
  let from = 0;
  const parts = columns
    .filter(({ count }) => count > 0)
    .map(({ style, count }) => {
      const at = from;
      const width = (100 * count) / whole;
      from += width;
      return html`<rect class="${style}" x="${at.toFixed(3)}%" y="0" width="${width.toFixed(3)}%" height="20"/>`;
    });
  return html`<svg class="count-bar" aria-hidden="true" width="100%" height="20"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V6" stroke="#4B5A63" stroke-width="5"/></pattern></defs>${parts}</svg>`;
}
