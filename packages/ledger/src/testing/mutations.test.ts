import { expect, test } from 'vitest';
import { mutations } from './mutations.ts';

/** The whole test tries 100,000; the quick check fewer. */
const count = Number(process.env.MINGJING_MUTATIONS ?? 10_000);

test(`of ${count} damaged proofs, notes, tiles and bags none is taken for whole`, async () => {
  const { tried, accepted } = await mutations(count, 20_261_122);
  expect(accepted.map(({ kind, round }) => [kind, round])).toEqual([]);
  expect(Object.keys(tried).sort()).toEqual([
    'bag',
    'fork proof',
    'note',
    'proof file',
    'tile',
    'tlog-proof',
  ]);
  expect(Object.values(tried).reduce((sum, each) => sum + each, 0)).toBe(count);
  expect(Math.min(...Object.values(tried))).toBeGreaterThan(count / 200);
}, 600_000);
