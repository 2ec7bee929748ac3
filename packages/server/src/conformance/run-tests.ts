import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkExamples, readExamples } from '../packs/examples.ts';
import { loadPacks } from '../packs/load.ts';
import { splitName } from './check-rows.ts';
import { readReport, type TestResults } from './results.ts';
import { checkout } from './rows.ts';

/** Runs the named tests, on the packs of another folder where one is given; vitest's JSON report and what it says. */
export async function runTests(
  names: readonly string[],
  packs?: string,
): Promise<{ readonly results: TestResults; readonly report: string }> {
  const files = [...new Set(names.map((name) => splitName(name)[0]))];
  const sources = files.filter((file) => file.endsWith('.ts'));
  const folder = mkdtempSync(join(tmpdir(), 'mingjing-report-'));
  try {
    const path = join(folder, 'report.json');
    const env = {
      ...process.env,
      NODE_ENV: 'test',
      ...(packs === undefined ? {} : { MINGJING_PACKS: packs }),
    };
    if (sources.length > 0) {
      const args = ['run', '--reporter=json', `--outputFile.json=${path}`, ...sources];
      await new Promise((resolve, reject) => {
        const child = spawn(join(checkout, 'node_modules/.bin/vitest'), args, {
          cwd: checkout,
          env,
          stdio: 'ignore',
        });
        child.on('error', reject);
        child.on('close', resolve);
      });
    }
    const report = sources.length === 0 ? '{}' : readFileSync(path, 'utf8');
    const examples = names.filter((name) => name.includes('examples.yaml > '));
    return { report, results: new Map([...readReport(report), ...runExamples(examples, packs)]) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the worked examples of that name come to now; they need no test run. */
export function runExamples(names: readonly string[], packs?: string): [string, 'passed' | 'failed'][] {
  if (names.length === 0) return [];
  const loaded = loadPacks(packs);
  const failures = checkExamples(loaded, packs).failures;
  const known = new Set(
    Object.values(loaded.folders).flatMap((folder) =>
      readExamples(folder, packs).map((example) => `packs/${folder}/examples.yaml > ${example.name}`),
    ),
  );
  return names.map((name) => {
    const [, title] = splitName(name);
    const failed = !known.has(name) || failures.some((failure) => failure.startsWith(`${title}：`));
    return [name, failed ? 'failed' : 'passed'];
  });
}
