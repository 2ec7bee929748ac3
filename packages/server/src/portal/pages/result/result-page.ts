import { ERASED_TEXT, formatYuan } from '@mingjing/law';
import { externalAddress, resultPath, telephone } from '../../markup/links.ts';
import { html, type Markup, type MarkupValue } from '../../markup/markup.ts';
import { documentNumber, grouped, longDate, prose } from '../../markup/phrases.ts';
import { isDate } from '../../read/cursor.ts';
import type { PublicCite, ResultBody } from '../../read/result-body.ts';
import type { ProofState, Result } from '../../read/results.ts';
import { kindLabel, shownTitle } from '../kind.ts';
import { bureauCrumbs, bureauPage } from '../layout.ts';
import { tag, timelinessTag } from '../marks.ts';
import { MOST_COUNTED } from '../results-page.ts';
import type { BureauView } from '../view.ts';
import { article } from './article.ts';
import { calendarStrip } from './calendar-strip.ts';
import { correctionSection } from './corrections.ts';
import { proofSection } from './proof-section.ts';
import { withheldSection } from './withheld.ts';

/** What a result page says beside the result: how many name the same party, how to have it put right, where earlier versions stand in the log. */
interface Beside {
  readonly sameParty: number;
  readonly correction: PublicCite | null;
  readonly earlier?: ReadonlyMap<number, number | null>;
}

/** A published result: what was decided, why it is public, how its date was counted, what is withheld, and its proof. */
export function resultPage(
  view: BureauView,
  result: Result,
  proof: ProofState,
  { sameParty, correction, earlier = new Map() }: Beside,
): Markup {
  const { links, bureau } = view;
  const { body } = result;
  const steps = [
    ['执法结果', links.results(bureau.id)] as const,
    [kindLabel(result.kind), links.results(bureau.id, { kind: result.kind })] as const,
  ];
  const main = html`<main id="main" class="wrap">${bureauCrumbs(view, steps)}
<div class="result"><article><h1>${heading(result)}</h1>
<p class="lede"><span>${kindLabel(result.kind)}</span>${documentNumber(result.number)}${result.origin === 'paper' && tag('info', '纸质办理')}${timelinessTag({ ...result, timeliness: body.timeliness ?? null, cause: null })}</p>
<dl class="fields">${body.fields.map((one) => field(one, result.number, erasedBy(body, `fields.${one.key}`)))}${authorityField(body)}${publicationField(result)}</dl>
${correctionSection(view, result, earlier)}
${body.summary && html`<h2>决定书摘要</h2><div class="prose">${body.summary.split(/\n+/).map((part) => html`<p>${prose(part)}${erasedNote(erasedBy(body, 'summary'))}</p>`)}</div>`}
${body.cite && body.cite.regulation !== '' && html`<h2>为什么公示，依据哪一条</h2>${article(body.cite, { open: true })}`}
<h2>公示期限怎样算</h2>${limit(result)}<p class="note"><a href="${links.page(bureau.id, 'deadlines')}">本局的各种期限</a></p>
${withheldSection(body, view.large)}</article>
<aside class="side" aria-label="验证与更正">${proofSection(view, result, proof)}${wrong(view, correction)}${others(view, result, sameParty)}</aside></div></main>`;
  return bureauPage(view, {
    title: `${shownTitle(result.title, result.kind)} · ${kindLabel(result.kind)}`,
    main,
    section: 'results',
    canonical: resultPath(bureau.id, result.id),
  });
}

function heading({ title, party, kind }: Result): MarkupValue {
  if (party === '' || !title.startsWith(party) || title === party) return shownTitle(title, kind);
  const rest = title.slice(party.length);
  // No line begins with the mark that ends the name.
  const mark = rest.startsWith('：') ? '：' : '';
  return html`${party}${mark}<wbr>${rest.slice(mark.length)}`;
}

/** The article on which a value was erased by law. */
const erasedBy = ({ erased }: ResultBody, key: string): string | undefined =>
  erased.find((one) => one.key === key)?.authority;

const erasedNote = (authority: string | undefined): Markup | false =>
  authority !== undefined && html`<span class="held">依据：${prose(authority)}</span>`;

function field(
  { name, value, kind }: ResultBody['fields'][number],
  number: string,
  erased: string | undefined,
): Markup {
  if (erased !== undefined)
    return html`<div><dt>${name}</dt><dd>${ERASED_TEXT}${erasedNote(erased)}</dd></div>`;
  return html`<div><dt>${name}</dt>${value === null || value === '' ? html`<dd class="none">无</dd>` : html`<dd>${written(value, kind, number)}</dd>`}</div>`;
}

