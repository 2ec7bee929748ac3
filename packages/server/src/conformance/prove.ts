import { loadPacks } from '../packs/load.ts';
import type { ConformanceRow } from './rows.ts';
import { runTests } from './run-tests.ts';
import { withoutRule } from './without-rule.ts';

/** What became of a row's tests when one of its rules was taken away. */
export interface Proof {
  readonly rule: string;
  /** The tests that turned red; none = nothing notices that the rule is gone. */
  readonly red: readonly string[];
}

/** Takes each rule of a row away in turn and runs the row's tests without it, the quick ones first, until one turns red. */
export async function proveRow(row: ConformanceRow): Promise<Proof[]> {
  const loaded = loadPacks();
  const proofs: Proof[] = [];
  for (const rule of row.rules) {
    const red = await withoutRule(rule, loaded, (folder) => redWithout(row.tests, folder));
    proofs.push({ rule, red });
  }
  return proofs;
}

async function redWithout(tests: readonly string[], folder: string): Promise<string[]> {
  for (const isOfKind of KINDS) {
    const chosen = tests.filter(isOfKind);
    if (chosen.length === 0) continue;
    const { results } = await runTests(chosen, folder);
    const red = chosen.filter((test) => results.get(test) !== 'passed');
    if (red.length > 0) return red;
  }
  return [];
}

/** Worked examples, tests without a database, with one, and journeys in a browser: in the order of what they cost. */
const KINDS: readonly ((test: string) => boolean)[] = [
  (test) => test.includes('examples.yaml > '),
  (test) => !/examples\.yaml > |\.db\.test\.ts > |\.journey\.test\.ts > /.test(test),
  (test) => test.includes('.db.test.ts > '),
  (test) => test.includes('.journey.test.ts > '),
];
