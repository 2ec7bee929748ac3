import { describe, expect, test } from 'vitest';
import { calendar, nandagang, packs, siping, wenshang } from '../../test/case-fixtures.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import type { BureauProfile } from '../pack/schema.ts';
import { deadlineSentence, standingDuties } from './standing-duties.ts';

const standing = (bureau: BureauProfile) =>
  standingDuties(composeRulebook(bureau, packs, '2025-09-26'), bureau.kinds, calendar, '2025-09-26');
const sentences = (bureau: BureauProfile) => standing(bureau).map(({ rule }) => deadlineSentence(rule));

describe('the deadlines that bind a bureau, whatever the day', () => {
  test('of several layers the one that binds, the others beside it', () => {
    const publish = standing(wenshang).filter(
      ({ rule }) => rule.does === 'publish' && rule.kinds.includes('penalty'),
    );
    expect(publish.map(({ rule }) => rule.id)).toEqual(['wp-7-1-permit-penalty', 'gk-26-publish']);
    expect(publish[0]?.kinds).toEqual(['permit', 'penalty']);
    expect(publish[0]?.others.map(({ article }) => article)).toContain('二（六）');
  });

  test('a rule for special circumstances stands there too', () => {
    const ids = standing(nandagang).map(({ rule }) => rule.id);
    expect(ids).toEqual(
      expect.arrayContaining(['np-13-2-term', 'np-13-2-term-natural-person', 'xk-42-joint']),
    );
  });

  test('in sentences that a layman follows', () => {
    expect(sentences(wenshang)).toEqual(
      expect.arrayContaining([
        '自作出决定之日起 7 个工作日内，行政执法承办科室应当公开。',
        '自受理申请之日起 20 个工作日内，承办人应当作出决定。',
        '举行听证的 7 个工作日以前，行政机关应当通知听证。',
        '每年 1 月 15 日以前，行政执法承办科室应当报送上年度的执法数据。',
        '公开多久，条文没有写明天数。',
        '发现涉嫌犯罪后，行政机关应当及时移送；条文没有写明天数。',
      ]),
    );
    expect(sentences(siping)).toContain('自公开之日起满 5 年，行政执法部门可以撤下。');
  });
});
