import { expect, test } from 'vitest';
import { fromBase64Url, toBase64Url, toUtf8 } from '../encoding.ts';
import { decodeDisclosure, disclosureDigest, makeDisclosure, readDisclosure } from './disclosure.ts';

const salt = 'AAECAwQFBgcICQoLDA0ODw';

test('RFC 9901: a disclosure is base64url of [salt, name, value]', () => {
  const disclosure = makeDisclosure(salt, '当事人', { name: '李某', age: 40 });
  const text = new TextDecoder().decode(fromBase64Url(disclosure));
  expect(text).toBe(`["${salt}","当事人",{"age":40,"name":"李某"}]`);
  expect(readDisclosure(disclosure)).toEqual({ salt, name: '当事人', value: { name: '李某', age: 40 } });
});

test('RFC 9901: the digest is SHA-256 over the disclosure as written', () => {
  const disclosure = 'WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0';
  expect(disclosureDigest(disclosure)).toBe('X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0');
  expect(decodeDisclosure(disclosure)).toEqual(['_26bc4LT-ac6q2KI6cBW5es', 'family_name', 'Möbius']);
});

test.each([
  ['spaces', '["s", "n", 1]'],
  ['two elements', '["s","n"]'],
  ['four elements', '["s","n",1,2]'],
  ['a salt that is no text', '[1,"n",1]'],
  ['a name that is no text', '["s",1,1]'],
  ['an object', '{"s":1}'],
])('a disclosure with %s is not one of ours', (_, text) => {
  expect(() => readDisclosure(toBase64Url(toUtf8(text)))).toThrow(
    expect.objectContaining({ name: 'VerificationError' }),
  );
});

test('a disclosure in padded or standard base64 is refused', () => {
  expect(() => readDisclosure(`${makeDisclosure(salt, 'a', 1)}=`)).toThrow('无法读取');
  expect(() => decodeDisclosure('++++')).toThrow('无法读取');
});
