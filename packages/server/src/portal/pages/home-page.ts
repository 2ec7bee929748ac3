import { telephone } from '../markup/links.ts';
import { html, type Markup, type MarkupValue } from '../markup/markup.ts';
import { grouped } from '../markup/phrases.ts';
import type { ResultLine } from '../read/search-results.ts';
import type { Completeness } from '../read/summary.ts';
import { completenessSection } from './completeness.ts';
import { kindOptions } from './kind.ts';
import { bureauPage } from './layout.ts';
import { resultList } from './result-list.ts';
import { heroSearch } from './search-form.ts';
import type { BureauView } from './view.ts';

/** What the home page of a bureau shows. */
export interface HomeContent {
  readonly latest: readonly ResultLine[];
  readonly counts: Completeness;
  readonly officers: number;
}

/** A bureau's home: search, three doors, completeness, latest, supervision. */
export function homePage(view: BureauView, content: HomeContent): Markup {
  const { bureau, links } = view;
  const main = html`<main id="main">${heroSearch(view, bureau.id, examples(view, content))}
<div class="wrap doors">${before(view, content)}${during(view, content)}${after(view, content)}</div>
${completenessSection(view, content.counts)}
<section class="sec"><div class="wrap split"><div><div class="sec-h"><h2>最新公示</h2><span class="more"><a href="${links.results(bureau.id)}">全部结果</a></span></div>
${content.latest.length === 0 ? html`<p class="note">尚未公示执法结果。</p>` : resultList(view, content.latest)}${predecessors(view)}</div>
<aside aria-label="监督与更正"><div class="sec-h"><h2>监督与更正</h2></div>${supervision(view)}</aside></div></section></main>`;
  return bureauPage(view, {
    title: bureau.name,
    main,
    section: 'home',
    canonical: `/${encodeURIComponent(bureau.id)}`,
  });
}

function examples({ bureau, links, today }: BureauView, { latest, counts }: HomeContent): readonly Markup[] {
  const number = latest.find(({ state }) => state === 'published')?.number;
  const kind = kindOptions(counts.byKind.map((one) => one.kind)).at(-1);
  const year = today.slice(0, 4);
  return [
    ...(number === undefined
      ? []
      : [html`<a href="${links.results(bureau.id, { q: number })}"><span class="wh">${number}</span></a>`]),
    ...(kind === undefined
      ? []
      : [
          html`<a href="${links.results(bureau.id, { kind: kind[0], from: `${year}-01-01` })}">今年的${kind[1]}</a>`,
        ]),
  ];
}

interface Row {
  readonly label: string;
  readonly address: string;
  readonly hint: MarkupValue;
}

function door(title: string, address: string, saying: string, rows: readonly Row[], absent: string): Markup {
  return html`<section class="door"><h2><a href="${address}">${title}</a></h2><p>${saying}</p><ul>${rows.map(
    (row) => html`<li><a href="${row.address}">${row.label}</a><span class="num">${row.hint}</span></li>`,
  )}</ul>${absent !== '' && html`<p class="absent">${absent}</p>`}</section>`;
}

function before({ bureau, links }: BureauView, { officers }: HomeContent): Markup {
  const { matters, units } = bureau.profile;
  const rows = [
    matters.length > 0 && {
      label: '执法事项与依据',
      address: links.page(bureau.id, 'matters'),
      hint: `${matters.length} 项`,
    },
    officers > 0 && {
      label: '执法人员',
      address: links.page(bureau.id, 'officers'),
      hint: `${grouped(officers)} 人`,
    },
    { label: '期限说明', address: links.page(bureau.id, 'deadlines'), hint: '多少天内办好' },
    bureau.profile.successor === undefined
      ? {
          label: '内设机构与联系方式',
          address: links.page(bureau.id, 'about'),
          hint: `${units.length} 个`,
        }
      : { label: '联系方式', address: links.page(bureau.id, 'about'), hint: '' },
  ].filter((row) => row !== false);
  const missing = [
    matters.length === 0 && '执法事项',
    officers === 0 && '执法人员',
    '服务指南',
    '流程图',
    '随机抽查事项清单',
  ];
  return door(
    '事前公开',
    links.page(bureau.id, 'matters'),
    '谁有权管、凭什么管、怎么管',
    rows,
    notYet(missing),
  );
}

