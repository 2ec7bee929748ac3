import { expect, test } from 'vitest';
import { checkResidentId, completeResidentId, findResidentIds, maskResidentIds } from './resident-id.ts';

const number = completeResidentId('11010519491231002') ?? '';

test('GB 11643-1999 公民身份号码按出生日期和校验码核对', () => {
  expect(number).toBe('11010519491231002X');
  expect(checkResidentId(number.toLowerCase())).toBe('valid');
  expect(checkResidentId('110105194912310021')).toBe('invalid');
  expect(checkResidentId(completeResidentId('11010519490231002') ?? '')).toBe('invalid');
  expect(checkResidentId('110105********002X')).toBe('masked');
});

test('文字中的完整身份号码能找到并遮住，其他长数字不动', () => {
  const text = `当事人张某（${number}），账号 6222021234567890123，案号 110105194912310021`;
  expect(findResidentIds(text)).toHaveLength(1);
  expect(maskResidentIds(text)).toBe(
    '当事人张某（110***************），账号 6222021234567890123，案号 110105194912310021',
  );
  expect(findResidentIds('身份证１１０１０５１９４９１２３１００２Ｘ')).toHaveLength(1);
  expect(findResidentIds('身份证 110105 19491231 002X')).toHaveLength(1);
});
