import { expect, test } from 'vitest';
import { penaltyWords } from './penalty-words.ts';

test.each([
  [{ types: ['fine'], fine: 15_000_000 }, '罚款人民币 150,000 元。'],
  [{ types: ['warning', 'fine'], fine: 50_050 }, '警告；罚款人民币 500.50 元。'],
  [
    { types: ['confiscation', 'fine'], confiscated: 120_000, fine: 300_000 },
    '没收违法所得、没收非法财物，计人民币 1,200 元；罚款人民币 3,000 元。',
  ],
  [{ types: ['confiscation'] }, '没收违法所得、没收非法财物。'],
  [{ types: ['fine'] }, ''],
  [{ types: [] }, ''],
] as const)('处罚内容由种类和数额写成：%j → %s', (penalty, words) => {
  expect(penaltyWords(penalty)).toBe(words);
});
