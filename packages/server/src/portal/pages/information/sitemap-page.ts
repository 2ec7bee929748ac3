import { html, type Markup } from '../../markup/markup.ts';
import { kindOptions } from '../kind.ts';
import { bureauCrumbs, bureauPage } from '../layout.ts';
import type { BureauView } from '../view.ts';

/** Every page of a bureau's portal in one list. */
export function sitemapPage(view: BureauView): Markup {
  const { bureau, links } = view;
  const about = links.page(bureau.id, 'about');
  const groups: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
    [
      '事前公开',
      [
        ['执法事项与依据', links.page(bureau.id, 'matters')],
        ['执法人员', links.page(bureau.id, 'officers')],
        ['期限说明', links.page(bureau.id, 'deadlines')],
      ],
    ],
    [
      '事后公开',
      [
        ['全部执法结果', links.results(bureau.id)],
        ...kindOptions(bureau.profile.kinds).map(
          ([kind, label]) => [label, links.results(bureau.id, { kind })] as const,
        ),
        ['撤下说明', links.results(bureau.id, { state: 'withdrawn' })],
        ['公示完整度', `${links.bureau(bureau.id)}#completeness`],
      ],
    ],
    [
      '监督与更正',
      [
        ['联系方式', `${about}#contact`],
        ['公示内容有误', `${about}#correct`],
        ['投诉、举报执法行为', `${about}#complain`],
        ['不服执法决定', `${about}#remedies`],
        ['内设机构', `${about}#units`],
      ],
    ],
    [
      '验证',
      [
        ['如何验证', links.page(bureau.id, 'how-to-verify')],
        ['核对文书', links.page(bureau.id, 'verify')],
        ['最新检查点', links.checkpoint(bureau.id)],
      ],
    ],
  ];
  const main = html`<main id="main" class="wrap list">${bureauCrumbs(view, [], '网站地图')}<h1>网站地图</h1>${groups.map(
    ([title, entries]) =>
      html`<h2>${title}</h2><ul class="plain">${entries.map(([label, address]) => html`<li><a href="${address}">${label}</a></li>`)}</ul>`,
  )}</main>`;
  return bureauPage(view, {
    title: '网站地图',
    main,
    canonical: `/${encodeURIComponent(bureau.id)}/sitemap`,
  });
}
