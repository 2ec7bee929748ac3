import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { convertValue, readMapping } from './mapping.ts';

test('docs/examples 里的映射示例都能用', () => {
  for (const kind of ['penalty', 'permit'] as const) {
    const text = readFileSync(
      new URL(`../../../../docs/examples/import-map-${kind}.yaml`, import.meta.url),
      'utf8',
    );
    expect(readMapping(text)).toMatchObject({ mapping: { kind } });
  }
});

test('对照文件的毛病一次说完', () => {
  const result = readMapping('kind: fine\ncolumns: { CF_WSH: { from: a, eval: x } }\nmore: 1');
  expect('findings' in result && result.findings.map((finding) => finding.code)).toEqual([
    'mapping',
    'mapping',
    'mapping',
  ]);
  const sentences = 'findings' in result ? result.findings.map((finding) => finding.message) : [];
  expect(sentences.join()).toContain('第 1 行“kind”：只能是 penalty、permit 之一');
  expect(sentences.join()).not.toMatch(/invalid|expected|unrecognized/i);
  expect(readMapping('kind: permit\ncolumns: { CF_WSH: { from: a } }')).toMatchObject({
    findings: [{ code: 'mapping' }],
  });
  const torn = readMapping('kind: permit\na: [');
  expect(torn).toMatchObject({
    findings: [{ code: 'mapping', message: expect.stringMatching(/^对照文件第 \d+ 行[^a-zA-Z]+$/) }],
  });
  expect(readMapping('a: &x [1]\nb: *x')).toMatchObject({
    findings: expect.arrayContaining([expect.objectContaining({ code: 'mapping' })]),
  });
});

test.each([
  ['52120', { from: 'a', convert: 'wan-from-yuan' }, '5.212'],
  ['1', { from: 'a', convert: 'wan-from-fen' }, '0.000001'],
  ['20240305', { from: 'a', convert: 'date-compact' }, '2024-03-05'],
  ['2020-09-28 至 2023-09-28', { from: 'a', convert: 'range-start' }, '2020-09-28'],
  ['2020-09-28 至 2023-09-28', { from: 'a', convert: 'range-end' }, '2023-09-28'],
  ['法人', { from: 'a', values: { 法人: '法人及非法人组织' } }, '法人及非法人组织'],
  ['其他', { from: 'a', values: { 法人: '法人及非法人组织' } }, '其他'],
  ['x', { const: '普通' }, '普通'],
] as const)('%s 按 %o 换算为 %s', (text, rule, value) => {
  expect(convertValue(text, rule)).toMatchObject({ ok: true, value });
});

test.each([
  ['5万', 'wan-from-yuan'],
  ['0.001', 'wan-from-yuan'],
  ['1.5', 'wan-from-fen'],
  ['2024-03-05', 'date-compact'],
  ['2024-03-05', 'range-end'],
] as const)('%s 不能按 %s 换算时报错，不猜', (text, convert) => {
  expect(convertValue(text, { from: 'a', convert })).toMatchObject({ ok: false });
});
