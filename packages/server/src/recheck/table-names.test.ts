import { factTypes } from '@mingjing/law';
import { VerificationError } from '@mingjing/ledger';
import { expect, test } from 'vitest';
import { columnName, reasonOf, sealedName, seriesName, streamName, tableName } from './table-names.ts';

test('全量校验说到的表、列、流水、编号和封存的内容都用中文名称', () => {
  expect(`${tableName('case_file')}的“${columnName('case_file', 'title')}”`).toBe('案件登记的“案名”');
  expect(columnName('document', 'title')).toBe('名称');
  expect(streamName('case/931adc08')).toBe('案件 931adc08');
  expect(seriesName('wenshang/ordinal.penalty/2025')).toBe('行政处罚决定的序号 2025 年（wenshang）');
  expect(seriesName('wenshang/penalty-decision/2025')).toBe('处罚决定书 2025 年（wenshang）');
});

test('没有名称的照原样说出，不吞掉', () => {
  expect([tableName('new_table'), columnName('new_table', 'new_column'), streamName('x/1')]).toEqual([
    'new_table',
    'new_column',
    'x/1',
  ]);
});

test('每种事实封存的每一项内容都有中文名称', () => {
  const sealed = Object.values(factTypes).flatMap((type): readonly string[] => [
    ...type.sealed,
    ...('sealedEach' in type ? (type.sealedEach ?? []) : []),
  ]);
  expect(sealed.length).toBeGreaterThan(20);
  expect(['actor', ...sealed].filter((name) => !/\p{Script=Han}/u.test(sealedName(name)))).toEqual([]);
});

test('披露不成立的理由以栏目的中文名称说', () => {
  expect(reasonOf(new VerificationError('disclosure-unknown', 'place'))).toBe('披露的字段“地点”不在存证之中');
  expect(reasonOf(new VerificationError('disclosure-mismatch', 'place'))).toBe('字段“地点”与存证不一致');
  expect(reasonOf(new VerificationError('disclosure-order'))).toBe('披露内容重复或未按字段名排列');
});
