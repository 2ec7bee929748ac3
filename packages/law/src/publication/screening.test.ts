import { describe, expect, test } from 'vitest';
import { completeResidentId } from '../identifiers/resident-id.ts';
import { coverPersonalData, isMinorOn, screenText } from './screening.ts';

const resident = completeResidentId('37083020100315123') ?? '';

describe('公示前筛查个人信息', () => {
  test.each([
    ['身份证号', `张某（${resident}）`, ['resident-id']],
    [
      '全角身份证号',
      `张某 ${resident.replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))}`,
      ['resident-id'],
    ],
    ['校验码不对的不是身份证号', `${resident.slice(0, 17)}${resident.endsWith('1') ? '2' : '1'}`, []],
    ['手机号', '联系电话 13812345678。', ['mobile-phone']],
    ['带区号的手机号', '+86 138 1234 5678', ['mobile-phone']],
    ['银行卡号', '账号 6222 0212 3456 7890 128', ['bank-card']],
    ['邮箱', '发到 zhang@example.cn', ['email']],
    ['统一社会信用代码不是个人信息', '91370830MA3C4XKY7T', []],
    ['文号、金额、日期不是个人信息', '汶工信罚字〔2026〕1号，罚款 20000 元，2026-03-18', []],
  ])('%s', (_name, text, kinds) => {
    expect(screenText(text).map((one) => one.kind)).toEqual(kinds);
  });

  test('遮盖为固定长度，其余文字不动', () => {
    expect(coverPersonalData(`张某（${resident}），电话 13812345678。`)).toBe(
      '张某（******），电话 ******。',
    );
    expect(coverPersonalData('无个人信息')).toBe('无个人信息');
  });
});

describe('公示办法 第十条第（1）项 未成年人', () => {
  test.each([
    ['生日前一日', { birthDate: '2008-03-18' }, '2026-03-17', true],
    ['满十八周岁当日', { birthDate: '2008-03-18' }, '2026-03-18', false],
    ['由身份证号推知', { identityNumber: resident }, '2026-03-18', true],
    ['不知生日', {}, '2026-03-18', undefined],
  ])('%s', (_name, party, on, minor) => {
    expect(isMinorOn(party, on)).toBe(minor);
  });
});
