import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bagRuns } from './acceptance/bag-runs.ts';
import { checkpointRuns } from './acceptance/checkpoint-runs.ts';
import { merkleRuns } from './acceptance/merkle-runs.ts';
import { noteRuns } from './acceptance/note-runs.ts';
import { recordRuns } from './acceptance/record-runs.ts';
import { type Run, type Tally, tally } from './acceptance/run.ts';
import { tileRuns } from './acceptance/tile-runs.ts';
import { witnessRuns } from './acceptance/witness-runs.ts';

/** Runs every vector file of a folder against the ledger and prints one line for each; true when nothing failed. */
export function acceptFolder(folder: string, print: (line: string) => void): boolean {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'INDEX.json');
  let passed = 0;
  let failed = files.length === 0 ? 1 : 0;
  for (const name of files.sort()) {
    const result = acceptFile(join(folder, name), runs[name]);
    passed += result?.passed ?? 0;
    failed += result?.failures.length ?? 0;
    print(`${name.padEnd(34)} ${sentence(result)}`);
    result?.remarks.forEach((remark) => {
      print(`  ${remark}`);
    });
    result?.failures.slice(0, 5).forEach((failure) => {
      print(`  failed: ${failure}`);
    });
  }
  print(`${'total'.padEnd(34)} passed ${passed}, failed ${failed}`);
  return failed === 0;
}

const runs: Readonly<Record<string, Run>> = {
  ...merkleRuns,
  ...tileRuns,
  ...noteRuns,
  ...checkpointRuns,
  ...recordRuns,
  ...witnessRuns,
  ...bagRuns,
};

function acceptFile(path: string, run: Run | undefined): Tally | undefined {
  if (run === undefined) return undefined;
  const counts = tally();
  try {
    run(JSON.parse(readFileSync(path, 'utf8')) as never, counts);
  } catch (error) {
    counts.check('the file can be run through', () => {
      throw error;
    });
  }
  return counts;
}

function sentence(result: Tally | undefined): string {
  if (result === undefined) return 'not applicable (no such format in this package)';
  return `passed ${result.passed}, failed ${result.failures.length}`;
}

if (import.meta.main) {
  const folder = process.argv[2];
  if (folder === undefined || !existsSync(folder)) {
    console.error('usage: node packages/ledger/src/acceptance.ts DIR');
    process.exitCode = 2;
  } else {
    process.exitCode = acceptFolder(folder, console.log) ? 0 : 1;
  }
}
