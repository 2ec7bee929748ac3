import { describe, expect, test } from 'vitest';
import { calendar, nandagang, packs, wenshang } from '../../test/case-fixtures.ts';
import { enterprise, report, salt } from '../../test/penalty-fixtures.ts';
import { decidedCase, Publication, publish } from '../../test/publication-fixtures.ts';
import { completeResidentId } from '../identifiers/resident-id.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import { availablePublicationActions, decidePublication } from './decide.ts';
import { draftPublication } from './draft.ts';
import { publicBody, publicTitle } from './public-body.ts';
import { outsideDates } from './timeliness.ts';

const rules = composeRulebook(wenshang, packs, '2026-03-20');
const names = { bureauName: wenshang.name, authorityName: wenshang.name };
const draft = (party?: Parameters<typeof decidedCase>[0], bureau = wenshang) =>
  draftPublication(decidedCase(party), composeRulebook(bureau, packs, '2026-03-20'), { ...names, calendar });
const minorParty = {
  name: '李小明',
  kind: 'natural-person',
  identityNumber: completeResidentId('37083020100315123') ?? '',
  address: '汶上县某村 3 号',
} as const;

describe('公示规定 第七条第（一）项 公示内容从案件带出', () => {
  test('执法机关、执法对象、执法类别、执法结论', () => {
    expect(draft()).toMatchObject({
      number: '汶工信罚字〔2026〕1号',
      ordinal: 'penalty-2026-1',
      fields: {
        authority: wenshang.name,
        party: enterprise.name,
        kind: '行政处罚',
        conclusion: `予以处罚：${salt.text}`,
      },
      labels: { authority: '执法机关', party: '执法对象' },
      hidden: { representative: enterprise.representative, address: enterprise.address },
      due: { id: 'wp-7-1-permit-penalty', due: '2026-03-27' },
      signals: [],
    });
    expect(draft()?.withheld.map(({ key, ground, cite }) => [key, ground, cite.article])).toEqual([
      ['representative', 'privacy', '第十条第（一）项'],
      ['address', 'privacy', '第十条第（一）项'],
    ]);
  });

  test('公示办法 第九条第（一）项 六项内容', () => {
    expect(draft(undefined, nandagang)?.fields).toEqual({
      party: enterprise.name,
      facts: report().facts,
      basis: report().basis,
      result: salt.text,
      'decided-on': '2026-03-18',
      number: '汶工信罚字〔2026〕1号',
    });
  });
});

describe('公示规定 第八条 未经审批不得发布', () => {
  test('拟稿人不得批准、退回、决定不予公开本人拟的稿', () => {
    const publication = new Publication(decidedCase());
    expect(publication.act('jack', '2026-03-19', 'draft-publication')).toBeUndefined();
    for (const [type, input] of [
      ['approve-publication', {}],
      ['return-publication', { reason: '退回' }],
      ['withhold-publication', { ground: 'trade-secret', reason: '涉密' }],
    ] as const) {
      expect(publication.act('jack', '2026-03-19', type, input)).toMatchObject({
        code: 'own-work',
        message: '本件由您拟稿，须由他人批准。',
        cite: { article: '第八条' },
      });
    }
    expect(publication.state?.status).toBe('drafted');
    const shown = availablePublicationActions(publication.state, publication.context('jack', '2026-03-19'));
    expect(shown.find((one) => one.command === 'approve-publication')).toMatchObject({ enabled: false });
  });

  test('只有批准人能批准；没有拟稿不能批准', () => {
    const publication = new Publication(decidedCase());
    expect(publication.act('approver', '2026-03-19', 'approve-publication')?.code).toBe('not-offered');
    publication.act('handler', '2026-03-19', 'draft-publication');
    expect(publication.act('liaison', '2026-03-19', 'approve-publication')?.code).toBe('not-permitted');
  });

  test('批准即时生效，不能补录为以前的日期', () => {
    const publication = new Publication(decidedCase());
    publication.act('handler', '2026-03-19', 'draft-publication');
    const context = {
      ...publication.context('approver', '2026-03-30'),
      occurredOn: '2026-03-20',
      lateReason: '补录',
    };
    expect(() => decidePublication(publication.state, { type: 'approve-publication' }, context)).toThrow(
      '不能补录为以前的日期',
    );
  });

  test('退回后重拟；案件更正后旧稿不能批准', () => {
    const publication = new Publication(decidedCase());
    publication.act('handler', '2026-03-19', 'draft-publication');
    expect(
      publication.act('approver', '2026-03-19', 'return-publication', { reason: '结论不全' }),
    ).toBeUndefined();
    expect(publication.state).toMatchObject({ status: 'returned', returnedReason: '结论不全' });
    publication.act('handler', '2026-03-20', 'draft-publication');
    const corrected = new Publication(decidedCase({ ...enterprise, name: '汶上县鲁盐食品股份有限公司' }));
    corrected.facts.push(...publication.facts);
    expect(corrected.act('approver', '2026-03-20', 'approve-publication')?.code).toBe('draft-stale');
    expect(publication.act('approver', '2026-03-20', 'approve-publication')).toBeUndefined();
  });

  test('批准后分清公开的和不公开的，注明条款', () => {
    expect(publish(decidedCase()).published).toMatchObject({
      status: 'published',
      publishedOn: '2026-03-20',
      due: '2026-03-27',
      hidden: { representative: enterprise.representative },
      withheld: [
        {
          key: 'representative',
          name: '法定代表人或者负责人',
          ground: '涉及个人隐私',
          cite: '《汶上县工业和信息化局行政执法公示规定》第十条第（一）项',
        },
        { key: 'address' },
      ],
      cite: { article: '第七条第（一）项' },
    });
    expect(Object.keys(publish(decidedCase()).published.fields)).toEqual([
      'authority',
      'party',
      'kind',
      'conclusion',
    ]);
  });
});

