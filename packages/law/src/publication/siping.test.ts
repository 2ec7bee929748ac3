import { describe, expect, test } from 'vitest';
import {
  applicant,
  calendar,
  last,
  opinion,
  packs,
  decided as permit,
  playTo,
  siping,
} from '../../test/case-fixtures.ts';
import {
  act,
  enterprise,
  investigated,
  penaltyResources,
  report,
  salt,
} from '../../test/penalty-fixtures.ts';
import { decidedCase, Publication, publish } from '../../test/publication-fixtures.ts';
import { completeResidentId } from '../identifiers/resident-id.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import { draftPublication } from './draft.ts';
import { publicBody } from './public-body.ts';
import { confirmedOnMain, timelinessOn } from './timeliness.ts';

const names = { bureauName: siping.name, authorityName: siping.name };
const rules = composeRulebook(siping, packs, '2026-03-20');
const minor = {
  name: '李小明',
  kind: 'natural-person',
  identityNumber: completeResidentId('22030220100315123') ?? '',
  address: '四平市某村 3 号',
} as const;
const withheld = (ground: string) => {
  const publication = new Publication(decidedCase(), siping);
  publication.act('handler', '2026-03-19', 'draft-publication');
  const refused = publication.act('approver', '2026-03-20', 'withhold-publication', {
    ground,
    reason: '依法不予公开',
  });
  return refused ?? publication.published.notPublished?.cite;
};

describe('四平公示制度 四（二）事中公示', () => {
  test('没有出示执法证件不能询问，拒绝时援引四（二）', () => {
    const script = investigated
      .slice(0, 2)
      .map((step) =>
        step.command.type === 'propose-filing'
          ? { ...step, command: { ...step.command, matter: 'energy-saving-offence' } }
          : step,
      );
    const interview = act('handler', '2026-03-04', 'record-interview', {
      officers: ['handler', 'partner'],
      interviewee: enterprise.representative,
      place: enterprise.address,
      content: '问：何时开工？\n答：上月。',
      signed: 'yes',
    });
    expect(last([...script, interview], { ...penaltyResources, bureau: siping }).refusal).toMatchObject({
      cite: { pack: 'siping-publicity', article: '四（二）' },
    });
  });
});

describe('四平公示制度 四（三）事后公开内容', () => {
  test('行政许可的五项内容从案件带出', () => {
    const decidedPermit = playTo(permit).state;
    if (decidedPermit === null) throw new Error('no permit');
    const matterName = '固定资产投资项目节能审查';
    const drafted = draftPublication(decidedPermit, rules, { ...names, matterName, calendar });
    expect(drafted?.fields).toEqual({
      party: applicant.name,
      manner: '行政许可',
      content: matterName,
      result: opinion.content,
      authority: siping.name,
    });
    expect(drafted?.cite).toMatchObject({ article: '四（三）第一款' });
  });

  test('行政处罚的五项内容从案件带出，七个工作日内公开', () => {
    expect(draftPublication(decidedCase(), rules, { ...names, calendar })).toMatchObject({
      fields: {
        party: enterprise.name,
        manner: '行政处罚',
        content: report().facts,
        result: salt.text,
        authority: siping.name,
      },
      labels: { manner: '执法方式', content: '执法内容' },
      hidden: { representative: enterprise.representative, address: enterprise.address },
      due: { id: 'sp-4-6-publish', due: '2026-03-27' },
    });
  });

  test('未成年人的，整件不予公开', () => {
    const publication = new Publication(decidedCase(minor), siping);
    publication.act('handler', '2026-03-19', 'draft-publication');
    expect(publication.act('approver', '2026-03-20', 'approve-publication')).toMatchObject({
      code: 'minor',
      cite: { article: '四（三）第二款第1项' },
    });
  });

  test('不予公开的各项理由援引第二款的该项', () => {
    const items = [
      ['minor', '第1项'],
      ['state-secret', '第2项'],
      ['trade-secret', '第2项'],
      ['privacy', '第2项'],
      ['security-stability', '第3项'],
      ['hinders-enforcement', '第4项'],
      ['higher-organ', '第5项'],
      ['other-law', '第6项'],
    ] as const;
    for (const [ground, item] of items) expect(withheld(ground)).toContain(`四（三）第二款${item}`);
  });
});

describe('四平公示制度 四（四）、四（六）、四（七）公开、审查、撤下', () => {
  test('以市工信局网站上的确认认定按时', () => {
    const publication = publish(decidedCase(), siping);
    expect(confirmedOnMain(publication.published, rules)).toBeNull();
    publication.act('liaison', '2026-03-23', 'confirm-channel', {
      channel: 'bureau-website',
      confirmedOn: '2026-03-23',
      address: 'https://www.siping.example/gongshi/1',
    });
    expect(timelinessOn(publication.published)).toBe('on-time');
  });

  test('起草人不得审查自己的稿件，未经审查不得发布', () => {
    const publication = new Publication(decidedCase(), siping);
    publication.act('jack', '2026-03-19', 'draft-publication');
    expect(publication.act('jack', '2026-03-19', 'approve-publication')).toMatchObject({
      code: 'own-work',
      cite: { pack: 'siping-publicity', article: '四（七）' },
    });
    expect(publication.state?.status).toBe('drafted');
  });

  test('没有满期的，不能以公示期满撤下', () => {
    const publication = publish(decidedCase(), siping);
    const expired = (on: string) =>
      publication.act('handler', on, 'propose-withdrawal', {
        cause: 'expired',
        explanation: '公示期满，予以撤下。',
        startedOn: on,
      });
    expect(expired('2031-03-19')).toMatchObject({
      code: 'term-running',
      message: '公示期至 2031-03-20 届满，现在不能以公示期满撤下。',
      cite: { article: '四（六）' },
    });
    expect(expired('2031-03-20')).toBeUndefined();
  });

  test('相对人是自然人的，满两年即可撤下', () => {
    const person = { name: '李大明', kind: 'natural-person', address: '四平市某村 3 号' } as const;
    const publication = publish(decidedCase(person), siping);
    const expired = (on: string) =>
      publication.act('handler', on, 'propose-withdrawal', {
        cause: 'expired',
        explanation: '公示期满，予以撤下。',
        startedOn: on,
      });
    expect(expired('2028-03-19')?.code).toBe('term-running');
    expect(expired('2028-03-20')).toBeUndefined();
    expect(publication.act('approver', '2028-03-21', 'approve-withdrawal')).toBeUndefined();
    expect(publicBody(publication.published).tombstone?.cite.quote).toContain('公开满2年的');
  });

  test('决定被撤销的，撤下并作出说明，援引四（六）', () => {
    const state = decidedCase();
    const revoked = {
      outcome: 'revoked',
      on: '2026-04-08',
      by: '四平市人民政府',
      explanation: '处罚程序违法，决定被撤销。',
    };
    const decision = state.decision && { ...state.decision, revoked };
    const publication = new Publication({ ...state, decision }, siping);
    publication.facts.push(...publish(state, siping).facts);
    const explanation = '原处罚决定经行政复议被撤销，现予撤下。';
    expect(publication.act('handler', '2026-04-09', 'propose-withdrawal')?.code).toBe('bad-input');
    publication.act('handler', '2026-04-09', 'propose-withdrawal', { explanation });
    expect(publication.act('approver', '2026-04-10', 'approve-withdrawal')).toBeUndefined();
    expect(publicBody(publication.published)).toMatchObject({
      fields: [],
      tombstone: { explanation, withdrawnOn: '2026-04-10', cite: { article: '四（六）' } },
    });
  });
});
