import { expect, test } from 'vitest';
import { calendar, packs, wenshang } from '../../test/case-fixtures.ts';
import { act, decided, enterprise, playTo } from '../../test/penalty-fixtures.ts';
import { type Publication, publish } from '../../test/publication-fixtures.ts';
import { caseDuties } from '../case/case-duties.ts';
import type { CaseState } from '../case/case-state.ts';
import { completeResidentId } from '../identifiers/resident-id.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import { availablePublicationActions } from './decide.ts';
import { carrierStates, publicBody } from './public-body.ts';
import { standingOf } from './standing.ts';
import { outsideDates, timelinessOn } from './timeliness.ts';

const right = enterprise.name.replace('鲁盐', '鲁岩');
const wrong = playTo(decided).state as CaseState;
const corrected = playTo([
  ...decided,
  act('handler', '2026-03-23', 'propose-document-correction', {
    documentId: '@penalty-decision',
    entry: '1.party.name',
    before: '鲁盐',
    after: '鲁岩',
    reason: '错字。',
  }),
  act('approver', '2026-03-24', 'confirm-document-correction'),
]).state as CaseState;

const at = (publication: Publication, caseState: CaseState): Publication =>
  Object.assign(publication, { caseState });
const reason = '当事人名称打印错字。';
const drafted = () => {
  const publication = publish(wrong);
  at(publication, corrected);
  expect(publication.act('handler', '2026-03-25', 'draft-correction', { reason })).toBeUndefined();
  return publication;
};
const approved = () => {
  const publication = drafted();
  expect(publication.act('approver', '2026-03-26', 'approve-correction')).toBeUndefined();
  return publication;
};

test('国办发〔2018〕118号 二 发现公开的行政执法信息不准确的，及时更正：从案件带出，另一人批准后公示页面改为更正后的内容，写明更正了什么、何时、为什么', () => {
  const publication = approved();
  const state = publication.published;
  expect(state).toMatchObject({ status: 'published', publishedOn: '2026-03-20', pendingCorrection: null });
  const body = publicBody(state);
  expect(body.fields.find(({ key }) => key === 'party')?.value).toBe(right);
  expect(body.corrections).toEqual([
    {
      of: 2,
      on: '2026-03-26',
      reason,
      changed: expect.arrayContaining(['执法对象']),
      cite: expect.objectContaining({ article: expect.any(String) }),
    },
  ]);
  expect(JSON.stringify(body)).not.toContain('鲁盐');
  expect(state.title).toContain(right);
});

test('拟稿和批准以前，公示的仍是原来的内容；拟稿人不得批准；退回以后原样不动，可以再拟', () => {
  const publication = drafted();
  const body = () => JSON.stringify(publicBody(publication.published));
  expect(body()).toContain(enterprise.name);
  expect(body()).not.toContain(right);
  const chief = (command: string, input: object = {}) =>
    publication.act('jack', '2026-03-26', command, input);
  expect(publication.act('handler', '2026-03-26', 'approve-correction')?.code).toBe('not-permitted');
  expect(chief('return-correction', { reason: '再核实。' })).toBeUndefined();
  expect(publication.published.pendingCorrection).toBeNull();
  expect(body()).toContain(enterprise.name);
  expect(chief('draft-correction', { reason })).toBeUndefined();
  expect(chief('approve-correction')).toMatchObject({ code: 'own-work' });
  expect(publication.act('approver', '2026-03-27', 'approve-correction')).toBeUndefined();
});

test('案件与公示内容相同的，没有更正可拟；拟稿以后案件又变的，退回重拟', () => {
  const same = publish(wrong);
  expect(same.act('handler', '2026-03-25', 'draft-correction', { reason })?.code).toBe('not-offered');
  const publication = drafted();
  at(publication, { ...corrected, party: { ...enterprise, name: '汶上县鲁研食品有限公司' } });
  expect(publication.act('approver', '2026-03-26', 'approve-correction')?.code).toBe('draft-stale');
  at(publication, wrong);
  expect(publication.act('approver', '2026-03-26', 'approve-correction')?.code).toBe('draft-stale');
});

