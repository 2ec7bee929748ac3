import { expect, test } from 'vitest';
import {
  completeCreditCode,
  completeOrganisationCode,
  PLACEHOLDER_CREDIT_CODE,
  readCreditCode,
} from './credit-code.ts';

const good = completeCreditCode(`91110000${completeOrganisationCode('MA000001')}`) ?? '';

test('GB 32100-2015 代码逐位校验：任何一位抄错都会被发现', () => {
  expect(readCreditCode(good)).toMatchObject({
    ok: true,
    value: { holder: 'enterprise', placeholder: false },
  });
  for (let index = 0; index < 18; index++) {
    for (const digit of '0123456789') {
      if (digit === good[index]) continue;
      expect(readCreditCode(good.slice(0, index) + digit + good.slice(index + 1)).ok).toBe(false);
    }
  }
});

test('全角、小写和空格会改正，并说明改了什么', () => {
  const wide = good.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  expect(readCreditCode(wide)).toMatchObject({
    ok: true,
    value: { code: good },
    changes: ['全角字符改为半角'],
  });
  expect(readCreditCode(`${good.slice(0, 9)} ${good.slice(9).toLowerCase()}`)).toMatchObject({
    value: { code: good },
    changes: ['去掉中间的空格', '小写字母改为大写'],
  });
});

test('17 个 0 加 X 是占位代码，不按校验位拒绝', () => {
  expect(readCreditCode(PLACEHOLDER_CREDIT_CODE)).toMatchObject({ ok: true, value: { placeholder: true } });
});

test.each([
  ['91430681XXXXXXXXXX', 'masked'],
  ['91430281691828xxxx', 'masked'],
  ['masked:91430681XXXXXXXXXX', 'masked'],
  ['9143****91828********', 'masked'],
  ['9143＊＊＊＊9182800000', 'masked'],
  ['9.11101E+17', 'precision-lost'],
  ['9111', 'length'],
  ['', 'length'],
  ['91110000MA00000I1X', 'character'],
])('读不出的代码 %s 给出原因 %s', (text, code) => {
  expect(readCreditCode(text)).toMatchObject({ ok: false, code });
});
