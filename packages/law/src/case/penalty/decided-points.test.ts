import { describe, expect, test } from 'vitest';
import { calendar, packs, wenshang } from '../../../test/case-fixtures.ts';
import { noticed, playTo } from '../../../test/penalty-fixtures.ts';
import { withDecisions } from '../../pack/decided-points.ts';
import { composeRulebook, rulebookOf } from '../../pack/rulebook.ts';
import { caseDuties } from '../case-duties.ts';
import type { CaseState } from '../case-state.ts';
import { hasHearingRight } from './major.ts';

const day = '2026-03-02';
const penaltyLaw = 'administrative-penalty-law';

/** The law of 汶上 with these options of the penalty law decided. */
function lawWith(...decided: readonly (readonly [point: string, option: string])[]) {
  const { held } = composeRulebook(wenshang, packs, day);
  const decisions = decided.map(([point, option], fact) => ({
    fact,
    pack: penaltyLaw,
    version: penaltyLaw,
    point,
    option,
    text: option,
    reason: '局务会议研究。',
    from: day,
    decidedBy: 'lawyer',
    decidedOn: day,
  }));
  const find = (id: string) => packs.find((pack) => pack.id === id);
  return rulebookOf(wenshang, withDecisions(held, decisions, find, day));
}

const fined = (fine: number, kind?: 'natural-person' | 'sole-trader'): CaseState => {
  const { state } = playTo(noticed({ types: ['fine'], fine, text: '罚款。' }));
  if (state?.party === null || state?.party === undefined) throw new Error('no party');
  return kind === undefined ? state : { ...state, party: { ...state.party, kind } };
};

describe('行政处罚法 第四十五条 陈述、申辩的期限由本局确定一次，案件里随之计算', () => {
  const statement = (rules: ReturnType<typeof lawWith>) =>
    caseDuties(fined(100_000), rules, calendar, '2026-03-10').find(({ does }) => does === 'state');
  // 3月9日送达：10①、11②、12③、13④、16⑤、17⑥、18⑦
  test.each([
    [[], '2026-03-16', true],
    [[['statement-period', 'in-the-notice']], '2026-03-16', true],
    [[['statement-period', 'three-working-days']], '2026-03-12', false],
    [[['statement-period', 'seven-working-days']], '2026-03-18', false],
  ] as const)('%j → %s', (decided, due, unverified) => {
    expect(statement(lawWith(...decided))).toMatchObject({ id: 'cf-45-statement', due, unverified });
  });
  test('说明里是本局的答案', () => {
    expect(statement(lawWith(['statement-period', 'three-working-days']))?.note).toContain('本局已定');
  });
});

describe('行政处罚法 第六十三条 较大数额由本局确定一次，听证权随之有无', () => {
  test.each([
    ['没有确定，单位罚款五万元', [], fined(5_000_000), false],
    ['定为五万元，单位罚款五万元', [['large-fine', 'five-thousand']], fined(5_000_000), true],
    ['定为五万元，差一分', [['large-fine', 'five-thousand']], fined(4_999_999), false],
    ['没有确定，个体工商户比照公民，一万元', [], fined(1_000_000, 'sole-trader'), true],
    ['没有确定，自然人一万元', [], fined(1_000_000, 'natural-person'), true],
    [
      '定为比照单位，个体工商户一万元',
      [['sole-trader', 'organisation']],
      fined(1_000_000, 'sole-trader'),
      false,
    ],
    [
      '两处都定，个体工商户五万元',
      [
        ['sole-trader', 'organisation'],
        ['large-fine', 'five-thousand'],
      ],
      fined(5_000_000, 'sole-trader'),
      true,
    ],
  ] as const)('%s', (_name, decided, state, right) => {
    expect(hasHearingRight(state, lawWith(...decided))).toBe(right);
  });
});