describe('公示规定 第十条 不予公开', () => {
  test('另行不公开一项，须有可用于单项的依据', () => {
    const publication = new Publication(decidedCase());
    const withhold = (ground: string, key = 'conclusion') =>
      publication.act('handler', '2026-03-19', 'draft-publication', {
        withhold: [{ id: key, state: ground }],
      })?.code;
    expect(withhold('state-secret')).toBe('bad-input');
    expect(withhold('trade-secret', 'nothing')).toBe('bad-input');
    expect(withhold('trade-secret')).toBeUndefined();
    expect(publication.act('approver', '2026-03-20', 'approve-publication')).toBeUndefined();
    expect(publication.published.fields).not.toHaveProperty('conclusion');
    expect(publication.published.hidden).toHaveProperty('conclusion');
  });

  test('整件不予公开，注明依据，仍可计数', () => {
    const publication = new Publication(decidedCase());
    publication.act('handler', '2026-03-19', 'draft-publication');
    publication.act('approver', '2026-03-20', 'withhold-publication', {
      ground: 'security-stability',
      reason: '可能危及公共安全',
    });
    expect(publication.state).toMatchObject({
      status: 'withheld',
      notPublished: { on: '2026-03-20', cite: expect.stringContaining('第十条第（二）项') },
    });
    expect(publication.act('deputy', '2026-03-20', 'approve-publication')?.code).toBe('not-offered');
    expect(outsideDates(publication.state, rules)).toMatchObject({ withheldOn: '2026-03-20' });
  });

  test('公示办法 第十条第（1）项 未成年人的，整件不予公开', () => {
    const publication = new Publication(decidedCase(minorParty), nandagang);
    publication.act('handler', '2026-03-19', 'draft-publication');
    expect(publication.act('approver', '2026-03-20', 'approve-publication')).toMatchObject({
      code: 'minor',
      cite: { article: '第十条第（1）项' },
    });
    expect(
      publication.act('approver', '2026-03-20', 'withhold-publication', {
        ground: 'minor',
        reason: '未成年人',
      }),
    ).toBeUndefined();
  });

  test('公示办法 第十条 以各项理由不予公开的，援引各自的项，仍计入不予公开', () => {
    for (const [ground, article] of [
      ['minor', '第十条第（1）项'],
      ['state-secret', '第十条第（2）项'],
      ['trade-secret', '第十条第（2）项'],
      ['privacy', '第十条第（2）项'],
      ['security-stability', '第十条第（3）项'],
      ['hinders-enforcement', '第十条第（4）项'],
      ['other', '第十条第（5）项'],
    ]) {
      const publication = new Publication(decidedCase(), nandagang);
      const withhold = { ground, reason: '经审查不予公开。' };
      publication.act('handler', '2026-03-19', 'draft-publication');
      expect(publication.act('approver', '2026-03-20', 'withhold-publication', withhold)).toBeUndefined();
      expect(publication.state).toMatchObject({
        status: 'withheld',
        notPublished: { cite: expect.stringContaining(article ?? '') },
      });
    }
  });

  test('汶上规定没有未成年人一项：身份信息一律不公开', () => {
    const body = publicBody(publish(decidedCase(minorParty)).published);
    expect(JSON.stringify(body)).not.toContain(minorParty.name);
    expect(publish(decidedCase(minorParty)).published.title).not.toContain(minorParty.name);
    expect(body.withheld.map(({ key }) => key)).toContain('party');
  });

  test('公开的文字里有个人信息的，遮盖并提示核对', () => {
    const state = decidedCase();
    const decision = state.decision && { ...state.decision, facts: '联系人电话 13812345678，批发食盐。' };
    const drafted = draftPublication(
      { ...state, decision },
      composeRulebook(nandagang, packs, '2026-03-20'),
      { ...names, calendar },
    );
    expect(drafted?.fields.facts).toBe('联系人电话 ******，批发食盐。');
    expect(drafted?.signals).toMatchObject([
      { kind: 'personal-data', key: 'facts', found: ['手机号码'], ground: { id: 'privacy' } },
    ]);
  });
});

