import { describe, expect, it } from 'vitest';
import { noProof, sampleResult, sampleView } from '../../testing/sample-view.ts';
import { resultPage } from './result-page.ts';
import { tombstonePage } from './tombstone-page.ts';

const cite = {
  pack: 'wenshang-publicity',
  regulation: '汶上县工业和信息化局行政执法公示规定',
  article: '第七条第（一）项',
  quote: '7个工作日内公开',
  text: '决定信息要在作出之日起7个工作日内公开,另有规定的除外。',
};
const body = {
  fields: [
    { key: 'party-name', name: '执法对象', value: '汶上示例纺织有限公司' },
    { key: 'fine', name: '罚款', value: 2_000_050, kind: 'money' },
    { key: 'decision-date', name: '决定日期', value: '2025-09-26' },
    { key: 'note', name: '备注', value: '' },
  ],
  withheld: [
    { key: 'identity', name: '证件号', ground: '个人隐私', cite: '第十条第（一）项' },
    {
      key: 'output',
      name: '单位能耗',
      ground: 'trade-secret',
      cite: { ...cite, article: '第十条第（一）项' },
    },
  ],
  cite,
  authority: '汶上县工业和信息化局',
  explanation: {
    sentence: '自 9 月 26 日（不计入）起第 7 个工作日是 10 月 13 日。',
    strip: [
      { date: '2025-09-26', weekday: '周五', kind: 'start', label: '起算，不计入' },
      { date: '2025-09-28', weekday: '周日', kind: 'make-up', number: 1, label: '调休上班' },
      { date: '2025-10-01', weekday: '周三', kind: 'off', label: '国庆节、中秋节放假' },
      { date: '2025-10-10', weekday: '周五', kind: 'counted', number: 5 },
      { date: '2025-10-13', weekday: '周一', kind: 'counted', number: 7, due: true },
    ],
  },
  timeliness: 'on-time',
  channels: [
    {
      name: '本局网站',
      state: 'confirmed',
      address: 'https://www.wenshang.gov.cn/1',
      confirmedOn: '2025-10-10',
    },
    { name: '省政务服务网', state: 'prepared', address: 'javascript:alert(1)' },
  ],
};
const page = (more: object = {}, result: object = {}) =>
  resultPage(sampleView(), sampleResult('published', { ...body, ...more }, result), noProof, {
    sameParty: 3,
    correction: null,
  }).toString();

