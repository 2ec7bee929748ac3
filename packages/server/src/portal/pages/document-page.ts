import { changeLabel, changeSentence, type IssuedDocument } from '../../documents/issued-document.ts';
import { documentCheckPath, telephone } from '../markup/links.ts';
import { html, type Markup } from '../markup/markup.ts';
import { documentNumber, grouped, longDate } from '../markup/phrases.ts';
import { qrCode } from '../markup/qr-code.ts';
import type { ProofState } from '../read/results.ts';
import { bureauCrumbs, bureauPage } from './layout.ts';
import { tag } from './marks.ts';
import { proofSteps } from './result/proof-section.ts';
import { keepSize } from './search-form.ts';
import type { BureauView } from './view.ts';

/** Where the code of a printed document is typed. */
export function documentFormPage(view: BureauView): Markup {
  const address = view.absolute(documentCheckPath(view.bureau.id));
  const main = html`<main id="main" class="wrap list">${bureauCrumbs(view, [], '核对文书')}<h1>核对文书</h1>
<p class="prose">本局制作的文书，第一页右上角印有二维码和核验码。用手机扫二维码，或者在本页输入核验码，就能核对这份文书是不是本局制作的、有没有登记在存证日志里。</p>
${codeForm(view)}
<p class="note">没有印核验码的，是早先制作的文书或者样稿，请按文号向本局核实。</p>
<div class="print-only">${qrCode(address, '本页地址的二维码')}<span>扫码打开本页，或者在浏览器中输入：<br><span class="address">${address}</span></span></div></main>`;
  return bureauPage(view, { title: '核对文书', main, canonical: documentCheckPath(view.bureau.id) });
}

/** The same answer for a code that nothing bears, for a text that is no code, and for a document of another bureau. */
export function noDocumentPage(view: BureauView): Markup {
  const phone = view.bureau.profile.contact?.phone;
  const number = phone === undefined ? null : telephone(phone);
  const main = html`<main id="main" class="wrap list">${steps(view)}<h1>没有查到这份文书</h1>
<p class="prose" role="status">本局没有制作过印有这个核验码的文书。请与文书右上角的核验码逐字核对，再输一次；别的机关制作的文书，请到该机关的网站核对。</p>
${codeForm(view)}
<p class="prose">仍查不到的，请不要按这份文书缴款或者履行，先向本局核实${phone !== undefined && html`：${number === null ? phone : html`<a href="${number}">${phone}</a>`}`}。</p></main>`;
  return bureauPage(view, { title: '没有查到这份文书', main, index: false });
}

/** What anybody who holds the paper may see: what it is, whose and of which day; nothing about the party. */
export function documentPage(
  view: BureauView,
  document: IssuedDocument,
  proof: ProofState,
  code: string,
): Markup {
  const { title, number, issuedBy, issuedOn, sha256, size } = document;
  const compare = `${documentCheckPath(view.bureau.id)}/${encodeURIComponent(code)}/compare.html`;
  const main = html`<main id="main" class="wrap list">${steps(view)}<h1>查到这份文书</h1>
${changeNotes(document)}<dl class="fields"><div><dt>文书</dt><dd>${title}</dd></div><div><dt>文号</dt><dd>${/〔\d{4}〕/.test(number) ? documentNumber(number) : '未编文号'}</dd></div><div><dt>制作机关</dt><dd>${issuedBy}</dd></div><div><dt>日期</dt><dd>${longDate(issuedOn)}</dd></div></dl>
<p class="prose">请与纸上的文书名称、文号、机关和日期逐项对照：有一项不同，就不是这份文书。这里不显示当事人和正文；纸上的正文有没有改过，要与原件或者电子文件比对。</p>
<h2>这份文书的登记</h2>${proofSteps(proof, view.bureau.demonstration)}
<h2>比对电子文件</h2><p class="prose">手里有这份文书的 PDF 文件的，可以在本机比对，文件不会上传。</p>
<p><a class="btn pri" href="${compare}">在本机比对 PDF</a></p>
<dl class="fields key"><div><dt>大小</dt><dd><span class="num">${grouped(size)}</span> 字节</dd></div><div><dt>摘要值（SHA-256）</dt><dd><code>${sha256}</code></dd></div></dl>
<p class="note">也可以用别的程序计算 PDF 的 SHA-256 摘要值，与上面的对照；差一个字节，摘要值就不同。<a href="${view.links.page(view.bureau.id, 'how-to-verify')}">如何验证</a></p>
<h2>再核对一份</h2>${codeForm(view)}</main>`;
  return bureauPage(view, { title: '查到这份文书', main, index: false });
}

const steps = (view: BureauView): Markup =>
  bureauCrumbs(view, [['核对文书', view.links.page(view.bureau.id, 'verify')]]);

function codeForm(view: BureauView): Markup {
  return html`<form class="filter short" aria-label="核对文书" action="${documentCheckPath(view.bureau.id)}" method="get"><div class="field"><label for="code">核验码</label><input id="code" name="code" maxlength="400" autocomplete="off" autocapitalize="characters" spellcheck="false" required placeholder="5 个一组，共 4 组"></div>${keepSize(view)}<div class="field go"><button class="btn pri">核对</button></div></form>`;
}

function changeNotes({ changes }: IssuedDocument): readonly Markup[] {
  return changes.map(
    (change) => html`<p class="prose">${tag('bad', changeLabel(change))} ${changeSentence(change)}</p>`,
  );
}