describe('公开页面', () => {
  test('内容、依据、期限算法、载体', () => {
    const publication = publish(decidedCase());
    publication.act('liaison', '2026-03-23', 'confirm-channel', {
      channel: 'bureau-website',
      confirmedOn: '2026-03-23',
      address: 'https://www.wenshang.example/gongshi/1',
    });
    const body = publicBody(publication.published);
    expect(body).toMatchObject({
      fields: [
        { key: 'authority', name: '执法机关', value: wenshang.name, kind: 'text' },
        { key: 'party' },
        { key: 'kind' },
        { key: 'conclusion' },
      ],
      withheld: [{ name: '法定代表人或者负责人', ground: '涉及个人隐私' }, { name: '住址' }],
      cite: { pack: 'wenshang-publicity', article: '第七条第（一）项' },
      timeliness: 'on-time',
      channels: [
        { name: '县工业和信息化局网站', state: 'confirmed', confirmedOn: '2026-03-23' },
        { name: '省政务服务网', state: 'prepared' },
        { name: '明镜公示门户', state: 'confirmed', confirmedOn: '2026-03-20' },
      ],
    });
    expect(body.cite.text).toContain('7个工作日');
    expect(body.explanation?.strip.filter((day) => day.kind === 'counted')).toHaveLength(7);
    expect(JSON.stringify(body)).not.toContain(enterprise.representative);
    expect(body).not.toHaveProperty('tombstone');
  });
});

describe('公示规定 第七条第（三）项、行政处罚法 第四十八条 撤下并说明理由', () => {
  const revoked = () => {
    const state = decidedCase();
    const decision = state.decision && {
      ...state.decision,
      revoked: {
        outcome: 'revoked',
        on: '2026-04-08',
        by: '汶上县人民政府',
        explanation: '处罚程序违法，决定被撤销。',
      },
    };
    const publication = publish(state);
    const after = new Publication({ ...state, decision });
    after.facts.push(...publication.facts);
    return after;
  };
  const explanation = '原处罚决定经行政复议被撤销，现予撤下。';

  test('原因和起算日从案件带出，说明必填', () => {
    const publication = revoked();
    expect(publication.act('handler', '2026-04-09', 'propose-withdrawal')?.code).toBe('bad-input');
    expect(publication.act('handler', '2026-04-09', 'propose-withdrawal', { explanation })).toBeUndefined();
    expect(publication.published.pendingWithdrawal).toMatchObject({
      cause: 'revoked',
      startedOn: '2026-04-08',
    });
  });

  test('申请人不得批准；批准后只留说明', () => {
    const publication = revoked();
    publication.act('jack', '2026-04-09', 'propose-withdrawal', { explanation });
    expect(publication.act('jack', '2026-04-09', 'approve-withdrawal')).toMatchObject({
      code: 'own-work',
      cite: { article: '第八条' },
    });
    expect(publication.act('approver', '2026-04-10', 'approve-withdrawal')).toBeUndefined();
    expect(publicTitle(publication.published)).toBe('汶工信罚字〔2026〕1号的公示信息已撤下');
    expect(publicBody(publication.published)).toMatchObject({
      fields: [],
      withheld: [],
      channels: [],
      tombstone: {
        cause: 'revoked',
        explanation,
        startedOn: '2026-04-08',
        withdrawnOn: '2026-04-10',
        cite: { article: '第七条第（三）项' },
      },
    });
    expect(outsideDates(publication.published, rules)).toMatchObject({ withdrawnOn: '2026-04-10' });
  });

  test.each([
    ['当事人名称', `${enterprise.name}的处罚决定被撤销。`],
    ['拆开写的名称', `${[...enterprise.name].join(' ')}的处罚决定被撤销。`],
    ['不带“有限公司”的名称', `${enterprise.name.replace('有限公司', '')}的处罚决定被撤销。`],
    ['未公开的负责人姓名', `${enterprise.representative}申请复议，决定被撤销。`],
    ['联系电话', '有疑问请拨打 13812345678。'],
  ])('说明不得写%s', (_name, text) => {
    expect(revoked().act('handler', '2026-04-09', 'propose-withdrawal', { explanation: text })?.code).toBe(
      'bad-input',
    );
  });

  test('决定已被撤销的，未批准的稿子不得再公示', () => {
    const publication = revoked();
    publication.facts.splice(1);
    expect(publication.act('approver', '2026-04-09', 'approve-publication')?.code).toBe('decision-revoked');
  });
});