describe('a published result', () => {
  it('第十条 a withheld item shows its ground and a bar of one length; the sum adds up', () => {
    const shown = page();
    expect(shown).toContain('共 6 项，公开 4 项，依法不公开 2 项。');
    expect(shown.match(/aria-label="未公开">▇▇▇▇▇▇</g)).toHaveLength(2);
    expect(shown).toContain('个人隐私，第十条第（一）项');
    expect(shown).not.toContain('trade-secret');
  });
  it('the deadline is a sentence and a strip: counted, excluded, make-up, published and due days', () => {
    const shown = page();
    expect(shown).toContain('第 7 个工作日');
    expect(shown).toMatch(/class="on mk w7">.*?班/);
    expect(shown).toMatch(/class="off w3">.*?国庆/);
    expect(shown).toMatch(/class="on pub w5">.*?公示/);
    expect(shown).toMatch(/class="on due w1">.*?截止/);
  });
  it('the article is open and the words relied on are marked', () => {
    expect(page()).toMatch(
      /<details open><summary>《汶上县工业和信息化局行政执法公示规定》第七条第（一）项<\/summary>.*<mark>7个工作日内公开<\/mark>/,
    );
  });
  it('of an article with items, the item relied on is shown and the whole is behind it', () => {
    const text = `应当公布:\n(一)${cite.text}\n(二)抽查结果。`;
    const shown = page({ cite: { ...cite, text } });
    expect(shown).toMatch(
      /<blockquote>\(一\)决定信息[\s\S]*?<mark>7个工作日内公开<\/mark>[\s\S]*?<\/blockquote><details><summary>本条全文<\/summary>/,
    );
    expect(shown.match(/抽查结果/g)).toHaveLength(1);
    const across = page({ cite: { ...cite, text, quote: '应当公布:\n(一)' } });
    expect(across).not.toContain('本条全文');
  });
  it('a long title breaks after the name and its mark, never before the mark', () => {
    const titled = (title: string) => page({}, { title });
    expect(titled('汶上示例纺织有限公司：行政处罚决定')).toContain(
      '汶上示例纺织有限公司：<wbr>行政处罚决定</h1>',
    );
    expect(titled('汶上示例纺织有限公司未按规定报送案')).toContain(
      '汶上示例纺织有限公司<wbr>未按规定报送案</h1>',
    );
  });
  it('a witness that does not exist is not claimed, and only what is proved is promised', () => {
    expect(page()).toContain('尚无见证');
    expect(page()).toContain('证明此页自公示起未被改动，不代表决定的实体内容必然正确。');
  });
  it('money from 分, dates in words, empty fields said', () => {
    expect(page()).toContain('人民币 <b class="num">20,000.50</b> 元');
    expect(page()).toContain('<time class="nb num" datetime="2025-09-26">2025 年 9 月 26 日</time>');
    expect(page()).toContain('<dd class="none">无</dd>');
  });
  it('carriers link only to http addresses', () => {
    expect(page()).toContain('href="https://www.wenshang.gov.cn/1"');
    expect(page()).not.toContain('javascript:');
  });
  it('on time is not claimed before the carrier of the article is confirmed', () => {
    const shown = page({ timeliness: null });
    expect(shown).toContain('载体尚待确认');
    expect(shown).not.toContain('按时公示');
  });
  it('hostile data stay text in every place', () => {
    const evil = '</title><script>alert(1)</script>"\' onload="x';
    const shown = page(
      {
        fields: [{ key: 'k', name: evil, value: evil }],
        summary: evil,
        withheld: [{ key: 'k', name: evil, ground: `${evil}甲`, cite: evil }],
        cite: { ...cite, regulation: evil, text: `${evil}7个工作日内公开` },
        channels: [{ name: evil, state: evil, address: `https://a.example/${evil}` }],
        explanation: { sentence: evil, strip: [{ date: evil, weekday: evil, kind: 'off', label: evil }] },
        authority: evil,
      },
      { title: evil, party: evil, number: evil, kind: evil, id: evil },
    );
    expect(shown).not.toContain('<script');
    expect(shown).not.toMatch(/ onload="/);
    expect(shown).not.toMatch(/ style=| on[a-z]+="/);
  });
  it('an imported result that came here late is not called late: when it was public elsewhere is not known', () => {
    const explanation = { sentence: '自 1 月 3 日（不计入）起第 7 个工作日是 1 月 12 日。', strip: [] };
    const late = (origin: string) =>
      resultPage(
        sampleView(),
        sampleResult('published', { explanation, timeliness: 'late' }, { origin }),
        noProof,
        { sameParty: 0, correction: null },
      ).toString();
    expect(late('case')).toContain('逾期公示');
    expect(late('import')).toContain('历史数据');
    expect(late('import')).toContain('此前在别处何时公示，本系统没有记载');
    expect(late('import')).not.toMatch(/逾期公示|<b>逾期/);
  });
  it('a body that lacks everything still makes an honest page', () => {
    const shown = resultPage(sampleView(), sampleResult('published', {}, { origin: 'import' }), noProof, {
      sameParty: 0,
      correction: null,
    }).toString();
    expect(shown).toContain('本条由历史数据导入');
    expect(shown).toContain('共 0 项，公开 0 项，依法不公开 0 项。');
  });
});

describe('第七条第（三）项 a withdrawn result', () => {
  const tombstone = {
    cause: 'revoked',
    explanation: '主要证据不足，予以撤销。',
    startedOn: '2025-10-11',
    withdrawnOn: '2025-10-11',
    cite,
  };
  const secret = '汶上示例纺织有限公司';
  it('leaks nothing of the party, whatever the row still holds', () => {
    const leaky = {
      ...body,
      fields: [{ key: 'party-name', name: '执法对象', value: secret }],
      summary: secret,
      tombstone,
    };
    const shown = tombstonePage(
      sampleView(),
      sampleResult('withdrawn', leaky, { party: secret, title: secret }),
      noProof,
      null,
      null,
    ).toString();
    expect(shown).not.toContain(secret);
    expect(shown).not.toContain('示例纺织');
    expect(shown).toContain('已撤下');
    expect(shown).toContain('主要证据不足，予以撤销。');
    expect(shown).toContain('<meta name="robots" content="noindex">');
  });
  it('is shown even where its old body can no longer be read', () => {
    const result = sampleResult('withdrawn', { fields: 'broken', tombstone });
    expect(tombstonePage(sampleView(), result, noProof, null, null).toString()).toContain('已被依法撤销');
  });
  it.each([
    ['revoked', '决定被撤销'],
    ['wrong', '发现有误'],
    ['expired', '期满'],
  ])('says what happened on the day it rests on: %s', (cause, word) => {
    const result = sampleResult('withdrawn', { tombstone: { ...tombstone, cause } });
    expect(tombstonePage(sampleView(), result, noProof, null, null).toString()).toContain(`<dt>${word}</dt>`);
  });
  it('第十六条 says by which clause anybody can have it put right, and opens its words', () => {
    const result = sampleResult('withdrawn', { tombstone });
    const clause = { regulation: '公示办法', article: '第十六条', quote: '及时更正' };
    const shown = tombstonePage(sampleView(), result, noProof, null, clause).toString();
    expect(shown).toMatch(/内容有误？.*<summary>《公示办法》第十六条<\/summary>.*及时更正/s);
  });
  it.each([
    ['2025-10-14', '按时'],
    ['2025-10-10', '逾期'],
  ])('with %s as its last day it was taken down %s', (due, word) => {
    const result = sampleResult('withdrawn', { tombstone });
    const shown = tombstonePage(sampleView(), result, noProof, due, null).toString();
    expect(shown).toContain(`${word}</span>`);
    expect(shown).toContain('批准撤下');
  });
});
