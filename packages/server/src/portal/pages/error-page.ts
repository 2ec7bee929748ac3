import { html, type Markup } from '../markup/markup.ts';
import { commonPage } from './layout.ts';
import type { View } from './view.ts';

/** Why a page cannot be shown. */
export type Failure =
  | 'not-found'
  | 'too-many'
  | 'bad-address'
  | 'too-slow'
  | 'not-in-log'
  | 'away'
  | 'broken';

/** A page in plain words for everything that goes wrong; it says what to do and nothing about the inside. */
export function errorPage(view: View, failure: Failure, reference?: string): Markup {
  const { title, sentence } = WORDS[failure];
  const main = html`<main id="main" class="wrap list"><h1>${title}</h1><p class="prose">${sentence}</p>${reference !== undefined && html`<p class="note">编号 <span class="num">${reference}</span></p>`}
<p><a class="btn pri" href="${view.links.home()}">回到首页</a> <a class="btn" href="${view.links.results(null)}">查执法结果</a></p></main>`;
  return commonPage(view, { title, main, index: false });
}

const WORDS: Readonly<Record<Failure, { readonly title: string; readonly sentence: string }>> = {
  'not-found': {
    title: '没有这一页',
    sentence: '地址可能抄漏了，或者这一页从未有过。公示过又撤下的结果都留有说明，可以按文号查到。',
  },
  'too-many': { title: '查得太密', sentence: '同一网络在短时间内查得太多，请稍等一会儿再查。' },
  'bad-address': { title: '地址不完整', sentence: '这个地址读不懂。请核对后再打开，或者从首页查询。' },
  'too-slow': { title: '这次查询太久', sentence: '请多输几个字，或者加上类别、日期再查。' },
  'not-in-log': {
    title: '证明文件还没有备好',
    sentence: '存证尚未入链，通常 2 秒内完成。请稍等片刻再下载。',
  },
  away: { title: '暂时查不到', sentence: '数据暂时连不上，正在恢复。请过几分钟再打开。' },
  broken: {
    title: '这一页暂时打不开',
    sentence: '已经记录下来，会有人处理。您可以先看别的内容；反映时请告知下面的编号。',
  },
};
