import type { BureauProfile } from '@mingjing/law';
import { html, type Markup } from '../../markup/markup.ts';
import { kindLabel, kindOptions } from '../kind.ts';
import { bureauCrumbs, bureauPage } from '../layout.ts';
import { tag } from '../marks.ts';
import type { BureauView } from '../view.ts';

/** What the bureau may enforce, on which basis, through which unit, and what an applicant brings. */
export function mattersPage(view: BureauView): Markup {
  const { bureau } = view;
  const { matters } = bureau.profile;
  const groups = kindOptions(matters.map(({ kind }) => kind)).map(([kind, label]) => {
    const own = matters.filter((matter) => matter.kind === kind);
    return html`<section aria-labelledby="${kind}"><h2 id="${kind}">${label}<small>${own.length} 项</small></h2>${own.map((matter) => entry(bureau.profile, matter))}</section>`;
  });
  const main = html`<main id="main" class="wrap list">${bureauCrumbs(view, [], '执法事项与依据')}<h1>执法事项与依据</h1>
${matters.length === 0 ? html`<p>尚未公布执法事项。</p>` : groups}
<p class="note">多少天内办好、从哪天算起，见<a href="${view.links.page(bureau.id, 'deadlines')}">期限说明</a>。</p>
<p class="note">服务指南、流程图、随机抽查事项清单尚未公布。</p></main>`;
  return bureauPage(view, {
    title: '执法事项与依据',
    main,
    section: 'matters',
    canonical: `/${encodeURIComponent(bureau.id)}/matters`,
  });
}

type Matter = BureauProfile['matters'][number];

function entry(profile: BureauProfile, matter: Matter): Markup {
  const unit = profile.units.find(({ id }) => id === matter.unit)?.name;
  const materials = matter.materials.map(
    ({ name, form }) =>
      html`<li>${name}${form !== undefined && html`<span class="held">${form}</span>`}</li>`,
  );
  return html`<section class="matter"><h3>${matter.name}${matter.demonstration && html` ${tag('soon', '演示事项')}`}</h3>
<dl class="fields"><div><dt>依据</dt><dd>${matter.basis}</dd></div>
<div><dt>类型</dt><dd>${kindLabel(matter.kind)}${matter.category !== undefined && `（${matter.category}）`}</dd></div>
${unit !== undefined && html`<div><dt>承办机构</dt><dd>${unit}</dd></div>`}
${matter.conditions !== undefined && html`<div><dt>申请条件</dt><dd>${matter.conditions}</dd></div>`}
${materials.length > 0 && html`<div><dt>申请材料</dt><dd><ol class="materials">${materials}</ol></dd></div>`}
${matter.kind === 'permit' && html`<div><dt>现场核查</dt><dd>${matter.onSiteCheck ? '需要' : '不需要'}</dd></div>`}</dl></section>`;
}
