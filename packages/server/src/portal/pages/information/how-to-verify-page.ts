import { type NamedWitness, presentWitnesses } from '@mingjing/law';
import { keyFingerprint } from '@mingjing/ledger';
import { type Finding, findingSentence } from '../../../log/findings.ts';
import type { BureauLog } from '../../../log/logs.ts';
import type { StoredTimeStamp } from '../../../log/time-stamp/time-stamps.ts';
import { describeCounts } from '../../../recheck/last-recheck.ts';
import { html, type Markup } from '../../markup/markup.ts';
import { chinaTime, grouped } from '../../markup/phrases.ts';
import { bureauCrumbs, bureauPage, recheckWords } from '../layout.ts';
import { MACHINE_TIME } from '../marks.ts';
import type { BureauView } from '../view.ts';
import { verificationPictures } from './verification-pictures.ts';

/** What the page tells of a log beside its newest checkpoint. */
export interface Verification {
  /** The bureau's logs, the one in use last. */
  readonly logs: readonly BureauLog[];
  readonly findings: readonly Finding[];
  readonly timeStamp: StoredTimeStamp | null;
}

/** How anybody checks a page, in ten plain sentences with pictures. */
export function howToVerifyPage(view: BureauView, { logs, findings, timeStamp }: Verification): Markup {
  const { bureau, links, checkpoint } = view;
  const current = logs.at(-1);
  const openData = `/${encodeURIComponent(bureau.id)}/open-data/`;
  const main = html`<main id="main" class="wrap list">${bureauCrumbs(view, [], '如何验证')}<h1>如何验证</h1>
${verificationPictures()}
<ol class="sentences">
<li>每一条公示在发布时都做成一份记录，并算出一个摘要；内容改动一个字，摘要就不同。</li>
<li>摘要按先后编号，写进本局的存证日志，一条接一条，少一条、换一条都对不上。</li>
<li>日志每次增加，本局都用自己的密钥对当时的全部内容签名，这就是检查点。</li>
<li>打开一条执法结果，点“下载证明文件”，得到一个小文件。</li>
<li>文件里有这条公示的记录、它在日志中的编号，以及从它到检查点的全部证明。</li>
<li>点“验证此页”，您的浏览器当场重算一遍；也可以下载<a href="/verify.html" download>离线核验页</a>，断网后把文件拖进去。</li>
<li>核验页会说核验成立，或者指出哪一处不成立；这一步不需要联网。</li>
<li>把核验页显示的公钥指纹与下面公布的指纹核对，再把显示的文号和各项内容与网页对照，都应当一致。</li>
<li>请自己留存检查点：以后的日志必须包含它，否则就是有人改写过历史。</li>
<li>验证通过，证明此页自公示起未被改动，不代表决定的实体内容必然正确。</li></ol>
<p>手里有一份本局的纸质文书，想知道是不是真的：扫文书右上角的二维码，或者<a href="${links.page(bureau.id, 'verify')}">输入核验码核对文书</a>。</p>
<p class="note how">装有明镜的电脑上也可以运行 <code>npm run -s mingjing -- verify 文件</code>。从机关得到的案件卷宗（压缩包），同样用离线核验页核验。</p>
${current !== undefined && keySection(current.vkey)}
<p>${checkpoint === null ? '本局的日志尚无检查点。' : html`<a class="btn" href="${links.checkpoint(bureau.id)}">查看最新检查点</a>`}</p>
<h2 id="open-data">下载全部公开数据，自行核对</h2><p>全部公示结果、每日封存的计数和存证日志都可以下载，清单在 <a href="${openData}index.json">index.json</a>，按年分 JSON Lines 和 CSV 两种，每日封存的计数在 <a href="${openData}counts.jsonl">counts.jsonl</a>。</p>
<p>运行 <code>npm run -s mingjing -- audit ${view.absolute(`/${encodeURIComponent(bureau.id)}`)}</code>，程序会重新计算整个日志，逐件核对存证、编号和件数，说出隐去的决定、改过的内容、移除的行；加上 <code>--save 目录</code> 可以存下来离线再核对。</p>
<h2 id="recheck">全量校验</h2><p>每天夜里，程序把日志、事实、由事实算出的各表、文书、原件和本页可以下载的文件全部重算一遍，与存证逐一核对；有一处不符，就公布在这里。</p>
<p>${recheckWords(view)}${view.recheck !== null && html`。共校验${describeCounts(view.recheck.counts)}`}。${view.recheckSealed && html`这次校验的结果已存证：<a href="${links.recheckProof(bureau.id)}" download>下载证明文件</a>。`}</p>
${earlierSection(logs)}${witnessesSection(view)}${timeStamp !== null && timeStampSection(view, timeStamp)}${findings.map((finding) => findingNote(view, finding))}</main>`;
  return bureauPage(view, {
    title: '如何验证',
    main,
    section: 'how-to-verify',
    canonical: `/${encodeURIComponent(bureau.id)}/how-to-verify`,
  });
}

