import { expect, test } from 'vitest';
import { formatReport } from './import-report.ts';
import { type ImportRequest, type ImportStore, importRows } from './import-rows.ts';
import { makeSample } from './make-sample.ts';
import { readMapping } from './mapping.ts';
import { sampleRow } from './sample-row.ts';
import { memoryStore } from './testing/memory-store.ts';

const run = (content: string | Uint8Array, store: ImportStore, more: Partial<ImportRequest> = {}) =>
  importRows({
    source: { name: 'a.jsonl', content: typeof content === 'string' ? Buffer.from(content) : content },
    bureau: 'shili',
    kind: null,
    map: null,
    mode: 'none-if-any-bad',
    today: '2026-11-22',
    termOver: () => null,
    store,
    ...more,
  });

const lines = (rows: readonly Readonly<Record<string, string>>[]) =>
  rows.map((row) => JSON.stringify(row)).join('\n');
const row = (number: number, changes: Record<string, string> = {}) => ({
  ...sampleRow('penalty', number),
  ...changes,
});

test('完整的示例文件全部可以公示；再导入一次没有任何变化', async () => {
  const store = memoryStore();
  const file = await makeSample('penalty', 1200, 'xlsx');
  const source = { name: 'a.xlsx', content: file };
  expect(await run('', store, { source })).toMatchObject({
    total: 1200,
    good: 1200,
    findings: [],
    taken: true,
    stored: { imported: 1200, unchanged: 0, drafts: 0 },
  });
  expect(await run('', store, { source })).toMatchObject({
    unchanged: 1200,
    stored: { imported: 0, unchanged: 1200 },
  });
  expect(store.held.size).toBe(1200);
});

test('有一行不合格：或者全部不取，或者只取合格的，由人决定', async () => {
  const content = lines([row(1), row(2, { CF_NR_FK: '-1' }), row(3)]);
  const store = memoryStore();
  expect(await run(content, store)).toMatchObject({ good: 2, bad: 1, taken: false });
  expect(store.held.size).toBe(0);
  expect(await run(content, store, { mode: 'only-good' })).toMatchObject({
    taken: true,
    stored: { imported: 2 },
  });
  expect(store.held.size).toBe(2);
});

test('缺必填内容的行存为草稿并列出缺什么；补全后替换草稿', async () => {
  const store = memoryStore();
  const report = await run(lines([row(1, { CF_SY: '', CF_YJ: '/' })]), store);
  expect(report).toMatchObject({ drafts: 1, good: 0, bad: 0, stored: { drafts: 1 } });
  expect([...store.held.values()][0]?.missing).toEqual(['CF_SY', 'CF_YJ']);
  const second = await run(lines([row(1)]), store);
  expect(second.findings).toMatchObject([{ row: 1, code: 'replaces-draft' }]);
  expect([...store.held.values()].map((held) => held.disposition)).toEqual(['good']);
});

test('已公示的决定内容变了：报告要走更正程序，不悄悄覆盖', async () => {
  const store = memoryStore();
  await run(lines([row(1)]), store);
  const before = [...store.held.values()];
  const report = await run(lines([row(1, { CF_NR_FK: '9' }), row(2)]), store, { mode: 'only-good' });
  expect(report).toMatchObject({ good: 1, bad: 1, stored: { imported: 1 } });
  expect(report.findings).toMatchObject([{ row: 1, code: 'changed-content', level: 'error' }]);
  expect([...store.held.values()].slice(0, 1)).toEqual(before);
});

test('文件里同一决定写两次：相同的只取一次，不同的两行都不取', async () => {
  const store = memoryStore();
  const bracketed = row(1, { CF_WSH: (row(1).CF_WSH ?? '').replace('〔', '(').replace('〕', ')') });
  const same = await run(lines([row(1), bracketed]), store);
  expect(same).toMatchObject({ total: 2, good: 1, duplicates: 1, stored: { imported: 1 } });
  const other = await run(lines([row(5), row(5, { CF_NR_FK: '9' }), row(6)]), memoryStore(), {
    mode: 'only-good',
  });
  expect(other).toMatchObject({ total: 3, good: 1, bad: 2 });
  expect(other.findings.map((finding) => [finding.row, finding.code])).toEqual([
    [1, 'duplicate-conflict'],
    [2, 'duplicate-conflict'],
  ]);
});

