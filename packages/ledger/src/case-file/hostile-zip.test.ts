import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concatBytes, toUtf8 } from '../encoding.ts';
import { canonicalize } from '../fact/canonical-json.ts';
import { counted, deflated, type HostileFile, packHostile, stored, zeros } from '../testing/hostile-zips.ts';
import { sampleCaseFiles } from '../testing/sample-case-file.ts';
import { heldBytes } from '../zip/byte-source.ts';
import { readEntry, readZip } from '../zip/read-zip.ts';
import type { ZipEntry } from '../zip/zip-layout.ts';
import { describeVerdict } from './describe-verdict.ts';
import { verifyAnything } from './verify-anything.ts';
import { verifyCaseFile } from './verify-case-file.ts';

const whole = [...sampleCaseFiles()];
const plain = whole.map(([path, bytes]) => stored(path, bytes));

describe('a case file packed anew by a person’s own program', () => {
  test('deflated, it holds file by file, and is said not to be as exported', async () => {
    const verdict = await judged(whole.map(([path, bytes]) => deflated(path, bytes)));
    expect(verdict.problems).toEqual([]);
    expect(verdict).toMatchObject({ ok: true, isAsExported: false });
  });

  test('every byte of the deflated zip changed: a verdict, and never that it holds as exported', async () => {
    const zip = packHostile(whole.map(([path, bytes]) => deflated(path, bytes)));
    for (let at = 0; at < zip.length; at += 97) {
      const changed = zip.slice();
      changed[at] = (changed[at] ?? 0) ^ 0x55;
      const verdict = await verifyAnything(heldBytes(changed));
      expect(describeVerdict(verdict).length).toBeGreaterThan(0);
      if (verdict.kind === 'case-file') expect(verdict.isAsExported).toBe(false);
    }
  });

  test('cut anywhere, it is refused', async () => {
    const zip = packHostile(whole.map(([path, bytes]) => deflated(path, bytes)));
    for (let end = 2; end < zip.length; end += 131)
      expect((await verifyAnything(heldBytes(zip.subarray(0, end)))).ok).toBe(false);
  });
});

describe('a zip bomb', () => {
  test('is refused by what its directory says, before anything is unpacked', async () => {
    const bomb = packHostile([...plain, zeros(`data/originals/${'0'.repeat(64)}.bin`, 30)]);
    const source = counted(bomb);
    const verdict = await verifyCaseFile(source);
    expect(verdict.ok).toBe(false);
    expect(verdict.checks[0]?.detail).toContain('解压后过大');
    expect(source.read()).toBeLessThan(200_000);
  });

  test('that says it is small is given up as soon as it is longer than it says', async () => {
    const lie = zeros(`data/originals/${'0'.repeat(64)}.bin`, 3_000, { size: 100_000 });
    const zip = packHostile([lie]);
    expect(lie.packed.length).toBeGreaterThan(2_900_000);
    const source = counted(zip);
    const { entries } = await readZip(source);
    const before = source.read();
    let unpacked = 0;
    await expect(async () => {
      for await (const part of readEntry(source, entries[0] as ZipEntry)) unpacked += part.length;
    }).rejects.toMatchObject({ code: 'zip-malformed' });
    expect(unpacked).toBeLessThanOrEqual(100_000);
    expect(source.read() - before).toBeLessThanOrEqual((1 << 20) + 30 + lie.path.length);
  });

  test('of many files, each within its ratio, is refused for the sum', async () => {
    const files = Array.from({ length: 2_200 }, (_, i) => ({
      ...deflated(`data/originals/${String(i).padStart(64, '0')}.bin`, new Uint8Array(1)),
      told: { size: 999_999 },
    }));
    const verdict = await judged(files);
    expect(verdict.checks[0]).toMatchObject({ ok: false, detail: expect.stringContaining('解压后过大') });
  });

  test('within a zip is a file like any other: nothing is unpacked twice', async () => {
    const inner = packHostile([zeros('x', 50)]);
    const verdict = await judged([...plain, stored(`data/originals/${'0'.repeat(64)}.zip`, inner)]);
    expect(verdict.ok).toBe(false);
    expect(verdict.problems.map(({ sentence }) => sentence)).toContain('内容与事实所记的摘要不一致');
  });

  test('files that share one body, as in a quine, are refused', async () => {
    const body = deflated('a', new Uint8Array(90_000));
    const files = Array.from({ length: 50 }, (_, i) => ({ ...body, path: `f${i}`, told: { offset: 0 } }));
    expect((await judged(files)).checks[0]?.ok).toBe(false);
  });
});

