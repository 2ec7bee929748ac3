import { describe, expect, test } from 'vitest';
import { type Rank, ranks } from '../pack/schema.ts';
import { bindingIndex, type Rival } from './binding.ts';

const early = '2026-03-02';
const late = '2026-03-19';
const rival = (rank: Rank, due: string | null, yieldsTo: readonly Rank[] = []): Rival => ({
  rank,
  due,
  yieldsTo,
});

describe('which of two layers binds', () => {
  // local yields to the law | law yields to the local rank | local date | date of the law | who binds
  test.each<[boolean, boolean, string | null, string | null, 'local' | 'law']>([
    [false, false, early, late, 'local'],
    [false, false, late, early, 'law'],
    [false, false, early, early, 'local'],
    [true, false, early, late, 'law'],
    [true, false, late, early, 'law'],
    [true, false, early, early, 'law'],
    [false, true, early, late, 'local'],
    [false, true, late, early, 'local'],
    [false, true, early, early, 'local'],
    [true, true, early, late, 'local'],
    [true, true, late, early, 'law'],
    [true, true, early, early, 'local'],
    [true, false, early, null, 'local'],
    [false, true, null, early, 'law'],
    [false, false, null, null, 'local'],
  ])(
    'local yields: %s, law yields: %s, local %s, law %s → %s',
    (localYields, lawYields, local, law, binds) => {
      const rivals = [
        rival('normative', local, localYields ? ['law'] : []),
        rival('law', law, lawYields ? ['normative'] : []),
      ];
      expect(bindingIndex(rivals)).toBe(binds === 'local' ? 0 : 1);
      expect(bindingIndex([...rivals].reverse())).toBe(binds === 'local' ? 1 : 0);
    },
  );

  test('on equal ranks the earlier date binds, then the first in the order of the bureau', () => {
    expect(bindingIndex([rival('normative', late), rival('normative', early)])).toBe(1);
    expect(bindingIndex([rival('normative', early), rival('normative', early)])).toBe(0);
    expect(bindingIndex([rival('normative', null), rival('normative', null)])).toBe(0);
  });

  test('a clause that yields to a rank not present keeps its figure', () => {
    expect(bindingIndex([rival('normative', early, ['administrative-regulation']), rival('law', late)])).toBe(
      0,
    );
  });
});

test('the answer is total: every combination of three layers has exactly one binding rule, whose date is none where all lack one', () => {
  const dues = [null, early, late];
  const choices = ranks.flatMap((rank) =>
    dues.flatMap((due) => [[], [...ranks]].map((yieldsTo) => rival(rank, due, yieldsTo))),
  );
  for (const a of choices) {
    for (const b of choices) {
      const rivals = [a, b, rival('normative', early, ['law'])];
      const index = bindingIndex(rivals);
      expect(rivals[index]?.due).not.toBeNull();
    }
  }
  expect(bindingIndex([])).toBe(-1);
});
