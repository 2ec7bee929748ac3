import { expect, test } from 'vitest';
import { isDue } from './nightly.ts';

const at = (text: string) => new Date(`${text}:00+08:00`);

test('每夜二时以后校验一次；当夜校验过的不再校验', () => {
  expect(isDue(at('2026-03-02T01:30'), at('2026-03-02T01:59'))).toBe(false);
  expect(isDue(at('2026-03-02T01:30'), at('2026-03-02T02:00'))).toBe(true);
  expect(isDue(at('2026-03-02T02:20'), at('2026-03-02T23:00'))).toBe(false);
  expect(isDue(at('2026-03-02T02:20'), at('2026-03-03T01:00'))).toBe(false);
  expect(isDue(at('2026-03-02T02:20'), at('2026-03-03T02:00'))).toBe(true);
});

test('停机错过的一夜，开机后补校；从未校验过的立即校验', () => {
  expect(isDue(at('2026-03-01T02:20'), at('2026-03-03T01:00'))).toBe(true);
  expect(isDue(null, at('2026-03-03T12:00'))).toBe(true);
});
