import { expect, test } from 'vitest';
import { calendar, packs, siping, wenshang } from '../../test/case-fixtures.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import { type BureauProfile, type Pack, packSchema, type Rank } from '../pack/schema.ts';
import { dutiesFor } from './duties-for.ts';

/** A made-up layer of the given rank that gives 20 working days where the bureaux give 7. */
const looser = (rank: Rank): Pack =>
  packSchema.parse({
    id: 'looser',
    code: 'X',
    title: '某规定',
    short: '某规定',
    rank,
    issuer: '某机关',
    inForceFrom: null,
    extent: 'clauses',
    source: '测试',
    articles: [{ number: '第九条', text: '二十个工作日内公开' }],
    deadlines: [
      {
        id: 'looser-publish',
        name: '公开',
        on: ['decision-made'],
        kinds: ['penalty'],
        does: 'publish',
        limit: { count: 20, unit: 'working-day' },
        owner: '机关',
        frozen: 'at-event',
        cite: { article: '第九条', quote: '二十个工作日内公开' },
      },
    ],
  });

/** The rule that binds for a decision of 2026-02-13 under these layers and the looser one. */
function binds(bureau: BureauProfile, layers: readonly string[], rank: Rank) {
  const profile = { ...bureau, layers: [...layers, 'looser'].map((pack) => ({ pack })) };
  const rules = composeRulebook(profile, [...packs, looser(rank)], '2026-02-13');
  const question = { rules, calendar, event: 'decision-made', kind: 'penalty', date: '2026-02-13' } as const;
  const duty = dutiesFor({ ...question, circumstances: {} }).find(({ does }) => does === 'publish');
  return [duty?.id, duty?.due];
}

const rulesAndAbove: readonly Rank[] = [
  'law',
  'administrative-regulation',
  'local-regulation',
  'ministerial-rule',
  'local-rule',
];

test('四平公示制度 四（六）法律、法规、规章另有规定的，从其规定：二十日为准，虽然较宽', () => {
  for (const rank of rulesAndAbove)
    expect(binds(siping, ['siping-publicity'], rank)).toEqual(['looser-publish', '2026-03-19']);
});

test('四平公示制度 四（六）不让位于规范性文件：仍为七日', () =>
  expect(binds(siping, ['siping-publicity'], 'normative')).toEqual(['sp-4-6-publish', '2026-03-02']));

test('国办发〔2018〕118号只让位于法律、行政法规：本局虽让位于部门规章，七日仍以118号为准', () =>
  expect(binds(siping, ['siping-publicity', 'state-council-2018-118'], 'ministerial-rule')).toEqual([
    'gb-6-permit-penalty',
    '2026-03-02',
  ]));

test('汶上公示规定 第七条只让位于法律、行政法规：部门规章的二十日不能放宽七日', () =>
  expect(binds(wenshang, ['wenshang-publicity'], 'ministerial-rule')).toEqual([
    'wp-7-1-permit-penalty',
    '2026-03-02',
  ]));
