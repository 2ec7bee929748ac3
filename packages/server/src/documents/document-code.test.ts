import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { documentCodeDigest, drawDocumentCode, readDocumentCode } from './document-code.ts';

const code = drawDocumentCode(randomBytes);
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('the code of a document', () => {
  test('four groups of five characters, none that is taken for another, with at least 80 random bits', () => {
    const drawn = Array.from({ length: 500 }, () => drawDocumentCode(randomBytes));
    for (const one of drawn) expect(one).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(?:-[0-9A-HJKMNP-TV-Z]{5}){3}$/);
    expect(new Set(drawn).size).toBe(500);
    for (let place = 0; place < 19; place += 1)
      expect(new Set(drawn.map((one) => one.replaceAll('-', '')[place])).size).toBe(32);
    expect(19 * 5).toBeGreaterThanOrEqual(80);
  });

  test.each([
    ['as printed', code],
    ['in small letters', code.toLowerCase()],
    ['without hyphens', code.replaceAll('-', '')],
    ['with spaces and dashes of any kind', ` ${code.replaceAll('-', ' — ')}　`],
    [
      'full width, as a Chinese keyboard types',
      [...code]
        .map((c) => (c === '-' ? '－' : String.fromCodePoint((c.codePointAt(0) ?? 0) + 0xfee0)))
        .join(''),
    ],
    [
      'as the address in the two-dimensional code',
      `https://gs.example.gov.cn/wenshang/verify/${code.replaceAll('-', '')}`,
    ],
    [
      'as an address with more behind it',
      `https://gs.example.gov.cn/wenshang/verify/${code}/?text=large#main`,
    ],
    [
      'as the address of the answer',
      `http://127.0.0.1:8080/wenshang/verify?code=${code.toLowerCase()}&text=large`,
    ],
  ])('is read %s', (_, typed) => {
    expect(readDocumentCode(typed)).toBe(code);
  });

  test('O is read as 0, I and L as 1', () => {
    const zeros = drawDocumentCode((length) => new Uint8Array(length));
    expect(zeros).toBe('00000-00000-00000-00000');
    expect(readDocumentCode('OooOO 00000 00000 00000')).toBe(zeros);
    const ones = drawDocumentCode((length) => new Uint8Array(length).fill(1));
    expect(readDocumentCode(ones.replaceAll('1', 'l'))).toBe(ones);
    expect(readDocumentCode(ones.replaceAll('1', 'I'))).toBe(ones);
  });

  test('every single character mistaken, and every two interchanged, are noticed', () => {
    const symbols = [...code.replaceAll('-', '')];
    const taken: string[] = [];
    for (const [place, symbol] of symbols.entries()) {
      for (const other of alphabet) if (other !== symbol) taken.push(symbols.with(place, other).join(''));
      for (let second = place + 1; second < symbols.length; second += 1)
        if (symbols[second] !== symbol)
          taken.push(
            symbols
              .with(place, symbols[second] ?? '')
              .with(second, symbol)
              .join(''),
          );
    }
    expect(taken.length).toBeGreaterThan(20 * 31);
    expect(taken.filter((one) => readDocumentCode(one) !== null)).toEqual([]);
  });

  test.each([
    '',
    '-',
    code.slice(1),
    `${code}0`,
    'U'.repeat(20),
    `${'0'.repeat(5_000)}${code}`,
    '\u0000',
    '𝟘'.repeat(3),
    '../../x',
  ])('%j is none', (typed) => {
    expect(readDocumentCode(typed)).toBeNull();
  });

  test('its digest is of this purpose alone and of the code as printed', () => {
    expect(documentCodeDigest('00000-00000-00000-00000')).toBe(
      '8660e4b0a42121ee75f2d4b358bb40dd26b018740fe03cc73cea74e4ed46763f',
    );
  });
});
