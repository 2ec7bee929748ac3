import { type DeadlineRule, type Limit, type Pack, ranks } from '@mingjing/law';
import { describe, expect, test } from 'vitest';
import { differences, readExamples } from './examples.ts';
import { type LoadedPacks, loadPacks } from './load.ts';

const loaded = loadPacks();
const examples = Object.values(loaded.folders).flatMap((folder) => readExamples(folder));
const held = loaded.packs.filter((pack) => pack.textHeld && pack.deadlines.length > 0);

describe('改动规定里的任何一个数字、单位、条号、位阶，逐日手算的算例都会变红', () => {
  test.each(held.map((pack) => [pack.id, pack] as const))('%s', (_, pack) => {
    const unnoticed = mutationsOf(pack).filter(({ mutant }) => !isNoticed(mutant));
    expect(unnoticed.map(({ what }) => what)).toEqual([]);
  });
});

function isNoticed(mutant: Pack): boolean {
  const packs = loaded.packs.map((pack) => (pack.id === mutant.id ? mutant : pack));
  const changed: LoadedPacks = { ...loaded, packs };
  const ids = new Set(mutant.deadlines.map((rule) => rule.id));
  return examples
    .filter((example) => example.expect.some(({ id }) => ids.has(id)))
    .some((example) => differences(example, changed).length > 0);
}

interface Mutation {
  readonly what: string;
  readonly mutant: Pack;
}

function mutationsOf(pack: Pack): Mutation[] {
  const ofRules = pack.deadlines.flatMap((rule, index) =>
    changesOf(rule).map(
      ([what, change]): Mutation => ({
        what: `${rule.id} ${what}`,
        mutant: { ...pack, deadlines: pack.deadlines.with(index, { ...rule, ...change }) },
      }),
    ),
  );
  const others = ranks.filter((rank) => rank !== pack.rank);
  return [...ofRules, ...others.map((rank) => ({ what: `rank ${rank}`, mutant: { ...pack, rank } }))];
}

function changesOf(rule: DeadlineRule): [string, Partial<DeadlineRule>][] {
  return [
    ...limitsBeside(rule.limit).map((limit): [string, Partial<DeadlineRule>] => [
      JSON.stringify(limit),
      { limit },
    ]),
    ['article', { cite: { ...rule.cite, article: `${rule.cite.article}第九款` } }],
  ];
}

function limitsBeside(limit: Limit): Limit[] {
  if (limit === null) return [{ count: 1, unit: 'working-day' }];
  if ('yearly' in limit) return [{ yearly: limit.yearly === '12-30' ? '12-29' : '12-30' }, null];
  const { count, unit, ...direction } = limit;
  const swapped = {
    hour: 'calendar-day',
    'working-day': 'calendar-day',
    'calendar-day': 'working-day',
    month: 'year',
    year: 'month',
  } as const;
  const beside: Limit[] = [{ ...limit, count: count + (unit === 'hour' ? 24 : 1) }, null];
  if (count === 0) return beside;
  const less = { ...limit, count: unit === 'hour' ? 0 : count - 1 };
  const turned = direction.before ? [{ count, unit }] : [];
  return [...beside, less, { ...limit, unit: swapped[unit] }, ...turned];
}
