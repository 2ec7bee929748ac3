import { expect, test } from 'vitest';
import { columnByHeading, columnsOf } from './columns.ts';

test('双公示 许可 28 栏、处罚 30 栏，代码与键名各不相同', () => {
  for (const [kind, count] of [
    ['permit', 28],
    ['penalty', 30],
  ] as const) {
    const columns = columnsOf(kind);
    expect(columns).toHaveLength(count);
    expect(new Set(columns.map((column) => column.code)).size).toBe(count);
    expect(new Set(columns.map((column) => column.key)).size).toBe(count);
  }
});

test('每个标题和别名只指向一栏', () => {
  for (const kind of ['permit', 'penalty'] as const) {
    for (const column of columnsOf(kind)) {
      for (const name of [column.code, column.heading, ...column.synonyms]) {
        expect(columnByHeading(kind, name)?.code, name).toBe(column.code);
      }
    }
  }
});

test('标题里的空格、星号、全角括号不影响识别', () => {
  expect(columnByHeading('penalty', ' *罚款金额（万元） ')?.code).toBe('CF_NR_FK');
  expect(columnByHeading('penalty', 'cf_xdr_mc')?.code).toBe('CF_XDR_MC');
  expect(columnByHeading('penalty', '行政相对人代码_1（统一社会信用代码）（必填）')?.code).toBe(
    'CF_XDR_SHXYM',
  );
  expect(columnByHeading('permit', '行政处罚决定书文号')).toBeUndefined();
});

test('个人证件号码一律不公开', () => {
  for (const kind of ['permit', 'penalty'] as const) {
    const hidden = columnsOf(kind)
      .filter((column) => !column.publishable)
      .map((column) => column.key);
    expect(hidden).toEqual([
      'representativeIdType',
      'representativeIdNumber',
      'personIdType',
      'personIdNumber',
    ]);
  }
});
