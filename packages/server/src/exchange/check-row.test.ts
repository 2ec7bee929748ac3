import { expect, test } from 'vitest';
import { checkRow } from './check-row.ts';
import type { PublishedActKind } from './columns/columns.ts';
import { sampleRow } from './sample-row.ts';

const complete = { penalty: sampleRow('penalty', 1), permit: sampleRow('permit', 1) };

function check(kind: PublishedActKind, changes: Record<string, string>) {
  const source = { row: 7, values: { ...complete[kind], ...changes }, extra: new Map(), findings: [] };
  return checkRow(source, { bureau: 'shili', kind, today: '2026-11-22', termOver: () => null });
}

const codesOf = (checked: ReturnType<typeof check>) =>
  checked.findings.map((finding) => [finding.column?.code, finding.level, finding.code]);

test('完整的行没有任何意见，可以公示，金额记为分、日期记为年月日', () => {
  for (const kind of ['penalty', 'permit'] as const) {
    expect(check(kind, {})).toMatchObject({ disposition: 'good', findings: [], missing: [] });
  }
  expect(check('penalty', { CF_NR_FK: '5.212', CF_JDRQ: '2024年3月5日' }).record).toMatchObject({
    fineFen: 5_212_000,
    decidedOn: '2024-03-05',
  });
});

test.each<[PublishedActKind, Record<string, string>, string, 'error' | 'missing' | 'notice', string]>([
  ['penalty', { CF_XDR_SHXYM: '91430681XXXXXXXXXX' }, 'CF_XDR_SHXYM', 'missing', 'credit-code-masked'],
  ['penalty', { CF_XDR_SHXYM: '91110000MA0000011A' }, 'CF_XDR_SHXYM', 'error', 'credit-code'],
  ['penalty', { CF_XDR_SHXYM: '' }, 'CF_XDR_SHXYM', 'missing', 'required'],
  ['penalty', { CF_XDR_LB: '企业' }, 'CF_XDR_LB', 'error', 'category'],
  ['penalty', { CF_XDR_LB: '个体工商户' }, 'CF_XDR_SHXYM', 'error', 'party-identifiers'],
  ['penalty', { CF_XDR_LB: '自然人' }, 'CF_XDR_SHXYM', 'error', 'party-identifiers'],
  ['penalty', { CF_XDR_MC: '示例某房地产有限公司' }, 'CF_XDR_MC', 'missing', 'party-masked'],
  ['penalty', { CF_XDR_MC: '示例(北京)有限公司' }, 'CF_XDR_MC', 'notice', 'half-width-brackets'],
  ['penalty', { CF_WSH: '示罚(2023)1号' }, 'CF_WSH', 'notice', 'document-number-changed'],
  ['penalty', { CF_WSH: '示罚字2023第1号' }, 'CF_WSH', 'missing', 'document-number'],
  ['penalty', { CF_WSH: '示罚〔2019〕1号' }, 'CF_WSH', 'notice', 'document-number-year'],
  ['penalty', { CF_NR_FK: '伍万元' }, 'CF_NR_FK', 'error', 'amount'],
  ['penalty', { CF_NR_FK: '52120' }, 'CF_NR_FK', 'notice', 'amount-doubtful'],
  ['penalty', { CF_NR_FK: '' }, 'CF_NR_FK', 'missing', 'required'],
  ['penalty', { CF_CFLB: '罚款；没收违法所得' }, 'CF_NR_WFFF', 'missing', 'required'],
  ['penalty', { CF_CFLB: '罚款；吊销许可证件' }, 'CF_NR_ZKDX', 'missing', 'required'],
  ['penalty', { CF_JDRQ: '2023-02-30' }, 'CF_JDRQ', 'error', 'date'],
  [
    'penalty',
    { CF_JDRQ: '2026-11-23', CF_WSH: '示罚〔2026〕1号', CF_GSJZQ: '2027-11-23' },
    'CF_JDRQ',
    'error',
    'future-date',
  ],
  ['penalty', { CF_GSJZQ: '2022-01-01' }, 'CF_GSJZQ', 'error', 'date-order'],
  ['permit', { XK_YXQZ: '2022-01-01' }, 'XK_YXQZ', 'error', 'date-order'],
  ['permit', { XK_YXQZI: '2022-01-01' }, 'XK_YXQZI', 'error', 'date-order'],
  ['penalty', { CF_SY: '甲\u0000乙' }, 'CF_SY', 'error', 'control-character'],
  ['penalty', { CF_SY: '甲\u202E乙' }, 'CF_SY', 'error', 'control-character'],
  ['penalty', { CF_SY: '甲\uFFFD乙' }, 'CF_SY', 'error', 'control-character'],
  ['penalty', { CF_SY: '=HYPERLINK("x")' }, 'CF_SY', 'notice', 'formula-like'],
  ['penalty', { CF_SY: '当事人身份证 11010519491231002X。' }, 'CF_SY', 'error', 'resident-id-in-text'],
  ['penalty', { CF_SY: '长'.repeat(20_001) }, 'CF_SY', 'error', 'over-long'],
  ['penalty', { CF_XDR_MC: '长'.repeat(201) }, 'CF_XDR_MC', 'notice', 'over-long'],
  ['penalty', { CF_XDR_SWDJ: '/' }, 'CF_XDR_SWDJ', 'notice', 'blank-marker'],
])('%s %o：%s 有 %s 级意见 %s，而且只有这一条', (kind, changes, column, level, code) => {
  const checked = check(kind, changes);
  expect(codesOf(checked)).toEqual([[column, level, code]]);
  expect(checked.findings[0]?.row).toBe(7);
  expect(checked.disposition).toBe({ error: 'bad', missing: 'draft', notice: 'good' }[level]);
});

