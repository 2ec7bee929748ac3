import { describe, expect, test } from 'vitest';
import { dateInChina, demonstrationClock, systemClock } from './clock.ts';

describe('the legal date is the date in China', () => {
  test.each([
    ['2026-09-30T15:59:59.999Z', '2026-09-30'],
    ['2026-09-30T16:00:00.000Z', '2026-10-01'],
  ])('%s is %s', (instant, date) => {
    expect(dateInChina(new Date(instant))).toBe(date);
  });

  test('the system clock cannot be turned', () => {
    expect(systemClock().advance).toBeUndefined();
  });

  test('the demonstration clock runs, and turns forward to the same time of day only', () => {
    const clock = demonstrationClock(new Date('2026-09-30T09:00:00+08:00'));
    expect(clock.today()).toBe('2026-09-30');
    clock.advance('2026-10-15');
    expect(clock.now().toISOString()).toMatch(/^2026-10-15T01:00:0/);
    expect(() => clock.advance('2026-10-14')).toThrow(RangeError);
    expect(() => clock.advance('15 October')).toThrow(RangeError);
  });
});
