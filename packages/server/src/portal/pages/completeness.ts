import { html, type Markup } from '../markup/markup.ts';
import { grouped } from '../markup/phrases.ts';
import type { Completeness } from '../read/summary.ts';
import type { BureauView } from './view.ts';

/** How complete publication is: every decision in exactly one column, and a plain word on what cannot be told apart. */
export function completenessSection(view: BureauView, counts: Completeness): Markup {
  return html`<section class="sec alt tight" id="completeness"><div class="wrap"><div class="sec-h"><h2>公示完整度</h2><span class="more"><a href="${view.links.results(view.bureau.id)}">逐件核对</a></span></div>
${counts.decided === 0 ? empty(counts) : table(counts)}</div></section>`;
}

interface Column {
  readonly style: string;
  readonly name: string;
  readonly count: number;
}

function columnsOf(counts: Completeness): readonly Column[] {
  const when = (name: string, count: number) => (count > 0 ? [{ style: 'c3', name, count }] : []);
  return [
    { style: 'c1', name: '按时公示', count: counts.onTime },
    { style: 'c2', name: '逾期公示', count: counts.late },
    ...when('已公示，载体待确认', counts.unconfirmed),
    ...when('已公示，未定天数', counts.untimed),
    { style: 'c4', name: '已撤下', count: counts.withdrawn },
    { style: 'c5', name: '期满', count: counts.expired },
    { style: 'c6', name: '其余', count: counts.rest },
  ];
}

function table(counts: Completeness): Markup {
  if (counts.rest < 0) {
    return html`<p>登记的执法决定 <b class="num">${grouped(counts.decided)}</b> 件，已公示或者撤下的比它多 <b class="num">${grouped(-counts.rest)}</b> 件，两数不一致，正在核对。</p>`;
  }
  const columns = columnsOf(counts);
  return html`<p>${counts.since !== null && `${counts.since} 年以来，`}本局登记执法决定 <b class="num">${grouped(counts.decided)}</b> 件。每一件都计入下面某一栏，且只计入一栏。</p>
${bar(columns, counts.decided)}
<dl class="counts">${columns.map(
    ({ style, name, count }) =>
      html`<div><dt><i class="${style}"></i>${name}</dt><dd>${grouped(count)}<small>件</small></dd></div>`,
  )}</dl>
<p class="note">“其余”包括依法不予公开、尚在公示期限内和逾期未公示的，本平台目前只能合计，不能逐项分列。${importedNote(counts)}</p>`;
}

function empty(counts: Completeness): Markup {
  return html`<p>本系统尚未登记执法决定。${importedNote(counts)}</p>`;
}

const importedNote = ({ imported }: Completeness): string =>
  imported === 0 ? '' : `另有由历史数据导入的 ${grouped(imported)} 件，不在此计数之内。`;

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
