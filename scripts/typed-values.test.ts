import { expect, test } from 'vitest';
import { TypedValues } from '../e2e/harness/typed-values.ts';

test.each([
  ['the same words', '演示人甲', '演示人甲'],
  ['two characters', '张三', '张三'],
  ['a day', '2025-09-30', '2025-09-30'],
  ['an amount again in a sentence', '150000', '罚款人民币 150,000 元。'],
  ['an amount of a sentence again alone', '罚款人民币 3,000 元。', '3000'],
])('a journey that types %s twice fails', (_, first, second) => {
  const typed = new TypedValues();
  typed.note('甲', first);
  expect(() => typed.note('乙', second)).toThrow('typed twice');
});

test('different values are typed, and counted', () => {
  const typed = new TypedValues();
  for (const value of [
    '演示人甲',
    '2025-09-30',
    '2025-10-09',
    '150000',
    '示例路 66 号',
    '示例路 88 号',
    '是',
    '是',
  ])
    typed.note('栏', value);
  expect(typed.count).toBe(6);
});

test('两个文号的年份、序号相同，不算重复输入；同一个文号输入两次算', () => {
  const typed = new TypedValues();
  typed.note('立案号', '示工信立字（2025）9101');
  typed.note('告知书文号', '示工信罚告字〔2025〕9101号');
  expect(() => typed.note('文号', '示工信罚告字〔2025〕9101号')).toThrow('typed twice');
});