test('公示截止期已过的行不取，指明行和栏，不算有错，也不拦住别的行；打草稿的也一样', async () => {
  const store = memoryStore();
  const termOver: ImportRequest['termOver'] = (asked) =>
    asked.publishedUntil === undefined || asked.publishedUntil >= '2026-11-22'
      ? null
      : {
          by: 'own-date',
          refusal: { code: 'term-over', sentence: `公示截止期 ${asked.publishedUntil} 已过，不再公开。` },
        };
  const content = lines([
    row(1),
    row(2, { CF_GSJZQ: '2026-11-21' }),
    row(3, { CF_GSJZQ: '2026-11-21', CF_SY: '' }),
    row(4, { CF_GSJZQ: '2026-11-22' }),
  ]);
  const report = await run(content, store, { termOver });
  expect(report).toMatchObject({
    total: 4,
    good: 2,
    over: 2,
    bad: 0,
    drafts: 0,
    taken: true,
    stored: { imported: 2 },
  });
  expect(report.findings.filter(({ code }) => code === 'term-over')).toMatchObject([
    {
      row: 2,
      level: 'notice',
      column: { code: 'CF_GSJZQ' },
      message: '公示截止期 2026-11-21 已过，不再公开，这一行没有取',
    },
    { row: 3 },
  ]);
  expect(formatReport(report)).toContain('公示期满不取 2 行');
  expect(store.held.size).toBe(2);
  const wrong = await run(lines([row(5, { CF_GSJZQ: '2022-01-01' })]), store, { termOver });
  expect(wrong, '截止期早于决定日期的是写错').toMatchObject({ bad: 1, over: 0 });
  expect(wrong.findings.map(({ code }) => code)).toEqual(['date-order']);
});

test('别的局的同一文号互不相干', async () => {
  const store = memoryStore();
  await run(lines([row(1)]), store);
  expect(await run(lines([row(1, { CF_NR_FK: '9' })]), store, { bureau: 'other' })).toMatchObject({
    bad: 0,
    stored: { imported: 1 },
  });
});

test('自带字段名的来源经映射进来；没有用到的字段逐个说明', async () => {
  const read = readMapping(
    'kind: penalty\ncolumns: { CF_WSH: { from: fields.no }, CF_XDR_MC: { from: fields.who }, CF_JDRQ: { from: fields.gone } }\nignore: [source]',
  );
  const map = 'mapping' in read ? read.mapping : null;
  const content =
    '{"source":"x","fields":{"no":"示罚〔2025〕1号","who":"示例商店","extra":"别的","__proto__":"坏"}}';
  const report = await run(content, memoryStore(), { map });
  expect(report).toMatchObject({ kind: 'penalty', drafts: 1, bad: 0 });
  expect(
    report.findings
      .filter((finding) => finding.row === null)
      .map((finding) => [finding.code, finding.message]),
  ).toEqual([
    ['unmapped-column', expect.stringContaining('fields.extra')],
    ['unmapped-column', expect.stringContaining('fields.__proto__')],
    ['absent-column', expect.stringContaining('fields.gone')],
  ]);
  expect(await run(content, memoryStore(), { map, kind: 'permit' })).toMatchObject({ taken: false });
});

test('字段名一个也不认得的行不取，也不存成空的草稿', async () => {
  const store = memoryStore();
  const content = ['{"fields":{"doc":"1号"}}', '{"fields":{"doc":"2号"}}', '{"fields":{"doc":"3号"}}'].join(
    '\n',
  );
  const report = await run(content, store, { kind: 'permit', mode: 'only-good' });
  expect(report).toMatchObject({ total: 3, good: 0, drafts: 0, bad: 3, duplicates: 0 });
  expect([...new Set(report.findings.flatMap(({ row, code }) => (row === null ? [] : [code])))]).toEqual([
    'empty-row',
  ]);
  expect(store.held.size).toBe(0);
});

test.each([
  ['', 'empty-file'],
  ['行政相对人名称,行政处罚决定书文号,处罚决定日期\n', 'no-rows'],
  ['{"a":1}', 'unknown-kind'],
])('读不了的文件 %j 什么也不取，只报 %s', async (content, code) => {
  const name = content.startsWith('{') ? 'a.jsonl' : 'a.csv';
  const report = await run('', memoryStore(), {
    source: { name, content: Buffer.from(content) },
    mode: 'only-good',
  });
  expect(report).toMatchObject({ taken: false, total: 0 });
  expect(
    report.findings.filter((finding) => finding.level === 'error').map((finding) => finding.code),
  ).toEqual([code]);
  expect(formatReport(report)).toContain('本次没有导入任何内容');
});

test('报告按栏目归并，行号和栏目都写明，JSON 形式可以再读', async () => {
  const report = await run(lines([1, 2, 3].map((number) => row(number, { CF_SY: '' }))), memoryStore());
  expect(formatReport(report)).toContain(
    '第 1、2、3 行“违法事实”（CF_SY）：本栏没有填写，先存为草稿，补上后才能公示',
  );
  expect(formatReport(report)).toContain('哪些栏目必填，是本产品自己的清单，未与官方附表核对。');
  expect(JSON.parse(formatReport(report, 'json'))).toMatchObject({ drafts: 3 });
  const whole = await run(lines([row(9)]), memoryStore());
  expect(formatReport(whole)).not.toContain('未与官方附表核对');
});
