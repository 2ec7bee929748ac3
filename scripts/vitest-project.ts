import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepResults } from '../packages/server/src/conformance/results.ts';
import { tool } from './steps.ts';

/** Runs one vitest project and counts from its JSON report; a project without a single test fails. */
export const runProject = async (project: 'unit' | 'db' | 'journeys') => {
  const folder = await mkdtemp(join(tmpdir(), 'mingjing-report-'));
  try {
    const report = join(folder, 'report.json');
    const args = [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ];
    const { ok, output } = await tool('vitest', args, { env: { NODE_ENV: 'test', NO_COLOR: '1' } });
    const text = await readFile(report, 'utf8').catch(() => '{}');
    keepResults(project, text);
    const { passed, failed, skipped } = count(text);
    const none = passed + failed === 0;
    return {
      ok: ok && failed === 0 && !none,
      output: `${none ? `${project} 没有运行任何测试。\n` : ''}${output}`,
      passed,
      skipped,
      // A run that broke outside its tests (a missing import, a set-up that failed) must not look clean.
      failed: ok && !none ? failed : Math.max(failed, 1),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Reads vitest's report; a file that broke before its first test counts as one failure. */
export const count = (text: string): { passed: number; failed: number; skipped: string[] } => {
  const report: Report = JSON.parse(text);
  const files = report.testResults ?? [];
  const broken = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests ?? 0,
    failed: (report.numFailedTests ?? 0) + broken.length,
    skipped: files.flatMap((file) =>
      file.assertionResults
        .filter(({ status }) => ['skipped', 'pending', 'todo'].includes(status))
        .map(({ fullName }) => fullName ?? ''),
    ),
  };
};

type Report = {
  numPassedTests?: number;
  numFailedTests?: number;
  testResults?: { status: string; assertionResults: { status: string; fullName?: string }[] }[];
};
