import { resultPath } from '../../markup/links.ts';
import { html, type Markup } from '../../markup/markup.ts';
import { documentNumber, longDate, prose } from '../../markup/phrases.ts';
import type { PublicCite } from '../../read/result-body.ts';
import type { ProofState, Result } from '../../read/results.ts';
import { kindLabel } from '../kind.ts';
import { bureauCrumbs, bureauPage } from '../layout.ts';
import { tag } from '../marks.ts';
import type { BureauView } from '../view.ts';
import { article } from './article.ts';
import { proofSection } from './proof-section.ts';
import { wrong } from './result-page.ts';

/** What stays of a withdrawn result: number, cause, dates, article and proof; nothing about the party. `due`: the last day to take it down, where an article sets one. */
export function tombstonePage(
  view: BureauView,
  result: Result,
  proof: ProofState,
  due: string | null,
  correction: PublicCite | null,
): Markup {
  const { links, bureau } = view;
  const { tombstone } = result.body;
  const expired = tombstone?.cause === 'expired';
  const kind = kindLabel(result.kind);
  const steps = [
    ['执法结果', links.results(bureau.id)] as const,
    [kind, links.results(bureau.id, { kind: result.kind })] as const,
  ];
  const main = html`<main id="main" class="wrap"><div class="tomb">${bureauCrumbs(view, steps)}
<p class="stamp">${expired ? '公示期满' : '已撤下'}</p><h1>${documentNumber(result.number)}<wbr>的公示信息已撤下</h1>
<p class="prose lead">${causeSentence(tombstone?.cause, kind)}原公示的当事人、事实和决定内容不再显示；本页保留，是为了说明它曾经公示、何时撤下、因何撤下。</p>
<dl class="fields">${tombstone && html`<div><dt>撤下说明</dt><dd>${prose(tombstone.explanation)}</dd></div>`}
<div><dt>原公示</dt><dd>${longDate(result.publishedOn)}</dd></div>
${tombstone?.startedOn && html`<div><dt>${OCCASIONS[tombstone.cause] ?? '撤下事由发生'}</dt><dd>${longDate(tombstone.startedOn)}</dd></div>`}
<div><dt>撤下</dt><dd>${longDate(tombstone?.withdrawnOn ?? result.withdrawnOn)}${inTime(tombstone?.withdrawnOn ?? result.withdrawnOn, due)}</dd></div>
<div><dt>批准撤下</dt><dd>本局批准人（提出撤下的人不得批准）</dd></div></dl>
${tombstone?.cite && html`<h2>依据</h2>${article(tombstone.cite, { open: true })}`}
<div class="side two">${proofSection(view, result, proof)}${wrong(view, correction)}</div></div></main>`;
  return bureauPage(view, {
    title: `${result.number}已撤下`,
    main,
    section: 'results',
    canonical: resultPath(bureau.id, result.id),
    index: false,
  });
}

/** What happened on the day from which the result had to come down. */
const OCCASIONS: Readonly<Record<string, string>> = {
  revoked: '决定被撤销',
  declaredUnlawful: '决定被确认违法',
  remade: '被要求重新作出',
  expired: '期满',
  wrong: '发现有误',
};

function inTime(withdrawnOn: string | null | undefined, due: string | null): Markup | false {
  if (!withdrawnOn || due === null) return false;
  const late = withdrawnOn > due;
  return html` ${tag(late ? 'soon' : 'ok', late ? '逾期' : '按时')}<span class="held">最后一日是 ${longDate(due)}</span>`;
}

function causeSentence(cause: string | undefined, kind: string): string {
  switch (cause) {
    case 'revoked':
      return `这份${kind}决定已被依法撤销。`;
    case 'declaredUnlawful':
      return `这份${kind}决定已被依法确认违法。`;
    case 'remade':
      return `这份${kind}决定已被依法要求重新作出。`;
    case 'expired':
      return '这条信息的公示期限已经届满。';
    case 'wrong':
      return '这条公示信息有误，已经撤下。';
    default:
      return '';
  }
}
