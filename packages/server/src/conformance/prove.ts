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

/** Takes each rule of a row away in turn and runs the row's tests without it. */
export async function proveRow(row: ConformanceRow): Promise<Proof[]> {
  const loaded = loadPacks();
  const proofs: Proof[] = [];
  for (const rule of row.rules) {
    const { results } = await withoutRule(rule, loaded, (folder) => runTests(row.tests, folder));
    proofs.push({ rule, red: row.tests.filter((test) => results.get(test) !== 'passed') });
  }
  return proofs;
}
