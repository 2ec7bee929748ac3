import { type FactTypeName, factTypes, type RecordedFact } from '@mingjing/law';
import { expect, test } from 'vitest';
import { describeFact } from './describe-fact.ts';

const said = (type: string, data: object) =>
  describeFact({ type, data, erased: [] } as unknown as RecordedFact, new Map());

const reason = '笔录里没有这一项。';
const refusals = (Object.keys(factTypes) as FactTypeName[]).filter((type) =>
  /^(application|opinion|report|filing|extension|correction|document-correction|adoption)-(refused|returned)$/.test(
    type,
  ),
);

test.each(refusals)('%s：经过里写明为什么，申请的人看得到', (type) => {
  expect(said(type, { reason })).toContain(reason);
});

test('不同意的各种事都在里面', () => {
  expect(refusals).toEqual(
    expect.arrayContaining(['correction-refused', 'extension-refused', 'filing-refused', 'report-returned']),
  );
});

test('不同意更正录入的，写明是哪一项', () => {
  expect(said('correction-refused', { field: 'suspectedFacts', reason })).toBe(`涉嫌违法事实　${reason}`);
});
