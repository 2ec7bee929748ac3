import { expect, test } from 'vitest';
import { entryTime, wholeEntryTime } from './dates.ts';

test('录入时间按中国时间；今年的在屏幕上不写年', () => {
  expect(entryTime('2025-10-10T16:30:00.000Z', '2025-11-01')).toBe('10-11 00:30');
  expect(entryTime('2024-12-31T15:59:00.000Z', '2025-11-01')).toBe('2024-12-31 23:59');
});

test('打印和留存的清单上，录入时间总写年', () => {
  expect(wholeEntryTime('2025-10-10T16:30:00.000Z')).toBe('2025-10-11 00:30');
  expect(wholeEntryTime('2024-12-31T15:59:00.000Z')).toBe('2024-12-31 23:59');
});
