import type { RecordedFact } from '@mingjing/law';
import { expect, test } from 'vitest';
import { withChangedParts } from './changed-parts.ts';
import { describeFact } from './describe-fact.ts';

const fact = (version: number, type: string, data: object) =>
  ({ version, type, data, erased: [] }) as unknown as RecordedFact;
const party = {
  address: '示例园区示例路十九号示例大厦一座二十层二〇〇一室',
  contact: '某某某',
  creditCode: '911309000000000000',
  name: '示例水泥有限公司',
};
const correction = (version: number, type: string, value: unknown, field = 'applicant') =>
  fact(version, type, { target: 1, field, value, reason: '漏字。' });
const received = fact(1, 'application-received', { applicant: party, content: '申请' });
const told = (one: RecordedFact, facts: readonly RecordedFact[]) =>
  describeFact(withChangedParts(one, facts), new Map());

test('更正当事人的，经过里只写更正了的那一项，写得出更正为什么', () => {
  const renamed = correction(2, 'correction-proposed', { ...party, name: '示例新型水泥有限公司' });
  expect(told(renamed, [received, renamed])).toBe('申请人　名称 示例新型水泥有限公司　漏字。');
});

test('再次更正的，与上一次更正后的比；去掉的一项写作—', () => {
  const first = correction(2, 'fact-corrected', { ...party, name: '示例新型水泥有限公司' });
  const { contact: _, ...without } = party;
  const second = correction(3, 'fact-corrected', { ...without, name: '示例新型水泥有限公司' });
  expect(told(second, [received, first, second])).toBe('申请人　联系人 —　漏字。');
});

test('原来的内容已删除的、一段文字的、别的事实，照原样写', () => {
  const renamed = correction(2, 'correction-proposed', { ...party, name: '示例新型水泥有限公司' });
  const erased = fact(1, 'application-received', {});
  expect(withChangedParts(renamed, [erased, renamed])).toBe(renamed);
  const text = correction(2, 'fact-corrected', '申请核发许可证', 'content');
  expect(withChangedParts(text, [received, text])).toBe(text);
  expect(withChangedParts(received, [received])).toBe(received);
});
