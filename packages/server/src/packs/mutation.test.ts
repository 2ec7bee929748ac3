import type { Pack } from '@mingjing/law';
import { describe, expect, test } from 'vitest';
import { differences, type PackExample, readExamples } from './examples.ts';
import { type FigureExample, figureDifferences, readFigures } from './figures/figure-examples.ts';
import { type LoadedPacks, loadPacks } from './load.ts';
import { type Mutation, mutationsOf } from './mutation/mutations.ts';
import { citesOf, misplaced } from './second-reading/cites.ts';
import { misread } from './second-reading/scope.ts';

const loaded = loadPacks();
const folders = Object.values(loaded.folders);
const examples = folders.flatMap((folder) => readExamples(folder));
const figures = folders.flatMap((folder) => readFigures(folder));
const held = loaded.packs.filter((pack) => pack.textHeld);

test('每项期限管哪些执法类别、应当还是可以，与另一份读法一致', () => {
  expect(held.flatMap(misread)).toEqual([]);
});

describe('改动规定里的任何一个数字、单位、条号、位阶、事件、类别，手算的算例或者另一份读法都会变红', () => {
  test.each(held.map((pack) => [pack.id, pack] as const))('%s', { timeout: 120_000 }, (_, pack) => {
    const mutations = mutationsOf(pack);
    const unnoticed = mutations.filter((mutation) => !isNoticed(mutation));
    expect(unnoticed.map(({ what }) => what)).toEqual([]);
    expect(mutations.length).toBeGreaterThan(citesOf(pack).length);
  });
});

function isNoticed({ mutant, about, cite }: Mutation): boolean {
  if (cite !== undefined) return misplaced(mutant, cite) !== undefined;
  if (about === 'scope') return misread(mutant).length > 0;
  const packs = loaded.packs.map((pack) => (pack.id === mutant.id ? mutant : pack));
  const changed: LoadedPacks = { ...loaded, packs };
  if (about === 'figure' && figuresOn(mutant).some((one) => figureDifferences(one, changed).length > 0))
    return true;
  return examplesOn(mutant).some((example) => differences(example, changed).length > 0);
}

function figuresOn(pack: Pack): readonly FigureExample[] {
  return figures.filter(
    ({ ask, expect: list }) => ask === 'validity' || list.some(({ rule }) => rule.split('/')[0] === pack.id),
  );
}

function examplesOn(pack: Pack): readonly PackExample[] {
  const ids = new Set(pack.deadlines.map((rule) => rule.id));
  return examples.filter((example) => example.expect.some(({ id }) => ids.has(id)));
}
