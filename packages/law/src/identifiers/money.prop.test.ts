import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatWan, formatYuan, readWan, readYuan } from './money.ts';

test('任何以分计的金额写成万元或元再读回，一分不差', () => {
  fc.assert(
    fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (fen) => {
      expect(readWan(formatWan(fen))).toEqual({ ok: true, value: fen, changes: [] });
      expect(readYuan(formatYuan(fen))).toEqual({ ok: true, value: fen, changes: [] });
    }),
  );
});

test('万元与分、元与分的换算', () => {
  expect(readWan('5.212')).toMatchObject({ value: 5_212_000 });
  expect(readWan('0.000001')).toMatchObject({ value: 1 });
  expect(readYuan('52120')).toMatchObject({ value: 5_212_000 });
  expect(formatWan(5_212_000)).toBe('5.212');
  expect(formatWan(0)).toBe('0');
  expect(formatYuan(5)).toBe('0.05');
  expect(readWan('1,234.50万元')).toEqual({
    ok: true,
    value: 1_234_500_000,
    changes: ['去掉千位分隔号', '去掉单位“万元”'],
  });
});

test.each([
  ['', 'empty'],
  ['伍万元', 'not-a-number'],
  ['1,23', 'not-a-number'],
  ['1.2.3', 'not-a-number'],
  ['-5', 'negative'],
  ['0.0000001', 'too-fine'],
  ['50000元', 'wrong-unit'],
  ['1e3', 'precision-lost'],
  ['99999999999999', 'too-large'],
])('读不出的金额 %s 报 %s', (text, code) => {
  expect(readWan(text)).toMatchObject({ ok: false, code });
});
