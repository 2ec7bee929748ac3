import { html, type Markup } from '../../markup/markup.ts';
import { longDate } from '../../markup/phrases.ts';
import type { PublicOfficer } from '../../read/officers.ts';
import { LONGEST_QUERY } from '../../read/search-terms.ts';
import { bureauCrumbs, bureauPage } from '../layout.ts';
import { tag } from '../marks.ts';
import { keepSize } from '../search-form.ts';
import type { BureauView } from '../view.ts';

/** Most officers that one page lists. */
export const MOST_OFFICERS = 200;

/** Who may enforce here, and whether a credential is valid today. */
export function officersPage(view: BureauView, officers: readonly PublicOfficer[], q: string): Markup {
  const { bureau, links } = view;
  const path = links.page(bureau.id, 'officers').split('?')[0] ?? '';
  const main = html`<main id="main" class="wrap list">${bureauCrumbs(view, [], '执法人员')}<h1>执法人员</h1>
<p class="prose">执法人员调查或者检查时应当主动出示执法证件；不出示的，当事人有权拒绝（《中华人民共和国行政处罚法》第五十五条）。您可以在这里按姓名或者证号核对；查不到或者证件过期的，请向本局核实。</p>
<form class="filter short" role="search" aria-label="查执法人员" action="${path}" method="get"><div class="field"><label for="q">姓名或者执法证号</label><input id="q" name="q" type="search" maxlength="${LONGEST_QUERY}" autocomplete="off" value="${q}"></div>${keepSize(view)}<div class="field go"><button class="btn pri">查询</button></div></form>
${listed(view, officers, q.trim())}</main>`;
  return bureauPage(view, {
    title: '执法人员',
    main,
    section: 'officers',
    index: q === '',
    canonical: `/${encodeURIComponent(bureau.id)}/officers`,
  });
}

function listed(view: BureauView, officers: readonly PublicOfficer[], q: string): Markup {
  if (officers.length === 0) {
    return q === ''
      ? html`<p role="status">尚未公布执法人员。</p>`
      : html`<p role="status">没有查到“${q.slice(0, 60)}”。请核对证件上的姓名和证号；仍查不到的，可以向本局反映。</p>`;
  }
  const rows = officers.map((officer) => row(officer, view.today));
  const sentence =
    officers.length === MOST_OFFICERS
      ? `只列前 ${MOST_OFFICERS} 人，请按姓名或者证号查询。`
      : `${q === '' ? '共' : '查到'} ${officers.length} 人。`;
  return html`<p class="note" role="status">${sentence}</p>
<table class="grid"><caption class="vh">执法人员名单</caption><thead><tr><th scope="col">姓名</th><th scope="col">执法证号</th><th scope="col">岗位</th><th scope="col">执法区域</th><th scope="col">有效期至</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function row(officer: PublicOfficer, today: string): Markup {
  const expired = officer.validTo < today;
  return html`<tr><th scope="row">${officer.name}</th><td data-label="执法证号" class="num">${officer.credentialNumber}</td><td data-label="岗位">${placeOf(officer)}</td><td data-label="执法区域">${officer.area}</td><td data-label="有效期至">${longDate(officer.validTo)} ${expired ? tag('bad', '已过期') : tag('ok', '有效')}</td></tr>`;
}

/** Section and post; where the post names its section, that is not said twice. */
export function placeOf({ unit, post }: Pick<PublicOfficer, 'unit' | 'post'>): string {
  return [post.startsWith(unit) ? '' : unit, post].filter((part) => part !== '').join(' ');
}
