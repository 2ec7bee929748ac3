import { composeRulebook } from '@mingjing/law';
import { expect, test } from 'vitest';
import { loadPacks } from '../../packs/load.ts';
import { withArticleText } from './article-text.ts';
import type { ResultBody } from './result-body.ts';

const { packs, bureaus } = loadPacks();
const profile = bureaus.find(({ id }) => id === 'wenshang');
if (profile === undefined) throw new Error('packs hold no bureau wenshang');
const law = {
  rulebook: (_: string, date: string) => composeRulebook(profile, packs, date),
  calendarOf: () => ({ years: [] }),
};
const whole = (quote: string) =>
  withArticleText(law, 'wenshang', {
    publishedOn: '2025-10-10',
    body: {
      cite: { regulation: '汶上县工业和信息化局行政执法公示规定', article: '第七条第（一）项', quote },
    } as unknown as ResultBody,
  }).cite?.text;

test('汶上 第七条 导入的结果只存有所引的字句，页面给出整条', () => {
  const text = whole('行政许可、行政处罚的执法决定信息要在执法决定作出之日起7个工作日内公开');
  expect(text).toContain('加强事后公布');
  expect(text).toContain('撤下原行政执法决定信息');
});

test('所引的字句不在条文里的，只给字句', () => {
  expect(whole('自作出之日起一日内公开')).toBeUndefined();
});
