import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex, toUtf8 } from '../encoding.ts';
import { Sm3 } from './sm3.ts';

test.each([
  ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
  ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
])('GB/T 32905-2016 附录 A: %s', (text, digest) => {
  expect(toHex(new Sm3().update(toUtf8(text)).digest())).toBe(digest);
});

test('any bytes in any parts have the digest that OpenSSL gives them', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 150 }), { maxLength: 6 }), (parts) => {
      const sm3 = new Sm3();
      const known = createHash('sm3');
      for (const part of parts) {
        sm3.update(part);
        known.update(part);
      }
      expect(toHex(sm3.digest())).toBe(known.digest('hex'));
    }),
    { numRuns: 2000 },
  );
});
