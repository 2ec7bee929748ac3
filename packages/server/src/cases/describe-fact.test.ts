import { type FactTypeName, factTypes, type RecordedFact } from '@mingjing/law';
import { expect, test } from 'vitest';
import { describeFact, fieldLabel, fieldText } from './describe-fact.ts';

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

test('当事人名称写在最前，类别写中文；代码写所代表的名称，条文写规定和条次', () => {
  const party = { address: '示例路 1 号', creditCode: '9137', kind: 'organisation', name: '示例公司' };
  expect(fieldText(party, new Map(), 'party')).toBe(
    '名称 示例公司；类别 法人或者其他组织；统一社会信用代码 9137；地址 示例路 1 号',
  );
  const names = new Map([
    ['id test-report', '检验报告'],
    ['items test-report', '检验报告'],
    ['matter licence', '许可证核发'],
  ]);
  expect(fieldText([{ id: 'test-report', state: 'missing' }], names, 'items')).toBe('项 检验报告；状态 缺少');
  expect(fieldText(['test-report'], names, 'items')).toBe('检验报告');
  expect(fieldText({ 'test-report': '补交原件' }, names, 'notes')).toBe('检验报告 补交原件');
  expect(fieldText('licence', names, 'matter')).toBe('许可证核发');
  expect(fieldText({ regulation: '示例规定', article: '第七条', quote: '应当公开' }, names, 'cite')).toBe(
    '《示例规定》第七条',
  );
});

test('同一个字段在结案和公示里各有各的名称', () => {
  expect(fieldLabel('summary', 'case-closed')).toBe('结案情况');
  expect(fieldLabel('summary', 'result-published')).toBe('决定书摘要');
});
