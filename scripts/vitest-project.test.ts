import { describe, expect, test } from 'vitest';
import { longestFile, tooLong } from './file-sizes.ts';
import { count } from './vitest-project.ts';

describe('what counts as passed and failed', () => {
  test('the report of a run gives its numbers', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      testResults: [
        {
          status: 'failed',
          assertionResults: [{ status: 'failed' }, { status: 'skipped', fullName: 'what did not run' }],
        },
      ],
    };
    expect(count(JSON.stringify(report))).toEqual({ passed: 3, failed: 1, skipped: ['what did not run'] });
  });

  test('a file that broke before its first test is a failure', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 0,
      testResults: [{ status: 'failed', assertionResults: [] }],
    };
    expect(count(JSON.stringify(report)).failed).toBe(1);
  });

  test('no report means no test', () => {
    expect(count('{}')).toEqual({ passed: 0, failed: 0, skipped: [] });
  });
});

describe('the length of a file', () => {
  test('400 lines are allowed, one more is not', () => {
    expect(tooLong('a.ts', 'x\n'.repeat(longestFile))).toEqual([]);
    expect(tooLong('a.ts', 'x\n'.repeat(longestFile + 1))).toEqual([expect.stringContaining('401 行')]);
  });
});
