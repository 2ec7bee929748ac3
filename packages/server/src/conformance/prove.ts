import { loadPacks } from '../packs/load.ts';
import type { TestResults } from './results.ts';
import type { ConformanceRow } from './rows.ts';
import { runTests } from './run-tests.ts';
import { withoutRule } from './without-rule.ts';

/** What became of a row's tests when one of its rules was taken away. */
export interface Proof {
  readonly rule: string;
  /** The tests that turned red; none = nothing notices that the rule is gone. */
  readonly red: readonly string[];
}

/** Takes each rule of a row away in turn and runs the row's tests without it. */
export async function proveRow(row: ConformanceRow): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const rule of row.rules) proofs.push(await proveRule(rule, row.tests));
  return proofs;
}

/**
 * Takes one rule away and runs the tests without it, the quick ones first, until one turns red: one that passes with the rule
 * and does not pass without it.
 */
export async function proveRule(rule: string, tests: readonly string[]): Promise<Proof> {
  const red = await withoutRule(rule, loadPacks(), async (folder) => {
    for (const isOfKind of KINDS) {
      const chosen = tests.filter(isOfKind);
      if (chosen.length === 0) continue;
      const { results } = await runTests(chosen, folder);
      const suspect = chosen.filter((test) => results.get(test) !== 'passed');
      const turned = await thatPass(suspect);
      if (turned.length > 0) return turned;
    }
    return [];
  });
  return { rule, red };
}

/** Worked examples, tests without a database, with one, and journeys in a browser: in the order of what they cost. */
const KINDS: readonly ((test: string) => boolean)[] = [
  (test) => test.includes('examples.yaml > '),
  (test) => !/examples\.yaml > |\.db\.test\.ts > |\.journey\.test\.ts > /.test(test),
  (test) => test.includes('.db.test.ts > '),
  (test) => test.includes('.journey.test.ts > '),
];

// What the tests say of the packs as they stand, so that a test that is red anyhow proves nothing.
const standing = new Map<string, ReturnType<TestResults['get']>>();

async function thatPass(tests: readonly string[]): Promise<string[]> {
  const unknown = tests.filter((test) => !standing.has(test));
  if (unknown.length > 0) {
    const { results } = await runTests(unknown);
    for (const test of unknown) standing.set(test, results.get(test));
  }
  return tests.filter((test) => standing.get(test) === 'passed');
}
