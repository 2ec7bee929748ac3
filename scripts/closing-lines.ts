import type { Outcome } from './steps.ts';

/** What `npm test` says at its end: what was left out and why, then the one line of numbers. */
export const closingLines = (outcomes: readonly Outcome[], missing: readonly string[]): string => {
  // A step without tests of its own (types, walls, …) counts only when it fails: then it is one failure.
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, { ok, failed }) => sum + (ok ? 0 : Math.max(1, failed)), 0);
  const skipped = outcomes.flatMap((outcome) => outcome.skipped);
  const left =
    skipped.length === 0 ? [] : [`跳过 ${skipped.length} 项：`, ...skipped.map((title) => `  ${title}`)];
  const numbers = `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`;
  return `${[...left, ...missing, numbers].join('\n')}\n`;
};
