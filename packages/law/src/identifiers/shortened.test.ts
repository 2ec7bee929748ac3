import { expect, test } from 'vitest';
import { shortened } from './shortened.ts';

test('截断的地方恰在一个罕用字中间的，那个字不要；别处的罕用字一个不少', () => {
  expect(shortened('申请人𠮷野', 4)).toBe('申请人');
  expect(shortened('申请人𠮷野', 5)).toBe('申请人𠮷');
  expect(shortened('𠮷野', 40)).toBe('𠮷野');
  for (let most = 0; most < 9; most += 1) expect(shortened('𠮷𬭊𫚉a𠮷', most).isWellFormed()).toBe(true);
});
