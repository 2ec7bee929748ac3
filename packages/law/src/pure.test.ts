import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { act, anyBureau, moves, walk } from '../test/testing/random-walk.ts';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test('cases are decided alike without a clock and without chance: day, person and numbers come in as arguments', () => {
  const scripts = fc.sample(fc.tuple(moves, anyBureau), { numRuns: 8, seed: 7 });
  // The fixtures number the files that they attach on and on.
  const unnumbered = (key: string, value: unknown) => (key === 'attachment' ? 'file' : value);
  const decided = () =>
    scripts.map(([script, where]) => JSON.stringify(walk(script, where, act).facts, unnumbered));
  const before = decided();
  const RealDate = Date;
  class DateWithoutNow extends RealDate {
    constructor(given?: number) {
      if (given === undefined) throw new Error('the law asked for the clock');
      super(given);
    }
    static override now(): number {
      throw new Error('the law asked for the clock');
    }
  }
  vi.stubGlobal('Date', DateWithoutNow);
  vi.spyOn(Math, 'random').mockImplementation(() => {
    throw new Error('the law asked for chance');
  });
  const again = decided();
  expect(again).toEqual(before);
  expect(before.join().match(/occurredOn/g)?.length).toBeGreaterThan(20);
});
