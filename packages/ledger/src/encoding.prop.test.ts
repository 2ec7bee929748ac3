import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  fromBase64,
  fromBase64Url,
  fromHex,
  parseDecimal,
  toBase64,
  toBase64Url,
  toHex,
} from './encoding.ts';

const bytes = fc.uint8Array({ maxLength: 80 });

test('base64, base64url and hexadecimal agree with the platform and read back', () => {
  fc.assert(
    fc.property(bytes, (value) => {
      const platform = Buffer.from(value);
      expect(toBase64(value)).toBe(platform.toString('base64'));
      expect(toBase64Url(value)).toBe(platform.toString('base64url'));
      expect(toHex(value)).toBe(platform.toString('hex'));
      expect(fromBase64(toBase64(value))).toEqual(value);
      expect(fromBase64Url(toBase64Url(value))).toEqual(value);
      expect(fromHex(toHex(value))).toEqual(value);
    }),
  );
});

test('of all texts only the exact encoding of some bytes is read', () => {
  const text = fc.string({ unit: fc.constantFrom(...'AQgw19+/-_= \n'), maxLength: 9 });
  fc.assert(
    fc.property(text, (value) => {
      const standard = fromBase64(value);
      const urlSafe = fromBase64Url(value);
      if (standard !== undefined) expect(toBase64(standard)).toBe(value);
      if (urlSafe !== undefined) expect(toBase64Url(urlSafe)).toBe(value);
    }),
    { numRuns: 2000 },
  );
});

test.each(['AB==', 'AAB=', 'AA=', 'AA', 'A===', 'AA==\n', 'ＡＡ=='])('base64 %j is refused', (text) => {
  expect(fromBase64(text)).toBeUndefined();
});

test.each(['01', '-1', '1.0', '1e3', '', ' 1', '9007199254740992', '٣'])('number %j is refused', (text) => {
  expect(parseDecimal(text)).toBeUndefined();
});
