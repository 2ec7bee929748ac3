import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendar } from '../../test/announced-calendar.ts';
import type { Limit } from '../pack/schema.ts';
import { addLimit, type LimitOptions } from './add-limit.ts';
import { addDays } from './day.ts';
import { dueDate } from './due-date.ts';

const anyDay = fc.oneof(
  fc.integer({ min: 0, max: 2600 }).map((offset) => addDays('2021-06-01', offset)),
  fc.integer({ min: 0, max: 200 }).map((offset) => addDays('1999-10-01', offset)),
  fc.integer({ min: 0, max: 400 }).map((offset) => addDays('2100-01-01', offset)),
);
const anyLimit: fc.Arbitrary<Limit> = fc.oneof(
  fc
    .record({
      count: fc.integer({ min: 0, max: 130 }),
      unit: fc.constantFrom(
        'hour' as const,
        'working-day' as const,
        'calendar-day' as const,
        'month' as const,
        'year' as const,
      ),
      before: fc.boolean(),
    })
    .map(({ count, unit, before }) => ({
      count: unit === 'year' ? count % 6 : unit === 'month' ? count % 40 : count,
      unit,
      ...(before ? { before: true as const } : {}),
    })),
  fc.constantFrom<Limit>(null, { yearly: '01-31' }, { yearly: '12-31' }),
);
const anyOptions: fc.Arbitrary<LimitOptions> = fc.record({
  rolls: fc.boolean(),
  excluded: fc.oneof(
    fc.constant([]),
    fc
      .record({ from: fc.integer({ min: 0, max: 2600 }), length: fc.integer({ min: 0, max: 30 }) })
      .map(({ from, length }) => {
        const first = addDays('2021-06-01', from);
        return [{ from: first, to: addDays(first, length), cause: 'testing' }];
      }),
  ),
});

describe('a last day without its day list', () => {
  test('is the same, and as provisional, as the last day counted out', () => {
    fc.assert(
      fc.property(anyDay, anyLimit, anyOptions, (start, limit, options) => {
        const { due, provisional } = addLimit(calendar, start, limit, options);
        const found = dueDate(calendar, start, limit, options);
        expect({ due: found.due, provisional: found.provisional }).toEqual({ due, provisional });
      }),
      { numRuns: 4000 },
    );
  });

  test('an impossible day is refused all the same', () => {
    expect(() => dueDate(calendar, '2026-02-30', { count: 1, unit: 'month' })).toThrow(RangeError);
    expect(() => dueDate(calendar, '2026-02-30', { count: 1, unit: 'working-day' })).toThrow(RangeError);
  });
});