test('以前公示的摘要末尾多一个句号的，不因此要更正', () => {
  const same = publish(wrong);
  const earlier = same.facts.find(({ type }) => type === 'result-published');
  Object.assign(earlier?.data ?? {}, { summary: `${same.published.summary}。` });
  expect(same.published.summary).toMatch(/。。$/);
  expect(same.act('handler', '2026-03-25', 'draft-correction', { reason })?.code).toBe('not-offered');
});

test('更正的原因向社会公开：写有当事人名称、证件号码的不收；空白的不收', () => {
  const publication = at(publish(wrong), corrected);
  for (const said of [
    `${enterprise.name}的名称错`,
    `${right}才对`,
    `证件 ${completeResidentId('37083020100315123')}`,
    ' \u200b',
  ])
    expect(publication.act('handler', '2026-03-25', 'draft-correction', { reason: said })?.code, said).toBe(
      'bad-input',
    );
});

test('更正以后再更正或者撤下，说明里也不得写更正前公示过的名称：错的名称可能是别人的', () => {
  const publication = approved();
  const explanation = `原公示误为${enterprise.name}，依法撤下。`;
  expect(
    publication.act('handler', '2026-03-27', 'propose-withdrawal', { cause: 'wrong', explanation })?.code,
  ).toBe('bad-input');
  at(publication, { ...corrected, party: { ...enterprise, name: '汶上县鲁研食品有限公司' } });
  const said = { reason: `不是${enterprise.name}。` };
  expect(publication.act('handler', '2026-03-27', 'draft-correction', said)?.code).toBe('bad-input');
  expect(publication.act('handler', '2026-03-27', 'draft-correction', { reason })).toBeUndefined();
});

test('是否按时仍按第一次公示计算；别处的载体须重新确认；更正的期限以更正之日为办结', () => {
  const before = publish(wrong);
  const external = before.published.carriers.filter(({ held }) => held === 'external').map(({ id }) => id);
  for (const channel of external)
    expect(
      before.act('liaison', '2026-03-20', 'confirm-channel', {
        channel,
        confirmedOn: '2026-03-20',
        receipt: '第 1 版',
      }),
    ).toBeUndefined();
  const onTime = timelinessOn(before.published);
  const sent = () => carrierStates(before.published).filter(({ state }) => state === 'sent');
  at(before, corrected);
  const duties = (publication: Publication, day: string) =>
    caseDuties(
      corrected,
      composeRulebook(wenshang, packs, day),
      calendar,
      day,
      outsideDates(publication.published, composeRulebook(wenshang, packs, day)),
    ).filter(({ does }) => does === 'update' || does === 'correct');
  expect(duties(before, '2026-03-25').map(({ doneOn }) => doneOn)).toContain(null);
  before.act('handler', '2026-03-25', 'draft-correction', { reason });
  expect(before.act('approver', '2026-04-20', 'approve-correction')).toBeUndefined();
  expect(timelinessOn(before.published)).toBe(onTime);
  expect(standingOf(before.published)).toBe(onTime);
  const open = availablePublicationActions(before.published, before.context('liaison', '2026-04-20'));
  expect(open.some(({ command, enabled }) => command === 'confirm-channel' && enabled)).toBe(
    external.length > 0,
  );
  // The corrected words have to be sent again, too.
  expect(external.length).toBeGreaterThan(0);
  const again = { channel: external[0], sentOn: '2026-04-20' };
  expect(sent()).toEqual([]);
  expect(before.act('liaison', '2026-04-20', 'send-to-channel', again)).toBeUndefined();
  expect(sent()).toHaveLength(1);
  expect(duties(before, '2026-04-21').length).toBeGreaterThan(0);
  expect(duties(before, '2026-04-21').every(({ doneOn }) => doneOn === '2026-04-20')).toBe(true);
  const [channel] = external;
  if (channel === undefined) return;
  expect(
    before.act('liaison', '2026-04-20', 'confirm-channel', {
      channel,
      confirmedOn: '2026-04-01',
      receipt: 'x',
    })?.message,
  ).toContain('早于批准更正公示的日期');
});

