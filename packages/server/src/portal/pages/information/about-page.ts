import { telephone } from '../../markup/links.ts';
import { html, type Markup } from '../../markup/markup.ts';
import { bureauCrumbs, bureauPage } from '../layout.ts';
import type { BureauView } from '../view.ts';

/** Where the bureau is, how to have something corrected, complain, or go against a decision. */
export function aboutPage(view: BureauView): Markup {
  const { bureau } = view;
  const { units, superior, successor } = bureau.profile;
  const main = html`<main id="main" class="wrap list">${bureauCrumbs(view, [], '监督与更正')}<h1>监督与更正</h1>
<h2 id="contact">联系方式</h2>${contactList(view)}
<h2 id="correct">公示内容有误</h2><div class="prose"><p>公民、法人和其他组织发现公示的内容不准确，都可以要求更正。请说明是哪一条（抄下决定书文号或者网页地址）、哪里不对，并附上证据。</p><p>目前请打电话、当面或者书面提出；本平台还不受理网上提交。</p></div>
<h2 id="complain">投诉、举报执法行为</h2><div class="prose"><p>执法人员没有出示证件、没有告知权利，或者有其他不当行为的，可以向本局反映${superior !== undefined && `，也可以向${superior.name}反映`}。执法人员的证件可以在<a href="${view.links.page(bureau.id, 'officers')}">执法人员</a>中核对。</p></div>
<h2 id="remedies">不服执法决定</h2>${remedies(view)}
${successor === undefined && html`<h2 id="units">内设机构</h2><ul class="plain">${units.map(({ name }) => html`<li>${name}</li>`)}</ul>`}</main>`;
  return bureauPage(view, {
    title: '监督与更正',
    main,
    section: 'about',
    canonical: `/${encodeURIComponent(bureau.id)}/about`,
  });
}

function contactList({ bureau }: BureauView): Markup {
  const { contact, region } = bureau.profile;
  if (contact === undefined) return html`<p>${bureau.host}（${region}）的地址和电话尚未公布。</p>`;
  const phone = telephone(contact.phone);
  return html`<dl class="fields"><div><dt>机关</dt><dd>${bureau.host}</dd></div>
<div><dt>地址</dt><dd>${contact.address}</dd></div><div><dt>邮编</dt><dd>${contact.postcode}</dd></div>
<div><dt>电话</dt><dd>${phone === null ? contact.phone : html`<a class="tel" href="${phone}">${contact.phone}</a>`}</dd></div>
${contact.email !== undefined && html`<div><dt>电子邮箱</dt><dd>${contact.email}</dd></div>`}
${contact.hours !== undefined && html`<div><dt>办公时间</dt><dd>${contact.hours}</dd></div>`}</dl>`;
}

function remedies({ bureau }: BureauView): Markup {
  const { remedies } = bureau.profile;
  return remedies === undefined
    ? html`<p class="prose">可以依法申请行政复议或者提起行政诉讼；向哪个机关提出、期限多长，写在您收到的决定书里。</p>`
    : html`<p class="prose">可以向${remedies.reconsiderationOrgan}申请行政复议，或者向${remedies.court}提起行政诉讼；期限写在您收到的决定书里。</p>`;
}