function during({ bureau, links }: BureauView, { officers }: HomeContent): Markup {
  const rows = [
    officers > 0 && {
      label: '核验执法证件',
      address: links.page(bureau.id, 'officers'),
      hint: '按姓名或证号',
    },
    { label: '办事窗口与电话', address: links.page(bureau.id, 'about'), hint: '' },
  ].filter((row) => row !== false);
  const missing = [officers === 0 && '执法证件', '办理进度', '岗位信息'];
  return door(
    '事中公示',
    links.page(bureau.id, 'officers'),
    '执法时表明身份，当事人可以当场核验',
    rows,
    notYet(missing),
  );
}

function after({ bureau, links }: BureauView, { counts }: HomeContent): Markup {
  const published = new Map(counts.byKind.map((one) => [one.kind, one.published]));
  const kinds = kindOptions([...bureau.profile.kinds, ...published.keys()]);
  const rows = kinds
    .filter(([kind]) => (published.get(kind) ?? 0) > 0)
    .map(([kind, label]) => ({
      label,
      address: links.results(bureau.id, { kind }),
      hint: `${grouped(published.get(kind) ?? 0)} 件`,
    }));
  const gone =
    counts.withdrawnAll > 0
      ? [
          {
            label: '撤下说明',
            address: links.results(bureau.id, { state: 'withdrawn' }),
            hint: `${grouped(counts.withdrawnAll)} 件`,
          },
        ]
      : [];
  const missing = [
    ...kinds.filter(([kind]) => !published.has(kind)).map(([, label]) => label),
    '年度执法统计',
  ];
  return door(
    '事后公开',
    links.results(bureau.id),
    '办完的事，结果都在这里',
    [...rows, ...gone],
    notYet(missing),
  );
}

const notYet = (names: readonly (string | false)[]): string => {
  const missing = names.filter((name) => name !== false);
  return missing.length === 0 ? '' : `${missing.join('、')}：尚未公布`;
};

function supervision({ bureau, links }: BureauView): Markup {
  const { contact } = bureau.profile;
  const about = links.page(bureau.id, 'about');
  const phone = contact === undefined ? null : telephone(contact.phone);
  const number =
    contact === undefined
      ? '联系方式尚未公布'
      : phone === null
        ? contact.phone
        : html`<a class="tel" href="${phone}">${contact.phone}</a>`;
  return html`<ul class="help"><li><a href="${about}#correct">公示内容有误</a><span>公民、法人和其他组织都可以提出更正</span></li>
<li><a href="${about}#complain">投诉、举报执法行为</a><span>${number}${contact?.hours !== undefined && `　${contact.hours}`}</span></li>
<li><a href="${about}#remedies">不服执法决定</a><span>行政复议与行政诉讼</span></li>
<li><a href="${links.page(bureau.id, 'how-to-verify')}">公示有没有被改过</a><span>任何人都可以自己验证</span></li></ul>`;
}

/** The bureaux in whose place this one continues: their results stay where they were made public. */
function predecessors({ bureau: { profile }, links }: BureauView): Markup | false {
  const { predecessors: before = [] } = profile;
  return (
    before.length > 0 &&
    html`<div class="sec-h"><h2 id="predecessors">承继的机关</h2></div><ul class="help">${before.map(
      ({ body, name, on, title, number }) =>
        html`<li><a href="${links.bureau(body)}">${name}</a><span>${`自 ${on} 起由本机关承继，依据：${title}（${number}）；原来公示的结果仍在其页面`}</span></li>`,
    )}</ul>`
  );
}
