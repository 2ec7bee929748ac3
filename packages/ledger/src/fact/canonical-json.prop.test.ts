import oracle from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toUtf8 } from '../encoding.ts';
import { canonicalize, type JsonValue, parseCanonical } from './canonical-json.ts';

const json = fc.jsonValue({ stringUnit: 'grapheme' }) as fc.Arbitrary<JsonValue>;

test('RFC 8785: the canonical text equals that of an independent implementation', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(canonicalize(value)).toBe(oracle(value));
    }),
    { numRuns: 500 },
  );
});

test('canonical bytes read back as the same value', () => {
  fc.assert(
    fc.property(json, (value) => {
      const text = canonicalize(value);
      expect(canonicalize(parseCanonical(toUtf8(text)))).toBe(text);
    }),
  );
});

test('one character put into canonical text makes it refused or another value', () => {
  const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
  fc.assert(
    fc.property(json, place, fc.constantFrom(' ', '\n', '0', '"', ',', '\uFEFF'), (value, at, extra) => {
      const text = canonicalize(value);
      const cut = Math.floor(at * (text.length + 1));
      const altered = text.slice(0, cut) + extra + text.slice(cut);
      fc.pre(altered.isWellFormed());
      let read: JsonValue | undefined;
      try {
        read = parseCanonical(toUtf8(altered));
      } catch (error) {
        expect(error).toMatchObject({ name: 'VerificationError' });
      }
      if (read !== undefined) expect(canonicalize(read)).toBe(altered);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['names out of order', '{"b":1,"a":2}'],
  ['a name twice', '{"a":1,"a":1}'],
  ['a space', '{"a": 1}'],
  ['a newline at the end', '{"a":1}\n'],
  ['an escaped letter', '["\\u0041"]'],
  ['upper-case escape digits', '["\\u001F"]'],
  ['an escaped slash', '["\\/"]'],
  ['a lone surrogate', '["\\ud800"]'],
  ['a number with a point', '[1.0]'],
  ['minus zero', '[-0]'],
  ['a number too large', '[1e400]'],
  ['an integer beyond exactness', '[9007199254740993]'],
  ['a byte order mark', '\uFEFF[]'],
  ['half a text', '{"a":'],
  ['nothing', ''],
  ['nesting without end', '['.repeat(100_000) + ']'.repeat(100_000)],
])('%s is refused', (_, text) => {
  expect(() => parseCanonical(toUtf8(text))).toThrow(expect.objectContaining({ name: 'VerificationError' }));
});

test('bytes that are not UTF-8 are refused', () => {
  expect(() => parseCanonical(Uint8Array.of(0x22, 0xc0, 0xaf, 0x22))).toThrow('不是有效的 JSON');
});

test.each([[Number.NaN], [Number.POSITIVE_INFINITY], ['\ud800'], [{ '\udc00': 1 }]])(
  'the value %j has no canonical text',
  (value) => {
    expect(() => canonicalize(value)).toThrow('无法规范表示');
  },
);

test('names sort by UTF-16 code units, not by code points', () => {
  expect(canonicalize({ '\u{1F602}': 1, '\uFB33': 2 })).toBe('{"\u{1F602}":1,"\uFB33":2}');
});

test('a member named __proto__ is a member like any other', () => {
  const bytes = toUtf8('{"__proto__":{"a":1}}');
  expect(canonicalize(parseCanonical(bytes))).toBe('{"__proto__":{"a":1}}');
});
