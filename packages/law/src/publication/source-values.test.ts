import { expect, test } from 'vitest';
import type { CaseState } from '../case/case-state.ts';
import { type PublicationNames, summaryOf } from './source-values.ts';

const names = { authorityName: '示例局' } as PublicationNames;
const decided = (content: string) =>
  ({
    decision: { madeOn: '2025-09-15', documentNumber: '示罚〔2025〕1号', result: 'penalise', content },
  }) as CaseState;

test('决定内容自带句号的，摘要里不写成两个', () => {
  const one = summaryOf(decided('罚款人民币八千元。'), names);
  expect(one).toMatch(/罚款人民币八千元。$/);
  expect(one).not.toContain('。。');
  expect(summaryOf(decided('罚款人民币八千元'), names)).toBe(one);
});
