import { describe, expect, test } from 'vitest';
import { closingLines } from './closing-lines.ts';
import type { Outcome } from './steps.ts';

describe('the closing lines of npm test', () => {
  test('where everything ran, one line of numbers', () => {
    expect(closingLines([outcome({ passed: 3 }), outcome({ passed: 4 })], [])).toBe('7 passed, 0 failed\n');
  });

  test('what was skipped is counted, named and given its reason', () => {
    const reason =
      '没有 pdftotext（poppler），读回 PDF 的测试跳过：poppler-utils没有安装，这里也不能代为安装';
    expect(closingLines([outcome({ passed: 3, skipped: ['核验码印在第一页右上角'] })], [reason])).toBe(
      `跳过 1 项：\n  核验码印在第一页右上角\n${reason}\n3 passed, 0 failed, 1 skipped\n`,
    );
  });

  test('a step without tests that fails is one failure', () => {
    expect(closingLines([outcome({ ok: false }), outcome({ passed: 1 })], [])).toBe('1 passed, 1 failed\n');
  });
});

const outcome = (given: Partial<Outcome>): Outcome => ({
  name: '',
  ok: true,
  seconds: 0,
  output: '',
  passed: 0,
  failed: 0,
  skipped: [],
  ...given,
});
