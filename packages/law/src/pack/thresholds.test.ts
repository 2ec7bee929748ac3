import { describe, expect, test } from 'vitest';
import { extraPack, wenshangWith } from '../../test/extra-layers.ts';
import { heavy, playTo, reported } from '../../test/penalty-fixtures.ts';
import type { CaseState } from '../case/case-state.ts';
import { hasHearingRight, isMajor, majorTriggers } from '../case/penalty/major.ts';
import { thresholdsReached } from './thresholds.ts';

const hearing = (id: string, amount: number, more: object = {}) => ({
  id,
  name: id,
  for: 'hearing',
  kinds: ['penalty'],
  amount,
  inclusive: true,
  ...more,
});
const caseWith = (fine: number): CaseState => {
  const { state } = playTo(reported({ types: ['fine'], fine, text: '罚款。' }));
  if (state === null) throw new Error('no case');
  return state;
};

describe('行政处罚法 第六十三条 较大数额由各层写明：权力来源、当事人、是否含本数', () => {
  const rules = wenshangWith(
    extraPack('local', 'local-rule', {
      thresholds: [
        hearing('person', 500_000, { when: { party: ['natural-person'] } }),
        hearing('organisation', 5_000_000, { when: { party: ['organisation'] } }),
        hearing('local-power', 200_000, { origin: 'local', inclusive: false }),
      ],
    }),
  );

  test('写明数额的，按该数额告知听证，不再按限制的参数；恰为本数的按是否含本数', () => {
    expect(hasHearingRight(caseWith(4_999_999), rules)).toBe(false);
    expect(hasHearingRight(caseWith(5_000_000), rules)).toBe(true);
    const person = { ...caseWith(500_000), party: { name: '某甲', kind: 'natural-person' } } as CaseState;
    expect(hasHearingRight(person, rules)).toBe(true);
    expect(hasHearingRight(caseWith(500_000), rules)).toBe(false);
  });

  test('来源写明的条款先于不分来源的；来源没有登记的，只按不分来源的', () => {
    const reached = (amount: number, origin?: 'local' | 'law') =>
      thresholdsReached(rules, 'hearing', { kind: 'penalty', circumstances: {}, amount, origin }).map(
        ({ rule }) => rule.id,
      );
    expect(reached(200_000, 'local')).toEqual([]);
    expect(reached(200_001, 'local')).toEqual(['local-power']);
    expect(reached(200_001)).toEqual([]);
    expect(reached(5_000_000, 'law')).toEqual(['organisation']);
    const matters = rules.bureau.matters.map((matter) => ({ ...matter, origin: 'local' as const }));
    const local = { ...rules, bureau: { ...rules.bureau, matters } };
    expect(hasHearingRight(caseWith(200_000), local)).toBe(false);
    expect(hasHearingRight(caseWith(200_001), local)).toBe(true);
  });

  test('没有写明数额的层，仍按限制的参数', () => {
    expect(hasHearingRight(caseWith(heavy.fine), wenshangWith())).toBe(true);
    expect(hasHearingRight(caseWith(5_000_000), wenshangWith())).toBe(false);
  });
});

test('目录写明数额的，达到即为重大执法决定，须经法制审核', () => {
  const rules = wenshangWith(
    extraPack('list', 'normative', {
      thresholds: [{ ...hearing('large', 3_000_000), for: 'legal-review', name: '罚款三万元以上' }],
    }),
  );
  expect(isMajor(caseWith(2_999_999), rules)).toBe(false);
  expect(majorTriggers(caseWith(3_000_000), rules)).toMatchObject([{ id: 'large', name: '罚款三万元以上' }]);
});
