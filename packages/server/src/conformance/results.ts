import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { checkout } from './rows.ts';

/** What the last run on this machine said of each test: `file > title` → passed or failed. */
export type TestResults = ReadonlyMap<string, 'passed' | 'failed'>;

/** Where the last results are kept: beside the installed packages, never in the repository. */
const folder = join(checkout, 'node_modules', '.cache', 'mingjing-tests');

/** Keeps what vitest's JSON report says of a run; `name` tells runs of different tests apart. */
export function keepResults(name: string, report: string, into: string = folder): void {
  const results = Object.fromEntries(readReport(report));
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, `${name}.json`), JSON.stringify(results));
}

/** The kept results of all runs, the latest word on each test; empty where nothing has run on this machine. */
export function lastResults(from: string = folder): TestResults {
  if (!existsSync(from)) return new Map();
  const files = readdirSync(from).filter((file) => file.endsWith('.json'));
  const byAge = files
    .map((file) => join(from, file))
    .sort((a, b) => statSync(a).mtimeMs - statSync(b).mtimeMs);
  return new Map(
    byAge.flatMap((path) =>
      Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, 'passed'>),
    ),
  );
}

/** Reads vitest's JSON report; a title that stands several times in a file has passed when all of them have. */
export function readReport(report: string): TestResults {
  const results = new Map<string, 'passed' | 'failed'>();
  for (const file of (JSON.parse(report) as Report).testResults ?? []) {
    for (const { title, status } of file.assertionResults) {
      if (status !== 'passed' && status !== 'failed') continue;
      const name = `${relative(checkout, file.name)} > ${title}`;
      results.set(name, results.get(name) === 'failed' ? 'failed' : status);
    }
  }
  return results;
}

interface Report {
  readonly testResults?: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}
