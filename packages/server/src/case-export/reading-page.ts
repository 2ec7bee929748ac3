import { createHash } from 'node:crypto';
import { keyFingerprint } from '@mingjing/ledger';
import { html, joined, type Markup } from '../portal/markup/markup.ts';
import { chinaTime, grouped } from '../portal/markup/phrases.ts';
import { qrCode } from '../portal/markup/qr-code.ts';
import type { CaseExport } from './gather-case.ts';

/** What the reading page tells. */
export type Reading = Pick<CaseExport, 'facts' | 'present' | 'absent'> & {
  readonly title: string;
  /** Facts of what was published of the case. */
  readonly publications: number;
  readonly bureau: string;
  readonly exportedAt: string;
  readonly by: string;
  readonly vkeys: readonly string[];
  readonly notes: readonly string[];
  readonly portalAddress: string;
};

/** The page that a person opens first: what is in the export, where the log stood, and how to verify it. No script, nothing from a network. */
export function readingPage(reading: Reading): Markup {
  const { title, bureau, exportedAt, by } = reading;
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${styleDigest}'; base-uri 'none'; form-action 'none'"><meta name="viewport" content="width=device-width, initial-scale=1"><title>说明：${title}</title><style>${style}</style></head>
<body><main>
<p class="kind">案件卷宗（导出）</p>
<h1>${title}</h1>
<p class="lead">${bureau}　导出人 ${by}　导出时间 <span class="num">${chinaTime(new Date(exportedAt))}</span>（北京时间）</p>
${contents(reading)}${howTo(reading)}${facts(reading)}${files(reading)}${absent(reading)}${checkpoint(reading)}
<h2>能证明什么，不能证明什么</h2>
<ul><li>能证明：上列事实、文书和原件自记入日志起没有被改动、抽换或者插入；每项事实在日志里的位置。</li>
<li>不能证明：记入的内容本身真实、合法。没有见证方联署时，日志只由该机关自己签署。</li>
<li>本页、data/metadata.json 里的名称和说明文字只由文件清单保护，不由日志证明；以核验结果为准。</li>
<li>导出以后又记入的事实不在其中。</li></ul>
</main></body></html>
`;
}

function contents({ facts, present, absent, publications }: Reading): Markup {
  const documents = present.filter(({ kind }) => kind === 'document').length;
  const withheld = facts.reduce((sum, fact) => sum + fact.withheld.length, 0);
  return html`<h2>里面有什么</h2>
<table><tbody>
<tr><th scope="row">事实</th><td class="num">${facts.length} 项</td><td>data/facts，每项一个文件；proofs 里是每项的入链证明</td></tr>
<tr><th scope="row">文书</th><td class="num">${documents} 份</td><td>data/documents，PDF</td></tr>
<tr><th scope="row">原件</th><td class="num">${present.length - documents} 份</td><td>data/originals，上传时的原样</td></tr>
<tr><th scope="row">公示</th><td class="num">${publications} 项</td><td>data/publications，公示、确认、撤下各一个证明文件，可以单独核验</td></tr>
<tr><th scope="row">未披露</th><td class="num">${withheld} 个字段${absent.length > 0 ? html`，${absent.length} 份文件` : ''}</td><td>只留摘要，理由见下</td></tr>
<tr><th scope="row">清单</th><td>SHA-256、SM3</td><td>manifest-*.txt 列 data 里的文件，tagmanifest-*.txt 列其余文件（BagIt 1.0）</td></tr>
</tbody></table>`;
}

function howTo({ vkeys, portalAddress }: Reading): Markup {
  return html`<h2>怎样核验</h2>
<ol><li>把整个压缩包（不要解开）拖进核验页 verify.html。核验页用浏览器打开，不联网，不上传。</li>
<li>从别处取得该机关的公钥，粘进核验页。公示门户${portalAddress && `（${portalAddress}）`}的“如何验证”页上公布有公钥；本包所用公钥的指纹是<br>${joined(
    vkeys.map((vkey) => html`<code>${keyFingerprint(vkey)}</code>`),
    html`<br>`,
  )}</li>
<li>看结论。哪一个文件被改动、缺少，会逐个写明。</li></ol>
<p>没有浏览器时：<code>node verify.mjs 压缩包 公钥</code>（Node 20 以上）。只核对文件清单：解开后运行 <code>sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt</code>。包里的核验页也可能被人换过，重要的核验请用从别处取得的核验页。</p>`;
}

function facts({ facts }: Reading): Markup {
  return html`<h2>事实</h2><table class="facts"><thead><tr><th scope="col">项</th><th scope="col">事实</th><th scope="col">发生</th><th scope="col">记入（北京时间）</th><th scope="col">经手</th><th scope="col">入链</th></tr></thead><tbody>${facts.map(
    ({ version, label, detail, occurredOn, recordedAt, by, logIndex, withheld }) =>
      html`<tr><td class="num" data-label="项">${version}</td><td class="what">${label}${detail && html`<small>${detail}</small>`}${withheld.map(
        ({ name, ground }) => html`<small>未披露 <code>${name}</code>：${ground}</small>`,
      )}</td><td class="num" data-label="发生">${occurredOn}</td><td class="num" data-label="记入">${chinaTime(new Date(recordedAt))}</td><td data-label="经手">${by}</td><td class="num" data-label="入链">${logIndex === null ? '尚未' : `#${grouped(logIndex)}`}</td></tr>`,
  )}</tbody></table>`;
}

function files({ present }: Reading): Markup | false {
  return (
    present.length > 0 &&
    html`<h2>文书和原件</h2><table class="files"><thead><tr><th scope="col">名称</th><th scope="col">种类</th><th scope="col">大小</th><th scope="col">记于</th></tr></thead><tbody>${present.map(
      ({ file, title, kind, fact, remark }) =>
        html`<tr><td class="what"><a href="${file.path}">${title}</a>${remark && html`<small>${remark}</small>`}<small><code>${file.path}</code></small></td><td data-label="种类">${kind === 'document' ? '文书' : '原件'}</td><td class="num" data-label="大小">${grouped(file.size)} 字节</td><td class="num" data-label="记于">第 <span class="num">${fact}</span> 项</td></tr>`,
    )}</tbody></table>`
  );
}

function absent({ absent }: Reading): Markup | false {
  return (
    absent.length > 0 &&
    html`<h2>不在包里的文件</h2><ul>${absent.map(
      ({ kind, fact, reason, sha256 }) =>
        html`<li>第 ${fact} 项的${kind === 'document' ? '文书' : '原件'}：${reason}<small><code>${sha256}</code></small></li>`,
    )}</ul>`
  );
}

function checkpoint({ notes }: Reading): Markup {
  if (notes.length === 0)
    return html`<h2>检查点</h2><p>导出时日志还没有为这些事实签署检查点，这份卷宗还不能核验；请稍后重新导出。</p>`;
  return html`<h2>检查点</h2><p>日志在导出时的签名如下，二维码里是同样的文字。把它抄存或者印在案卷封面、移交清单上，以后日志如被改写，就能对照出来：存成文件，运行 <code>mingjing audit 机关的公示网址 --checkpoint 文件</code>。</p>${notes.map(
    (note) => html`<div class="checkpoint">${qrCode(note, '检查点的二维码')}<pre>${note}</pre></div>`,
  )}`;
}

const style = html`*{box-sizing:border-box}body{margin:0;color:#1b2428;font:1rem/1.75 "PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC",system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem}
h1{margin:0;font-size:1.75rem;line-height:1.4;color:#17526b}h2{margin:2rem 0 .5rem;font-size:1.125rem}
.kind,.lead,small,th{color:#45525a}.kind{margin:0}small{display:block;font-size:.875rem}
table{width:100%;border-collapse:collapse;font-size:.9375rem}th,td{padding:.375rem .5rem;border-bottom:1px solid #d5dbda;text-align:left;vertical-align:top}thead th,th[scope=row],:is(.facts,.files) .num{white-space:nowrap}thead th,th[scope=row]{font-weight:600}td[data-label=经手]{min-width:5em}
.num{font-variant-numeric:tabular-nums}code,pre{font:.8125rem/1.6 ui-monospace,Consolas,monospace}pre{margin:0;padding:.75rem;background:#f4f6f5;white-space:pre-wrap;overflow-wrap:anywhere}
.checkpoint{display:flex;gap:1.5rem;flex-wrap:wrap}.checkpoint{margin-top:.75rem}.checkpoint pre{flex:1 1 20rem}.qr{width:15rem;height:15rem;flex:none}
a{color:#17526b}li{margin:.25rem 0}
@media(max-width:40rem){:is(.facts,.files) thead{position:absolute;clip-path:inset(50%)}:is(.facts,.files) :is(tbody,td){display:block}:is(.facts,.files) tr{display:flex;flex-wrap:wrap;gap:0 1rem;padding:.5rem 0;border-bottom:1px solid #d5dbda}:is(.facts,.files) td{padding:.125rem 0;border:0}:is(.facts,.files) .what{order:-1;flex:1 0 100%}td[data-label]::before{content:attr(data-label) "　";color:#45525a;font-size:.875rem}}
@page{margin:18mm 16mm}@media print{h2{break-after:avoid}h2+p{break-after:avoid}main{max-width:none;padding:0}tr,.checkpoint{break-inside:avoid}a{color:inherit;text-decoration:none}}`;
const styleDigest = `sha256-${createHash('sha256').update(style.toString()).digest('base64')}`;