describe('a directory that lies', () => {
  const at = 5;
  const lies: readonly (readonly [string, Partial<ZipEntry>])[] = [
    ['a size too large', { size: 1_000_000 }],
    ['a size too small', { size: 1 }],
    ['sizes beyond the file', { size: 2 ** 40, packedSize: 2 ** 40 }],
    ['a size of the whole range', { size: Number.MAX_SAFE_INTEGER, packedSize: Number.MAX_SAFE_INTEGER }],
    ['another CRC', { crc: 1 }],
    ['a place beyond the end', { offset: 2 ** 31 }],
    ['a place in the middle of another file', { offset: 40 }],
    ['another method', { method: 8 }],
    ['the path of another file', { path: whole[0]?.[0] ?? '' }],
    ['a path that leaves the folder', { path: '../../etc/passwd' }],
    ['an absolute path', { path: '/etc/passwd' }],
    ['a path with a null in it', { path: 'data/\u0000.json' }],
    ['a path of another world', { path: '说明.html\u202etxt' }],
  ];
  test.each(lies)('with %s: a verdict, and it does not hold', async (_, told) => {
    const files = plain.map((file, i) => (i === at ? { ...file, told } : file));
    const verdict = await judged(files);
    expect(verdict.ok).toBe(false);
    expect(describeVerdict(verdict).join('\n')).toContain('核验不成立');
  });

  test('with one file taken for two is refused', async () => {
    const zip = packHostile(plain);
    const count = zip.length - 22 + 10;
    zip[count] = (zip[count] ?? 0) + 1;
    expect((await verifyCaseFile(heldBytes(zip))).checks[0]?.ok).toBe(false);
  });
});

describe('a zip that shows one program other files than another', () => {
  const forged = [...sampleCaseFiles({ revoked: true })].map(([path, bytes]) => stored(path, bytes));
  const [ours, theirs] = [packHostile(plain), packHostile(forged)];
  const refused = async (zip: Uint8Array) => {
    const verdict = await verifyCaseFile(heldBytes(zip));
    expect(verdict.checks[0], describeVerdict(verdict).join('\n')).toMatchObject({ ok: false });
  };

  test('another zip before it or behind it is refused', async () => {
    await refused(concatBytes(theirs, ours));
    await refused(concatBytes(ours, theirs));
    await refused(concatBytes(new Uint8Array(4), ours));
    const moved = shifted(ours, theirs.length);
    await refused(concatBytes(theirs, moved));
  });

  test('one directory for the old fields, one for the 64-bit ones is refused', async () => {
    const end = ours.length - 22;
    const place = new DataView(ours.buffer, ours.byteOffset).getUint32(end + 16, true);
    const sizeOf = end - place;
    for (const [count, size, at] of [
      [plain.length - 1, sizeOf, place],
      [plain.length, sizeOf - 46, place],
      [plain.length, sizeOf, place - 46],
    ] as const) {
      const wide = concatBytes(
        ours.subarray(0, end),
        wideEnd(plain.length, sizeOf, place),
        endOf(count, size, at),
      );
      await refused(wide);
    }
    const same = concatBytes(ours.subarray(0, end), wideEnd(plain.length, sizeOf, place), ours.subarray(end));
    expect((await verifyCaseFile(heldBytes(same))).ok).toBe(true);
  });

  test('a file that bears another name at its own head than in the directory is named', async () => {
    const zip = packHostile(plain);
    const [{ path = '' } = {}] = plain;
    const other = toUtf8(path.replace(/.$/, '~'));
    zip.set(other, 30);
    const verdict = await verifyCaseFile(heldBytes(zip));
    expect(verdict.ok).toBe(false);
    expect(verdict.problems).toContainEqual({ path, sentence: '内容损坏，无法完整读出' });
  });

  test('bytes between the last file and the directory, or behind it, are refused', async () => {
    const end = ours.length - 22;
    await refused(concatBytes(ours.subarray(0, end), new Uint8Array(3), ours.subarray(end)));
  });
});

