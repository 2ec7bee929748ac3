import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar, packs } from '../../test/case-fixtures.ts';
import { act, anyBureau, type Move, move, moves, walk } from '../../test/testing/random-walk.ts';
import { addDays } from '../duties/day.ts';
import type { CaseDuty } from '../duties/duty.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import type { BureauProfile } from '../pack/schema.ts';
import { caseDuties } from './case-duties.ts';
import type { CaseState } from './case-state.ts';
import { extendCase, foldCase } from './fold.ts';
import { commandSpecs } from './registry.ts';

const rulesOf = (bureau: BureauProfile) => composeRulebook(bureau, packs, '2026-03-02');

/** A case somewhere on its way: silence brings something at the beginning and while the party may speak. */
const someMoves = fc.array(move, { minLength: 1, maxLength: 30 });

/** The duties with nothing remembered from an earlier question. */
function afresh(state: CaseState, bureau: BureauProfile, day: string): readonly CaseDuty[] {
  const years = { years: calendar.years.map((year) => structuredClone(year)) };
  return caseDuties(state, rulesOf(bureau), years, day);
}

describe('replay equals recompute: the duties of random case histories', () => {
  test('随事实逐件累加、随时间逐日得出的期限，与由全部事实一次重算的相同', () => {
    let compared = 0;
    fc.assert(
      fc.property(moves, anyBureau, (script, bureau) => {
        const rules = rulesOf(bureau);
        let state: CaseState | null = null;
        let known = 0;
        walk(script, bureau, (at, one) => {
          act(at, one);
          const more = at.facts.slice(known);
          known = at.facts.length;
          state = (state && extendCase(state, more)) ?? foldCase(at.facts);
          const recomputed = foldCase(at.facts);
          if (state === null || recomputed === null) return;
          const duties = caseDuties(state, rules, calendar, at.today);
          expect(duties).toEqual(afresh(recomputed, bureau, at.today));
          compared += duties.length;
        });
      }),
      { numRuns: 12 },
    );
    expect(compared).toBeGreaterThan(500);
  });

  test('时间一日一日过去，与一次跳到那一日，沉默带来的事实和期限都相同', () => {
    const silent = new Set<string>();
    const histories = [someMoves, anyBureau, fc.integer({ min: 1, max: 60 })] as const;
    const once = (script: readonly Move[], bureau: BureauProfile, days: number) => {
      const slowly = walk(script, bureau, act);
      const atOnce = walk(script, bureau, act);
      const before = slowly.facts.length;
      for (let day = 0; day < days; day += 1) slowly.pass(1);
      atOnce.pass(days);
      const brought = (facts: typeof slowly.facts) =>
        facts.slice(before).map(({ type, occurredOn, data }) => ({ type, occurredOn, data }));
      expect(brought(slowly.facts)).toEqual(brought(atOnce.facts));
      for (const { type } of brought(atOnce.facts)) silent.add(type);
      if (slowly.state === null || atOnce.state === null) return;
      const later = addDays(atOnce.today, 1);
      expect(afresh(slowly.state, bureau, later)).toEqual(afresh(atOnce.state, bureau, later));
    };
    fc.assert(fc.property(...histories, once), { numRuns: 80 });
    // Chance may leave eighty cases without one in which silence brings something: on until there is one.
    for (let more = 0; more < 2000 && silent.size === 0; more += 1)
      for (const history of fc.sample(fc.tuple(...histories), 1)) once(...history);
    expect(silent.size).toBeGreaterThan(0);
  });
});

test('a command that says its form fixes nothing has no fixed field in any state, so that no changed value slips through', () => {
  const free = commandSpecs.filter(({ fixesNothing }) => fixesNothing === true);
  expect(free.map(({ type }) => type)).toEqual(['attach-record']);
  let asked = 0;
  fc.assert(
    fc.property(moves, anyBureau, (script, bureau) => {
      walk(script, bureau, (at, one) => {
        act(at, one);
        const { state } = at;
        if (state === null) return;
        for (const spec of free) {
          const fixed = spec.form(state, at.context(0)).filter((field) => field.fixed);
          expect(fixed.map(({ key }) => `${spec.type} ${key}`)).toEqual([]);
          asked += 1;
        }
      });
    }),
    { numRuns: 10 },
  );
  expect(asked).toBeGreaterThan(100);
});
