import { expect, test } from 'vitest';
import { penaltyItems } from './penalty-items.ts';

const fine = { types: ['fine' as const], fine: 2_000_000 };

test.each(['罚款人民币 20,000 元', '处以罚款人民币贰万元整。', '罚款 2 万元'])(
  '一笔罚款只列一次：“%s”没有说别的',
  (text) => {
    expect(penaltyItems({ ...fine, text })).toEqual([{ content: '罚款', amount: 2_000_000 }]);
  },
);

test('文字里另有内容的，照录，已说到的种类不再重列', () => {
  const text = '没收 YX3 系列电动机 12 台，并处罚款人民币 20,000 元。';
  expect(penaltyItems({ types: ['confiscation', 'fine'], fine: 2_000_000, text })).toEqual([
    { content: text },
  ]);
});

test('文字没有说到的种类、数额与文字不同的，照列，不替人合并', () => {
  expect(penaltyItems({ types: ['warning', 'fine'], fine: 2_000_000, text: '罚款人民币 2,000 元' })).toEqual([
    { content: '警告' },
    { content: '罚款', amount: 2_000_000 },
    { content: '罚款人民币 2,000 元' },
  ]);
  expect(penaltyItems({ types: ['closure'], text: '停产整顿三十日' })).toEqual([
    { content: '责令停产停业、责令关闭' },
    { content: '停产整顿三十日' },
  ]);
});
