import { expect, test } from 'vitest';
import { compareDuties } from './compare-duties.ts';
import type { Duty } from './duty.ts';

const duty = (does: string, more: Partial<Duty> = {}) =>
  ({ name: does, does, channel: null, due: '2025-10-14', others: [], ...more }) as unknown as Duty;

test('duties of two laws are compared by what they achieve and where', () => {
  const before = [duty('publish'), duty('publish', { channel: 'window' }), duty('file-away'), duty('decide')];
  const after = [
    duty('publish', { due: '2025-10-11' }),
    duty('publish', { channel: 'window' }),
    duty('decide', { owner: '承办科室' }),
    duty('serve'),
  ];
  const words = compareDuties(before, after).map(
    ({ change, before: old, after: fresh }) =>
      `${change} ${(fresh ?? old)?.does} ${(fresh ?? old)?.channel ?? ''}`,
  );
  expect(words).toEqual([
    'moved publish ',
    'same publish window',
    'changed decide ',
    'added serve ',
    'removed file-away ',
  ]);
});
