import { resultPath } from '../../markup/links.ts';
import { html, type Markup } from '../../markup/markup.ts';
import { chinaTime, grouped } from '../../markup/phrases.ts';
import { qrCode } from '../../markup/qr-code.ts';
import type { ProofState, Result } from '../../read/results.ts';
import { cross, MACHINE_TIME, ring, tick } from '../marks.ts';
import type { BureauView } from '../view.ts';

/** What anybody can check about this page, what it proves and what it does not. */
export function proofSection(view: BureauView, result: Result, proof: ProofState): Markup {
  const { links } = view;
  const address = view.absolute(resultPath(result.bureau, result.id));
  return html`<section><h2>这一页可以验证</h2>${proofSteps(proof, view.bureau.demonstration)}
<p class="note promise">${result.state === 'withdrawn' ? '证明这段撤下说明自登记起未被改动。' : `证明此页自${result.body.corrections.length > 0 ? '最近一次更正公示' : '公示'}起${result.body.erased.length > 0 ? '，除依法删除的内容外，' : ''}未被改动，不代表决定的实体内容必然正确。`}</p>
<a class="btn pri wide" href="${links.verifier(result.bureau, result.id)}">验证此页</a>
<p class="note how">由您的浏览器当场重算，内容不发往任何地方。断网时用离线核验页，把证明文件拖进去。</p>
<ul class="dl"><li><a href="${links.proof(result.bureau, result.id)}" download>下载证明文件<span>JSON</span></a></li>
<li><a href="/verify.html" download>下载离线核验页<span>HTML</span></a></li>
<li><a href="${links.page(result.bureau, 'how-to-verify')}">如何验证<span>一步一步</span></a></li></ul>
<div class="print-only">${qrCode(address, '本页地址的二维码')}<span>打印件只反映打印当时的内容。<br>扫码查看最新状态并验证：<br><span class="address">${address}</span></span></div></section>`;
}

/** The three steps; one that is not reached says so. */
export function proofSteps(
  { recordedAt, place, witnessed, mismatch }: ProofState,
  isDemonstration: boolean,
): Markup {
  if (mismatch !== null) {
    return html`<ul class="proof"><li class="bad">${cross}<span>验证不通过<small>“${mismatch}”与存证不一致，以证明文件和存证为准。</small></span></li></ul>`;
  }
  const signed = place.index !== null && place.checkpoint !== null;
  return html`<ul class="proof">${recordedAt === null ? open('已存证', '正在登记') : done('已存证', html`<span class="num">${chinaTime(new Date(recordedAt))}</span>`)}
${signed ? done(html`已入链 <span class="num">#${grouped(place.index ?? 0)}</span>`, '日志中的位置，签署后不能改动') : open('已入链', '尚未入链，通常 2 秒内')}
${witnessStep(witnessed, isDemonstration)}</ul>`;
}

/** Each witness is named with the time of its first signature; fewer than agreed is not yet 已见证. */
function witnessStep({ by, isEnough }: ProofState['witnessed'], isDemonstration: boolean): Markup {
  if (by.length === 0) return open('已见证', '尚无见证');
  const names = by.map(
    ({ name, signedAt }) =>
      html`${name} <span class="num">${chinaTime(signedAt)}</span>${isDemonstration && MACHINE_TIME}<br>`,
  );
  return isEnough ? done('已见证', html`${names}`) : open('已见证', html`${names}尚未达到约定的见证方`);
}

const done = (what: Markup | string, hint: Markup | string): Markup =>
  html`<li>${tick}<span>${what}<small>${hint}</small></span></li>`;
const open = (what: string, hint: Markup | string): Markup =>
  html`<li class="open">${ring}<span>${what}<small>${hint}</small></span></li>`;
