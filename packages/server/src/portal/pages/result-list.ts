import { html, joined, type Markup } from '../markup/markup.ts';
import { documentNumber } from '../markup/phrases.ts';
import type { ResultLine } from '../read/search-results.ts';
import { kindLabel, shownTitle } from './kind.ts';
import { timelinessTag } from './marks.ts';
import type { View } from './view.ts';

/** Results as a list, newest first, the year left out where all are of this year; `nameOf` where bureaux mix. */
export function resultList(
  view: View,
  lines: readonly ResultLine[],
  nameOf?: ((bureau: string) => string) | undefined,
): Markup {
  const thisYear = view.today.slice(0, 4);
  const withYear = lines.some(({ publishedOn }) => publishedOn.slice(0, 4) !== thisYear);
  return html`<ul class="latest${withYear && ' dated'}">${lines.map((line) => listItem(view, line, withYear, nameOf?.(line.bureau)))}</ul>`;
}

function listItem(view: View, line: ResultLine, withYear: boolean, bureau: string | undefined): Markup {
  const shown = line.state === 'published';
  const meta = [
    bureau,
    kindLabel(line.kind),
    shown && documentNumber(line.number),
    shown && line.origin === 'paper' && '纸质办理',
    shown
      ? line.party !== '' && !line.title.includes(line.party) && line.party
      : html`${line.withdrawnOn ?? ''} 撤下，查看说明`,
  ];
  const day = line.publishedOn;
  return html`<li><time class="num" datetime="${day}">${withYear ? day : day.slice(5)}</time><div><a class="t" href="${view.links.result(line.bureau, line.id)}">${shown ? shownTitle(line.title, line.kind) : documentNumber(line.number)}</a><span class="m">${joined(meta, '　')}</span></div>${timelinessTag(line)}</li>`;
}
