import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromUtf8, toHex, toUtf8 } from '../encoding.ts';
import { sha256 } from '../hash.ts';
import { canonicalize, type JsonObject, type JsonValue } from './canonical-json.ts';
import { disclosureDigest, makeDisclosure, readDisclosure } from './disclosure.ts';
import {
  type FactInput,
  factCommitment,
  leafEntry,
  NO_PREVIOUS,
  openFact,
  previousOf,
  readFact,
  sealFact,
} from './fact-envelope.ts';

const input: FactInput = {
  bureau: '370830',
  stream: 'case/1',
  version: 1,
  type: 'decision-made',
  typeVersion: 1,
  occurredOn: '2026-11-20',
  recordedAt: '2026-11-22T02:14:28.123Z',
  actor: 'officer-1',
  command: 'command-1',
  previous: NO_PREVIOUS,
  ordinal: { kind: 'penalty', year: 2026, number: 7 },
  plain: { procedure: 'ordinary' },
  sealed: { 'party.name': '某运输有限公司', result: '罚款 500 元' },
};

/** Bytes that only look random: 0, 1, 2, … */
function counting(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i);
}

const fact = sealFact(input, counting);

test('the stored bytes hold digests, not the sealed values', () => {
  const text = fromUtf8(fact.bytes) as string;
  expect(text).not.toContain('罚款');
  expect(text).not.toContain('某运输有限公司');
  const [party, result] = fact.disclosures as [string, string];
  expect(JSON.parse(text).sealed).toEqual({
    'party.name': disclosureDigest(party),
    result: disclosureDigest(result),
  });
});

test('every salt is its own part of the randomness: 32 bytes for the fact, 16 for each field', () => {
  const asked: number[] = [];
  const sealed = sealFact(input, (length) => {
    asked.push(length);
    return counting(length);
  });
  expect(asked).toEqual([32 + 16 + 16]);
  const salts = sealed.disclosures.map((disclosure) => readDisclosure(disclosure).salt);
  expect(salts.map((salt) => Buffer.from(salt, 'base64url').toString('hex'))).toEqual([
    toHex(counting(64).slice(32, 48)),
    toHex(counting(64).slice(48, 64)),
  ]);
});

test('the commitment is SHA-256 under the prefix mingjing/fact/v1, the entry a version byte and the commitment', () => {
  expect(fact.commitment).toEqual(sha256(Buffer.concat([toUtf8('mingjing/fact/v1\n'), fact.bytes])));
  expect(toHex(leafEntry(fact.commitment))).toBe(`01${toHex(fact.commitment)}`);
  expect(() => leafEntry(fact.bytes)).toThrow('32 字节');
});

test('all disclosures together give back every sealed value', () => {
  const { envelope, values, missing } = openFact(fact.bytes, fact.disclosures);
  expect(values).toEqual(input.sealed);
  expect(missing).toEqual([]);
  expect(envelope.plain).toEqual(input.plain);
  expect(envelope.ordinal).toEqual(input.ordinal);
});

test('an erased disclosure leaves the fact readable and its commitment unchanged', () => {
  const { values, missing } = openFact(fact.bytes, fact.disclosures.slice(1));
  expect(values).toEqual({ result: '罚款 500 元' });
  expect(missing).toEqual(['party.name']);
  expect(factCommitment(fact.bytes)).toEqual(fact.commitment);
});

test('an altered disclosure is refused by the name of its field', () => {
  const { salt } = readDisclosure(fact.disclosures[1] as string);
  const altered = makeDisclosure(salt, 'result', '罚款 50 元');
  expect(() => openFact(fact.bytes, [altered])).toThrow('字段“result”与存证不一致');
});

test('a disclosure of a field the fact does not have is refused, whatever the name', () => {
  for (const name of ['other', '__proto__', 'toString']) {
    expect(() => openFact(fact.bytes, [makeDisclosure('AA', name, 1)])).toThrow('不在存证之中');
  }
});

test('the same disclosure twice is refused', () => {
  const [first] = fact.disclosures as [string];
  expect(() => openFact(fact.bytes, [first, first])).toThrow('重复');
});

test('a salt shorter than 128 bits is refused even where the digest fits', () => {
  const weak = makeDisclosure('AA', 'result', 1);
  const bytes = toUtf8(
    canonicalize({ ...envelopeOf(fact.bytes), sealed: { result: disclosureDigest(weak) } }),
  );
  expect(() => openFact(bytes, [weak])).toThrow('字段“result”');
});

test('a second fact names the commitment of the first, and only a first one names none', () => {
  const previous = previousOf(fact.commitment);
  const second = sealFact({ ...input, version: 2, previous }, counting);
  expect(readFact(second.bytes).previous).toBe(toHex(fact.commitment));
  expect(() => sealFact({ ...input, version: 2 }, counting)).toThrow('previous');
  expect(() => sealFact({ ...input, previous }, counting)).toThrow('previous');
});

test('one name cannot be plain and sealed at once', () => {
  expect(() => sealFact({ ...input, plain: { result: 1 } }, counting)).toThrow('result');
});

const wrong: [string, JsonValue][] = [
  ['v', 2],
  ['bureau', ''],
  ['stream', null],
  ['version', 0],
  ['version', 1.5],
  ['typeVersion', '1'],
  ['occurredOn', '2026-02-30'],
  ['occurredOn', '2026-2-3'],
  ['recordedAt', '2026-11-22T02:14:28+08:00'],
  ['recordedAt', '2026-11-22T24:14:28Z'],
  ['previous', '00'],
  ['salt', 'AAAA'],
  ['ordinal', { kind: 'penalty', year: 2026 }],
  ['ordinal', { kind: 'penalty', year: 2026, number: 0 }],
  ['plain', []],
  ['sealed', { a: 'not a digest' }],
  ['unknown', 1],
];

test.each(wrong)('a stored fact whose %s is %j is refused by that name', (name, value) => {
  const bytes = toUtf8(canonicalize({ ...envelopeOf(fact.bytes), [name]: value }));
  expect(() => readFact(bytes)).toThrow(name);
});

test.each(Object.keys(JSON.parse(fromUtf8(fact.bytes) as string)).filter((name) => name !== 'ordinal'))(
  'a stored fact without %s is refused by that name',
  (name) => {
    const { [name]: _, ...rest } = envelopeOf(fact.bytes);
    expect(() => readFact(toUtf8(canonicalize(rest)))).toThrow(name);
  },
);

test('whatever is sealed opens to the same values', () => {
  const record = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue() as fc.Arbitrary<JsonValue>);
  fc.assert(
    fc.property(record, fc.uint8Array({ minLength: 32, maxLength: 32 }), (sealed, seed) => {
      const random = (length: number) => Uint8Array.from({ length }, (_, i) => (seed[i % 32] as number) ^ i);
      const made = sealFact({ ...input, plain: {}, sealed }, random);
      const opened = openFact(made.bytes, made.disclosures);
      expect(canonicalize(opened.values)).toBe(canonicalize(sealed));
      expect(opened.missing).toEqual([]);
    }),
  );
});

function envelopeOf(bytes: Uint8Array): JsonObject {
  return JSON.parse(fromUtf8(bytes) as string);
}
