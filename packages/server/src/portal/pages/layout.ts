import { html, joined, type Markup, type MarkupValue } from '../markup/markup.ts';
import { chinaTime, grouped } from '../markup/phrases.ts';
import { MACHINE_TIME } from './marks.ts';
import type { BureauView, View } from './view.ts';

/** Which entry of the main navigation a page belongs to. */
export type Section = 'home' | 'matters' | 'officers' | 'results' | 'how-to-verify' | 'about';

/** What a page gives to its frame. */
export interface PageContent {
  readonly title: string;
  readonly main: Markup;
  readonly section?: Section;
  /** Path of the address that search engines should keep. */
  readonly canonical?: string;
  readonly index?: boolean;
  readonly demonstration?: boolean;
}

/** The frame of a bureau's page: its name leads; Mingjing appears once, in the footer. */
export function bureauPage(view: BureauView, content: PageContent): Markup {
  const { bureau, links } = view;
  return frame(
    view,
    { demonstration: bureau.demonstration, ...content, title: titleOf(content.title, bureau.name) },
    [
      view.isHalted && haltStripe(view),
      succeededStripe(view),
      html`<header class="p-head"><div class="wrap top"><a class="name" href="${links.bureau(bureau.id)}">${bureau.name}<small>行政执法公示平台</small></a>${sizeSwitch(view)}</div>
${navigation(view, content.section)}</header>`,
      content.main,
      bureauFooter(view),
    ],
  );
}

/** The frame of a page that belongs to no single bureau. */
export function commonPage(view: View, content: PageContent): Markup {
  const name = '行政执法公示平台';
  const { demonstration } = view;
  return frame(view, { demonstration, ...content, title: titleOf(content.title, name) }, [
    html`<header class="p-head"><div class="wrap top"><a class="name" href="${view.links.home()}">${name}</a>${sizeSwitch(view)}</div></header>`,
    content.main,
    html`<footer class="p-foot"><div class="wrap"><p>由明镜提供技术支持</p></div></footer>`,
  ]);
}

/** A step on the way from the home page to a page. */
export type Step = readonly [label: string, address: string];

/** Where the page stands: links from the home page down to its parent, then its own name where that is short. */
export function crumbs(view: View, steps: readonly Step[], here?: string): Markup {
  const links = [['首页', view.links.home()] as const, ...steps].map(
    ([label, address]) => html`<a href="${address}">${label}</a>`,
  );
  return html`<nav class="crumb" aria-label="位置">${joined([...links, here !== undefined && html`<span aria-current="page">${here}</span>`], ' / ')}</nav>`;
}

/** The same, within a bureau. */
export function bureauCrumbs(view: BureauView, steps: readonly Step[], here?: string): Markup {
  const top = view.several ? [[view.bureau.short, view.links.bureau(view.bureau.id)] as const] : [];
  return crumbs(view, [...top, ...steps], here);
}

const titleOf = (title: string, name: string): string => (title === name ? name : `${title} · ${name}`);

function frame(view: View, content: PageContent, parts: readonly MarkupValue[]): Markup {
  const { canonical } = content;
  return html`<!doctype html>
<html lang="zh-CN"${view.large && html` class="large"`}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${content.title}</title>
<link rel="stylesheet" href="${view.styles}"><link rel="icon" href="data:,">${canonical !== undefined && html`<link rel="canonical" href="${view.absolute(canonical)}">`}${content.index === false && html`<meta name="robots" content="noindex">`}</head>
<body><a class="vh" href="#main">跳到正文</a>${content.demonstration === true && demoStripe}
${parts}
</body></html>
`;
}

const demoStripe = html`<section class="demo" aria-label="演示提示"><b>演示数据</b>　本页的当事人、执法人员、文号和编号均为虚构</section>`;