function written(value: string | number, kind: string | null | undefined, number: string): MarkupValue {
  const text = String(value);
  if (kind === 'money') return money(value);
  if (kind === 'date' || isDate(text)) return longDate(text);
  return text === number ? documentNumber(text) : prose(text);
}

const authorityField = ({ authority, fields }: ResultBody): Markup | false =>
  typeof authority === 'string' &&
  authority !== '' &&
  !fields.some(({ value }) => value === authority) &&
  html`<div><dt>执法机关</dt><dd>${authority}</dd></div>`;

// Figures are kept in 分; text is shown as the bureau wrote it.
function money(value: string | number): MarkupValue {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return String(value);
  const [whole = '0', part = '00'] = formatYuan(value).replaceAll(',', '').split('.');
  return html`人民币 <b class="num">${grouped(Number(whole))}${part !== '00' && `.${part}`}</b> 元`;
}

function publicationField({ publishedOn, body }: Result): Markup {
  const { channels } = body;
  const list = channels.map(({ name, state, address, confirmedOn }) => {
    const link = externalAddress(address);
    const word = CHANNEL_STATES[state] ?? '';
    const when = state === 'confirmed' && confirmedOn ? html`，${longDate(confirmedOn)}` : '';
    return html`<li>${link === null ? name : html`<a href="${link}" rel="noopener noreferrer">${name}</a>`}<span class="held">${word}${when}</span></li>`;
  });
  return html`<div><dt>公示日期</dt><dd>${longDate(publishedOn)}</dd></div>${list.length > 0 && html`<div><dt>公示载体</dt><dd><ul class="channels">${list}</ul></dd></div>`}`;
}

const CHANNEL_STATES: Readonly<Record<string, string>> = {
  confirmed: '已确认公示',
  sent: '已报送，尚待确认',
  prepared: '已备好，尚待报送',
};

/** How a result came here that was not decided in this system. */
const onPaper = html`本决定在纸质上作出，由纸质案卷转入本系统，不在本局决定序号内。`;

function limit(result: Result): MarkupValue {
  return html`${result.origin === 'paper' && html`<p class="prose">${onPaper}</p>`}${limitOf(result)}`;
}

function limitOf({ body, due, publishedOn, origin }: Result): MarkupValue {
  const { explanation, timeliness } = body;
  if (!explanation) {
    return html`<p class="prose">${origin === 'import' ? '本条由历史数据导入，公示期限不是由本系统计算的。' : '条文没有写明天数。'}</p>`;
  }
  const day = longDate(publishedOn);
  if (origin === 'import' && timeliness !== 'on-time')
    return html`<p class="prose">${prose(explanation.sentence)}本条由历史数据导入，于 ${day}登上本平台；此前在别处何时公示，本系统没有记载，是否按时不作判断。</p>`;
  const outcome =
    timeliness === 'on-time'
      ? html`本条于 ${day}公示，<b>按时</b>。`
      : timeliness === 'late'
        ? html`本条于 ${day}公示，<b>逾期</b>${due !== null && html`；最后一日是 ${longDate(due)}`}。`
        : due !== null && html`本条于 ${day}在本平台公示；条文所指的载体尚待确认，确认后才算按时或者逾期。`;
  return html`<p class="prose">${prose(explanation.sentence)}${outcome}</p>${calendarStrip(explanation.strip, publishedOn)}`;
}

/** How to have something corrected and by which clause, while there is no form on this page. */
export function wrong({ bureau, links, large }: BureauView, clause: PublicCite | null): Markup {
  const { contact } = bureau.profile;
  const phone = contact === undefined ? null : telephone(contact.phone);
  const how =
    contact === undefined
      ? `请向${bureau.host}当面或者书面提出。`
      : html`电话 ${phone === null ? contact.phone : html`<a class="tel" href="${phone}">${contact.phone}</a>`}，或者书面寄送 ${contact.address}。`;
  return html`<section><h2>内容有误？</h2><p>公民、法人和其他组织都可以提出，并附上证据。${how}</p><p>本平台目前不受理网上提交。</p>${clause && article(clause, { open: large })}<a class="btn wide" href="${links.page(bureau.id, 'about')}#correct">怎样申请更正</a></section>`;
}

function others({ links, bureau }: BureauView, { party }: Result, count: number): Markup | false {
  const written = count > MOST_COUNTED ? `${MOST_COUNTED}+ 件` : `${grouped(count)} 件`;
  return (
    party !== '' &&
    count > 1 &&
    html`<section><h2>同一当事人</h2><p class="note">本局公示的结果中，当事人名称与此完全相同的：</p><ul class="dl"><li><a href="${links.results(bureau.id, { q: party })}">全部公示记录<span class="num">${written}</span></a></li></ul></section>`
  );
}