test('占位代码放行，但要求填工商注册号', () => {
  const stall = { CF_XDR_LB: '个体工商户', CF_XDR_SHXYM: '00000000000000000X' };
  expect(codesOf(check('penalty', stall))).toEqual([['CF_XDR_GSZC', 'missing', 'required']]);
  expect(check('penalty', { ...stall, CF_XDR_GSZC: '990000600000001' }).disposition).toBe('good');
});

test('一行的所有问题一次说完', () => {
  const checked = check('penalty', { CF_XDR_MC: '', CF_WSH: '', CF_NR_FK: '-1', CF_JDRQ: '昨天' });
  expect(checked.findings.map((finding) => finding.column?.code)).toEqual([
    'CF_NR_FK',
    'CF_JDRQ',
    'CF_XDR_MC',
    'CF_WSH',
  ]);
  expect(checked.missing).toEqual(['CF_XDR_MC', 'CF_WSH']);
});

test('任何意见里都不出现完整的身份证号码', () => {
  const id = '11010519491231002X';
  for (const code of ['CF_XDR_MC', 'CF_XDR_LB', 'CF_WSH', 'CF_SY', 'CF_XDR_SHXYM', 'CF_NR_FK', 'CF_JDRQ']) {
    const text = JSON.stringify(check('penalty', { [code]: `${id}` }).findings);
    expect(text, code).not.toContain(id);
  }
});

test('写法不同、含义相同的行内容指纹相同；认不出的文号不会混为一行', () => {
  const first = check('penalty', { CF_WSH: '示罚(2023)1号', CF_JDRQ: '2023/1/9', CF_NR_FK: '1.50' });
  const second = check('penalty', { CF_WSH: '示罚〔2023〕1号', CF_JDRQ: '2023-01-09', CF_NR_FK: '1.5' });
  expect(first.digest).toBe(second.digest);
  expect(first.identity).toBe(second.identity);
  expect(check('penalty', { CF_WSH: '甲' }).identity).not.toBe(check('penalty', { CF_WSH: '乙' }).identity);
});