test('有撤下申请的、决定已被撤销的、已依法删除一部分内容的，不能更正公示', () => {
  const withdrawing = at(publish(wrong), corrected);
  const explanation = '公示内容有误，依法撤下。';
  withdrawing.act('handler', '2026-03-25', 'propose-withdrawal', { cause: 'wrong', explanation });
  expect(withdrawing.act('liaison', '2026-03-25', 'draft-correction', { reason })?.code).toBe(
    'withdrawal-pending',
  );
  const revoked = { outcome: 'revoked', on: '2026-03-25', by: '某法院', explanation: '略' };
  const gone = at(publish(wrong), {
    ...corrected,
    decision: corrected.decision && { ...corrected.decision, revoked },
  });
  expect(gone.act('handler', '2026-03-25', 'draft-correction', { reason })?.code).toBe('decision-revoked');
  const erased = at(publish(wrong), corrected);
  const items = [
    { id: 'fields.party', state: 'erase' },
    { id: 'title', state: 'erase' },
  ];
  const article = '《中华人民共和国个人信息保护法》第四十七条';
  erased.act('keeper', '2026-03-25', 'propose-erasure', { items, article, ground: '处理目的已实现' });
  expect(erased.act('lawyer', '2026-03-25', 'confirm-erasure')).toBeUndefined();
  erased.erase();
  expect(erased.act('handler', '2026-03-26', 'draft-correction', { reason })?.code).toBe('draft-erased');
});

test('更正以后依法删除的，更正前公示过的内容一并删除', () => {
  const publication = approved();
  const article = '《中华人民共和国个人信息保护法》第四十七条';
  const items = [{ id: 'fields.party', state: 'erase' }];
  expect(
    publication.act('keeper', '2026-03-27', 'propose-erasure', { items, article, ground: '处理目的已实现' }),
  ).toBeUndefined();
  expect(publication.act('lawyer', '2026-03-27', 'confirm-erasure')).toBeUndefined();
  publication.erase();
  expect(JSON.stringify(publication.facts)).not.toMatch(/鲁盐|鲁岩/);
  expect(JSON.stringify(publication.state)).not.toMatch(/鲁盐|鲁岩/);
});

test('原来不公开的内容更正后仍不公开；再次更正时逐次写明', () => {
  const publication = approved();
  expect(publicBody(publication.published).withheld.map(({ key }) => key)).toEqual(
    publicBody(publish(wrong).published).withheld.map(({ key }) => key),
  );
  at(publication, wrong);
  expect(publication.act('handler', '2026-03-30', 'draft-correction', { reason })).toBeUndefined();
  expect(publication.act('approver', '2026-03-31', 'approve-correction')).toBeUndefined();
  expect(publicBody(publication.published).corrections?.map(({ on }) => on)).toEqual([
    '2026-03-26',
    '2026-03-31',
  ]);
  expect(publication.published.corrections?.map(({ of }) => of)[1]).toBeGreaterThan(2);
});

test('没有更正过的公示，折叠所得没有更正的字段：升级以前的行与由流水重建的相同', () => {
  const publication = publish(wrong);
  const ofCorrections = () =>
    Object.keys(publication.published).filter((key) => /^(current|corrections|pendingCorrection)$/.test(key));
  expect(Object.keys(publication.published.channels)).not.toEqual([]);
  expect(ofCorrections()).toEqual([]);
  publication.act('handler', '2026-03-25', 'propose-withdrawal', {
    cause: 'wrong',
    explanation: '公示有误。',
  });
  expect(publication.act('approver', '2026-03-25', 'approve-withdrawal')).toBeUndefined();
  expect(publication.published.status).toBe('withdrawn');
  expect(ofCorrections()).toEqual([]);
});
