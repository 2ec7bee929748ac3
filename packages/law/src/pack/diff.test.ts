import { expect, test } from 'vitest';
import { localPack, publishDeadline } from '../../test/pack-fixtures.ts';
import { diffPacks } from './diff.ts';
import type { Pack } from './schema.ts';

const cite = { article: '第七条', quote: '在7个工作日内公开' };
const deadline = { ...publishDeadline, cite };
const pack = (change: object): Pack =>
  localPack({
    articles: [{ number: '第七条', text: '在7个工作日内公开。' }],
    deadlines: [deadline],
    ...change,
  });
const sentences = (change: object) => diffPacks(pack({}), pack(change)).map(({ sentence }) => sentence);

test('two equal versions differ in nothing', () => {
  expect(sentences({})).toEqual([]);
});

test('a changed figure, unit and clause are said in words, with the moment whose law speaks', () => {
  const shorter = { ...deadline, limit: { count: 5, unit: 'calendar-day' } };
  expect(diffPacks(pack({}), pack({ deadlines: [shorter] }))).toEqual([
    {
      kind: 'changed',
      path: 'deadlines/publish',
      sentence: '期限“公开”：期限 7 个工作日 → 5 日',
      moment: 'at-event',
    },
  ]);
  expect(sentences({ deadlines: [{ ...deadline, limit: null, frozen: 'never' }] })).toEqual([
    '期限“公开”：期限 7 个工作日 → 没有写明（及时）；适用哪一时点的规定 事件当日的规定 → 现行规定',
  ]);
});

test('rules that came and went, articles and the head are named', () => {
  const text = [
    { number: '第七条', text: '在5个工作日内公开。' },
    { number: '第八条', text: '另行公布。' },
  ];
  const retention = [
    { id: 'keep', name: '案卷', subject: 'case-file', kinds: ['permit'], keep: 'permanent', cite },
  ];
  expect(sentences({ rank: 'local-rule', articles: text, deadlines: [], retention })).toEqual([
    '位阶：规范性文件 → 政府规章',
    '第七条文字有改动',
    '第八条新增',
    '期限“公开”（第七条）不再适用',
    '保存期限“案卷”（第七条）为新增',
  ]);
});

test('the steps of a chain are said in words', () => {
  const chain = (days: number) => ({
    subject: 'result',
    steps: [
      { role: 'handler', does: '拟稿', body: '承办科室', days },
      { role: 'approver', does: '审批' },
    ],
    cite,
  });
  expect(
    diffPacks(pack({ chains: [chain(3)] }), pack({ chains: [chain(1)] })).map(({ sentence }) => sentence),
  ).toEqual([
    '审核程序“result”：步骤 拟稿（承办科室，3 个工作日）、审批 → 拟稿（承办科室，1 个工作日）、审批',
  ]);
});
