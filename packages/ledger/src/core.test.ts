import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from './encoding.ts';
import { ed25519Verify } from './hash.ts';
import * as browserCurve from './platform/browser/curve.ts';
import * as browserEncode from './platform/browser/encode.ts';
import * as browserHash from './platform/browser/hash.ts';
import * as nodeCurve from './platform/node/curve.ts';
import * as nodeEncode from './platform/node/encode.ts';
import * as nodeHash from './platform/node/hash.ts';

const source = import.meta.dirname;

/** Everything that the core needs, with both platforms. */
function filesOfCore(): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    const text = readFileSync(path, 'utf8');
    found.set(path, text);
    for (const [, name = ''] of text.matchAll(/from '([^']+)'/g)) {
      if (name.startsWith('.')) visit(join(dirname(path), name));
      if (name.startsWith('#'))
        for (const platform of ['node', 'browser'])
          visit(join(source, 'platform', platform, `${name.slice(1)}.ts`));
    }
  };
  visit(join(source, 'core.ts'));
  return found;
}

test('the core with both its platforms is under 1,000 lines of code, blank lines and comments apart', () => {
  const lines = [...filesOfCore().values()].flatMap((text) =>
    text.split('\n').filter((line) => !/^\s*(?:$|\/\/|\/?\*)/.test(line)),
  );
  expect(filesOfCore().size).toBeGreaterThan(15);
  expect(lines.length).toBeLessThan(1000);
});

test('the core imports nothing but itself, Node’s crypto on Node and @noble in a browser', () => {
  for (const [path, text] of filesOfCore()) {
    const others = [...text.matchAll(/from '([^'.#][^']*)'/g)].map(([, name]) => name);
    const allowed = path.includes('/platform/browser/') ? /^@noble\// : /^node:crypto$/;
    if (!path.includes('/platform/')) expect(others, path).toEqual([]);
    expect(
      others.every((name) => allowed.test(name ?? '')),
      path,
    ).toBe(true);
  }
});

const bytes = fc.uint8Array({ maxLength: 300 });

test('hashes and spellings are the same in Node and in a browser', () => {
  fc.assert(
    fc.property(bytes, fc.string({ unit: 'binary' }), (data, text) => {
      expect(toHex(browserHash.sha256Of(data))).toBe(toHex(nodeHash.sha256Of(data)));
      expect(browserHash.sha256TextOf(text)).toBe(nodeHash.sha256TextOf(text));
      expect(browserEncode.encodeBase64(data)).toBe(nodeEncode.encodeBase64(data));
      expect(browserEncode.encodeBase64Url(data)).toBe(nodeEncode.encodeBase64Url(data));
      expect(browserEncode.encodeHex(data)).toBe(nodeEncode.encodeHex(data));
      expect(browserEncode.encodeBase64Url(text)).toBe(nodeEncode.encodeBase64Url(text));
    }),
  );
  const large = new Uint8Array(100_000).fill(251);
  expect(browserEncode.encodeBase64(large)).toBe(nodeEncode.encodeBase64(large));
});

const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
const flip = fc.record({ at: fc.nat(), by: fc.integer({ min: 0, max: 255 }) });

test('keys and signatures are the same in Node and in a browser, and so is every refusal', () => {
  fc.assert(
    fc.property(seed, bytes, flip, flip, (key, message, wrongKey, wrongSignature) => {
      const publicKey = nodeCurve.publicKeyOf(key);
      const signature = nodeCurve.signWith(key, message);
      expect(browserCurve.publicKeyOf(key)).toEqual(publicKey);
      expect(browserCurve.signWith(key, message)).toEqual(signature);
      expect(browserCurve.isSignedBy(publicKey, message, signature)).toBe(true);
      const [k, s] = [flipped(publicKey, wrongKey), flipped(signature, wrongSignature)];
      expect(browserCurve.isSignedBy(k, message, s)).toBe(nodeCurve.isSignedBy(k, message, s));
    }),
    { numRuns: 300 },
  );
});

test('a signature that names its number differently is refused in both', () => {
  const key = new Uint8Array(32).fill(9);
  const [publicKey, message] = [nodeCurve.publicKeyOf(key), Uint8Array.of(1, 2)];
  const signature = nodeCurve.signWith(key, message);
  const order = 2n ** 252n + 27742317777372353535851937790883648493n;
  const s = signature.subarray(32).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n) + order;
  const second = Uint8Array.from([
    ...signature.subarray(0, 32),
    ...Array.from({ length: 32 }, (_, i) => Number((s >> BigInt(8 * i)) & 255n)),
  ]);
  for (const { isSignedBy } of [nodeCurve, browserCurve])
    expect(isSignedBy(publicKey, message, second)).toBe(false);
});

test('keys for which anybody can sign, and second spellings of a key, hold for nothing', () => {
  const identity = Uint8Array.of(1, ...new Uint8Array(31));
  const anybody = Uint8Array.of(...identity, ...new Uint8Array(32));
  expect(browserCurve.isSignedBy(identity, Uint8Array.of(7), anybody)).toBe(true);
  expect(ed25519Verify(identity, Uint8Array.of(7), anybody)).toBe(false);
  const beyond = Uint8Array.of(0xee, ...new Uint8Array(30).fill(0xff), 0x7f);
  expect(ed25519Verify(beyond, Uint8Array.of(7), anybody)).toBe(false);
});

function flipped(whole: Uint8Array, { at, by }: { readonly at: number; readonly by: number }): Uint8Array {
  const copy = Uint8Array.from(whole);
  const index = at % copy.length;
  copy[index] = (copy[index] ?? 0) ^ by;
  return copy;
}