const haltStripe = ({ bureau, links }: BureauView): Markup =>
  html`<section class="halt" aria-label="存证异常"><b>存证日志已停签</b>　此前公布的信息仍可核验；查明原因之前，新公布的信息没有存证证明。<a href="${links.page(bureau.id, 'how-to-verify')}">详情</a></section>`;

/** Whose place it has become, since when and by which document; what it made public stays where it was. */
function succeededStripe({ bureau: { profile }, links }: BureauView): Markup | false {
  const { successor } = profile;
  if (successor === undefined) return false;
  const { body, name, on, title, number } = successor;
  return html`<section class="succeeded" aria-label="机关承继"><b>本机关自 <span class="num">${on}</span> 起由 <a href="${links.bureau(body)}">${name}</a> 承继</b>　依据：${title}（<span class="wh">${number}</span>）。本机关公示的执法结果仍在这里，由承继机关负责更正、撤下。</section>`;
}

function sizeSwitch(view: View): Markup {
  return html`<div class="util"><a href="${view.otherSize}">${view.large ? '标准字号' : '大字版'}</a></div>`;
}

function navigation({ bureau, links }: BureauView, section: Section | undefined): Markup {
  const entries: readonly (readonly [Section, string, string])[] = [
    ['home', '首页', links.bureau(bureau.id)],
    ['matters', '执法事项', links.page(bureau.id, 'matters')],
    ['officers', '执法人员', links.page(bureau.id, 'officers')],
    ['results', '执法结果', links.results(bureau.id)],
    ['how-to-verify', '如何验证', links.page(bureau.id, 'how-to-verify')],
    ['about', '监督与更正', links.page(bureau.id, 'about')],
  ];
  return html`<nav class="p-nav wrap" aria-label="主导航"><ul>${entries.map(
    ([id, label, address], index) =>
      html`<li${index > 3 && html` class="wide"`}><a href="${address}"${id === section && html` aria-current="page"`}>${label}</a></li>`,
  )}</ul></nav>`;
}

function bureauFooter(view: BureauView): Markup {
  const { bureau, links, checkpoint } = view;
  const { contact } = bureau.profile;
  const entries = [
    ['关于本局', links.page(bureau.id, 'about')],
    ['网站地图', links.page(bureau.id, 'sitemap')],
    ['监督与更正', `${links.page(bureau.id, 'about')}#correct`],
    ['如何验证', links.page(bureau.id, 'how-to-verify')],
    ['核对文书', links.page(bureau.id, 'verify')],
  ] as const;
  const facts = [
    `主办：${bureau.host}`,
    contact && html`<span class="nb">地址：${contact.address}</span>`,
    contact && html`<span class="nb">邮编：${contact.postcode}</span>`,
    contact && html`<span class="nb">电话：${contact.phone}</span>`,
  ];
  const log =
    checkpoint === null
      ? '存证日志尚无检查点'
      : html`存证日志检查点 <a class="num" href="${links.checkpoint(bureau.id)}">#${grouped(checkpoint.size)}　${shortRoot(checkpoint.root)}</a>　<span class="num">${chinaTime(checkpoint.signedAt)}</span>`;
  return html`<footer class="p-foot"><div class="wrap"><nav class="links" aria-label="页脚">${entries.map(([label, address]) => html`<a href="${address}">${label}</a>`)}</nav>
<p>${joined(facts, '　')}</p>
<p>${log}</p>
<p>${recheckWords(view)}　由明镜提供技术支持</p></div></footer>`;
}

/** When everything was last recomputed, and how that went. */
export function recheckWords({ recheck, bureau }: BureauView): Markup {
  if (recheck === null) return html`尚未做过全量校验`;
  const { finishedAt, findings } = recheck;
  return html`最近一次全量校验 <span class="num">${chinaTime(finishedAt)}</span>${bureau.demonstration && MACHINE_TIME}：${findings === 0 ? '相符' : html`<span class="tag bad">发现 <span class="num">${grouped(findings)}</span> 处不符</span>`}`;
}

const shortRoot = (root: string): string => root.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 ');
