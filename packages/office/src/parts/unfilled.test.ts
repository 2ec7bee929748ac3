import { expect, test } from 'vitest';
import { unfilled } from './unfilled.ts';

test('没有填的逐项写明，只有空格的也算没有填；都填了的没有话', () => {
  expect(
    unfilled([
      ['承继机关', ''],
      ['文号', '示发〔2025〕1号'],
      ['理由', '  '],
    ]),
  ).toBe('“承继机关”“理由”未填。');
  expect(unfilled([['文号', '示发〔2025〕1号']])).toBe('');
});