describe('texts made to keep the verifier busy', () => {
  const many = (line: (i: number) => string, count: number) =>
    toUtf8(Array.from({ length: count }, (_, i) => line(i)).join(''));
  const digest = '0'.repeat(64);
  test.each([
    [
      'a manifest of two hundred thousand files that are not there',
      'manifest-sha256.txt',
      many((i) => `${digest}  data/${i}\n`, 200_000),
    ],
    ['a list of a million empty lines', 'tagmanifest-sha256.txt', new Uint8Array(8_000_000).fill(10)],
    ['a declaration without end', 'bagit.txt', new Uint8Array(8_000_000).fill(10)],
    ['information without end', 'bag-info.txt', many((i) => `a${i}: b\n`, 1_000_000)],
    ['promised files without end', 'fetch.txt', many((i) => `x ${i} data/${i}\n`, 500_000)],
    ['a checkpoint without end', 'checkpoint', new Uint8Array(8_000_000).fill(10)],
    ['a policy without end', 'policy.txt', new Uint8Array(8_000_000).fill(10)],
    ['a consistency proof without end', 'timestamps/9.consistency', new Uint8Array(8_000_000).fill(10)],
    ['a proof without end', 'proofs/0001.tlog-proof', new Uint8Array(8_000_000).fill(10)],
    ['metadata of brackets', 'data/metadata.json', new Uint8Array(8_000_000).fill(0x5b)],
    ['a fact of brackets', 'data/facts/0002.json', new Uint8Array(8_000_000).fill(0x5b)],
  ])('%s', async (_, path, bytes) => {
    const files = [
      ...plain.filter((file) => file.path !== path),
      deflated(path, bytes),
      stored('timestamps/9.tsr', digestBytes),
    ];
    const verdict = await judged(files);
    expect(verdict.ok).toBe(false);
    expect(verdict.problems.length).toBeLessThan(1_000);
  });

  test.each([
    ['withheld fields', (i: number) => [`f${i}`, digest64(i)] as const, 'sealed'],
    ['files it mentions', (i: number) => [`f${i}`, { sha256: digestHex(i) }] as const, 'plain'],
  ])('a fact of a hundred thousand %s', async (_, entry, part) => {
    const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => entry(i)));
    const first = JSON.parse(Buffer.from(new Map(whole).get('data/facts/0001.json') ?? []).toString());
    const withheld = part === 'sealed' ? Object.keys(many).map((name) => ({ name, ground: 'x' })) : [];
    const fact = {
      ...first.fact,
      plain: part === 'plain' ? many : {},
      sealed: part === 'sealed' ? many : {},
    };
    const bytes = toUtf8(`${canonicalize({ ...first, disclosures: [], fact, withheld })}\n`);
    const verdict = await judged(
      plain.map((file) => (file.path === 'data/facts/0001.json' ? deflated(file.path, bytes) : file)),
    );
    expect(verdict.ok).toBe(false);
    expect(verdict.facts.length).toBe(3);
  });

  test('many files that nothing lists', async () => {
    const files = Array.from({ length: 15_000 }, (_, i) => stored(`loose-${i}`, new Uint8Array(0)));
    const list = many((i) => `${digest}  other-${i}\n`, 15_000);
    const verdict = await judged([
      ...plain.filter(({ path }) => path !== 'tagmanifest-sha256.txt'),
      stored('tagmanifest-sha256.txt', list),
      ...files,
    ]);
    expect(verdict.problems.length).toBeGreaterThan(15_000);
  });

  const digestBytes = new Uint8Array(32);
});

/** The zip told to begin so many bytes later. */
function shifted(zip: Uint8Array, by: number): Uint8Array {
  const moved = zip.slice();
  const view = new DataView(moved.buffer);
  const end = moved.length - 22;
  let at = view.getUint32(end + 16, true);
  view.setUint32(end + 16, at + by, true);
  while (view.getUint32(at, true) === 0x02014b50) {
    view.setUint32(at + 42, view.getUint32(at + 42, true) + by, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true);
  }
  return moved;
}

function wideEnd(count: number, size: number, at: number): Uint8Array {
  const bytes = Buffer.alloc(76);
  bytes.writeUInt32LE(0x06064b50, 0);
  bytes.writeBigUInt64LE(44n, 4);
  bytes.writeUInt32LE(0x2d032d, 12);
  for (const [i, value] of [count, count, size, at].entries())
    bytes.writeBigUInt64LE(BigInt(value), 24 + 8 * i);
  bytes.writeUInt32LE(0x07064b50, 56);
  bytes.writeBigUInt64LE(BigInt(at + size), 64);
  bytes.writeUInt32LE(1, 72);
  return bytes;
}

function endOf(count: number, size: number, at: number): Uint8Array {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  for (const [place, value] of [
    [8, count],
    [10, count],
  ] as const)
    bytes.writeUInt16LE(value, place);
  for (const [place, value] of [
    [12, size],
    [16, at],
  ] as const)
    bytes.writeUInt32LE(value, place);
  return bytes;
}

const digestHex = (i: number): string => createHash('sha256').update(String(i)).digest('hex');
const digest64 = (i: number): string => createHash('sha256').update(String(i)).digest('base64url');

function judged(files: readonly HostileFile[]) {
  return verifyCaseFile(heldBytes(packHostile(files)));
}
