import { expect, test } from 'vitest';
import { mutations } from './mutations.ts';

test('of 100,000 damaged proofs, notes, tiles and bags none is taken for whole', async () => {
  const { tried, accepted } = await mutations(100_000, 20_261_122);
  expect(accepted.map(({ kind, round }) => [kind, round])).toEqual([]);
  expect(Object.keys(tried).sort()).toEqual([
    'bag',
    'fork proof',
    'note',
    'proof file',
    'tile',
    'tlog-proof',
  ]);
  expect(Object.values(tried).reduce((sum, count) => sum + count, 0)).toBe(100_000);
  expect(Math.min(...Object.values(tried))).toBeGreaterThan(800);
}, 240_000);
