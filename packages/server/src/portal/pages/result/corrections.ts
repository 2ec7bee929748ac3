import { html, type Markup } from '../../markup/markup.ts';
import { formatCite, grouped, longDate, prose } from '../../markup/phrases.ts';
import type { Result } from '../../read/results.ts';
import type { BureauView } from '../view.ts';

/** 更正说明: what of the page was put right, when, why and by which clause, and the entry of what stood there before. `earlier`: places in the log by version. */
export function correctionSection(
  { links }: BureauView,
  { bureau, id, body }: Result,
  earlier: ReadonlyMap<number, number | null>,
): Markup | false {
  if (body.corrections.length === 0) return false;
  return html`<section class="corrected"><h2>更正说明</h2>${body.corrections.toReversed().map(
    ({ of, on, reason, changed, cite }) =>
      html`<p class="prose">${longDate(on)}更正了${changed.map((name) => `“${name}”`).join('、')}。原因：${prose(reason)}${cite && html`（${formatCite(cite)}）`}</p>
<p class="note">更正前的公示内容不再显示；它的存证没有删除，${place(earlier.get(of) ?? null)}，已经下载的证明文件仍可验证。<a href="${links.earlierProof(bureau, id, of)}" download>更正前的存证证明</a></p>`,
  )}</section>`;
}

const place = (index: number | null): Markup | string =>
  index === null ? '正在登记' : html`在日志第 <span class="num">#${grouped(index)}</span> 项`;