function keySection(vkey: string): Markup {
  return html`<h2>本局日志的公钥</h2><dl class="fields key"><div><dt>指纹</dt><dd><code>${keyFingerprint(vkey)}</code></dd></div><div><dt>公钥</dt><dd><code>${vkey}</code></dd></div></dl>`;
}

/** Logs that have ended stay to be checked, each with the reason why another follows it, and what is missing of it. */
function earlierSection(logs: readonly BureauLog[]): Markup | null {
  if (logs.length < 2) return null;
  const rows = logs.slice(1).map(({ number, openedAt, after, held, reason }, before) => {
    const missing = Math.max(0, (after?.size ?? 0) - (held?.size ?? 0));
    return html`<div><dt>第 <span class="num">${number - 1}</span> 册</dt><dd><span class="num">${chinaTime(openedAt)}</span> 结束，签到 <span class="num">${grouped(after?.size ?? 0)}</span> 条，由第 <span class="num">${number}</span> 册接续。理由：${reason}${missing > 0 && html`<br><span class="tag bad">异常</span> 签过的记录中有 <span class="num">${grouped(missing)}</span> 条已经不在本机。`}<br>公钥 <code>${logs[before]?.vkey}</code></dd></div>`;
  });
  return html`<h2>已经结束的日志</h2><p>日志结束以后不再增加。接续的日志，第一条写明前一册在何处结束；此前的证明文件仍用当时的公钥核验。</p><dl class="fields key">${rows}</dl>`;
}

/** Who has to sign with the bureau, since when, and who did so before: what a stranger verifies with. */
function witnessesSection({ bureau, links }: BureauView): Markup {
  const { witnesses = [], quorum = 0 } = bureau.profile;
  const present = presentWitnesses(bureau.profile);
  const former = witnesses.filter(({ until }) => until !== undefined);
  const rows = present.map(witnessRow);
  return html`<h2 id="witnesses">见证方</h2>
${
  present.length === 0
    ? html`<p class="note">目前还没有别的机关为本局的日志作见证；有了之后，会在每条结果旁写明。</p>`
    : html`<p>下列机关各自核对本局的日志，只在新的检查点包含它们以前见过的全部内容时才联署；有其中 <span class="num">${quorum}</span> 方联署的，才写“已见证”。它们的公钥请向该机关核对；核验时加上 <code>--witness 公钥</code>，没有该见证方联署的文件就不成立。</p>
<dl class="fields key">${rows}</dl>
<p><a class="btn" href="${links.policy(bureau.id)}">下载核验用的约定</a></p>`
}${former.length > 0 && html`<p>以前的见证方：</p><dl class="fields key">${former.map(witnessRow)}</dl>`}`;
}

function witnessRow({ name, body, vkey, from, until }: NamedWitness): Markup {
  return html`<div><dt>${name}</dt><dd>${body !== name && html`${body}<br>`}自 <span class="num">${from}</span> 起${until !== undefined && html`，至 <span class="num">${until}</span> 止`}<br><code>${vkey}</code></dd></div>`;
}

function timeStampSection({ bureau, links }: BureauView, stamp: StoredTimeStamp): Markup {
  const { size, authority, stampedAt } = stamp;
  return html`<h2>时间戳</h2><p>时间戳机构 <code>${authority}</code> 于 <span class="num">${chinaTime(stampedAt)}</span>${bureau.demonstration && MACHINE_TIME} 为前 <span class="num">${grouped(size)}</span> 条的检查点签发了时间戳：在此之前登记的内容，此后不能再改。</p>
<p><a class="btn" href="${links.timeStamp(bureau.id, size, 'token.tst')}" download>下载时间戳</a> <a class="btn" href="${links.timeStamp(bureau.id, size, 'checkpoint.txt')}" download>下载所盖的检查点</a></p>
<p class="note">用 OpenSSL 和该机构的根证书核对：<code>openssl ts -verify -in token.tst -token_in -data checkpoint.txt -CAfile 根证书.pem</code></p>`;
}

/** What contradicts the log is said where people learn to trust it. */
function findingNote({ bureau, links }: BureauView, finding: Finding): Markup {
  const file =
    finding.kind === 'fork'
      ? html` <a href="${links.contradiction(bureau.id, finding.seenSize)}" download>下载矛盾的证据</a>`
      : null;
  return html`<p class="note"><span class="tag bad">异常</span> ${findingSentence(finding, bureau.name)}${file}</p>`;
}
