import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromUtf8, toBase64, toHex, toUtf8 } from '../encoding.ts';
import { canonicalize, type JsonObject } from '../fact/canonical-json.ts';
import { makeDisclosure, readDisclosure } from '../fact/disclosure.ts';
import { factCommitment, leafEntry, NO_PREVIOUS, sealFact } from '../fact/fact-envelope.ts';
import { signCheckpoint } from '../log/checkpoint.ts';
import { cosignNote } from '../log/note.ts';
import { appendLeaves, inclusionProof, leafHash } from '../log/tree.ts';
import { keyFingerprint, makeSigner } from '../log/vkey.ts';
import { makeProofFile, type ProofFileInput } from './proof-file.ts';
import { checkNames, type Verdict, verifyProofFile } from './verify-proof-file.ts';

const logSeed = new Uint8Array(32).fill(1);
const log = makeSigner('mingjing.test/370830', logSeed);
const witness = makeSigner('mingjing.test/witness', new Uint8Array(32).fill(3), 'cosignature');
const witnesses = [
  witness,
  makeSigner('mingjing.test/justice', new Uint8Array(32).fill(6), 'cosignature'),
] as const;
const fact = sealFact(
  {
    bureau: '370830',
    stream: 'case/1',
    version: 1,
    type: 'decision-made',
    typeVersion: 1,
    occurredOn: '2026-11-20',
    recordedAt: '2026-11-22T02:14:28Z',
    actor: 'officer-1',
    command: 'command-1',
    previous: NO_PREVIOUS,
    plain: { 决定文号: '汶交罚〔2026〕7号' },
    sealed: { 处罚结果: '罚款 500 元', 当事人: '某运输有限公司', 身份证号: '370830000000000000' },
  },
  (length) => Uint8Array.from({ length }, (_, i) => (i * 37) & 255),
);
const size = 11;
const index = 6;
const input = placed(leafEntry(fact.commitment));
const file = makeProofFile(input);

test('a proof file that holds says so for each of the six things', () => {
  const verdict = verifyProofFile(file, { expectedVkey: log.vkey });
  expect(verdict.checks.map(({ name, ok }) => [name, ok])).toEqual(checkNames.map((name) => [name, true]));
  expect(verdict.ok).toBe(true);
  expect(verdict.logIndex).toBe(index);
  expect(verdict.checkpoint).toMatchObject({ origin: log.name, size });
  expect(verdict.record).toMatchObject({
    bureau: '370830',
    type: 'decision-made',
    occurredOn: '2026-11-20',
    plain: { 决定文号: '汶交罚〔2026〕7号' },
    values: { 处罚结果: '罚款 500 元', 当事人: '某运输有限公司' },
    withheld: ['身份证号'],
  });
});

test('the file ends in one newline and is canonical before it', () => {
  const text = fromUtf8(file) as string;
  expect(text).toBe(`${canonicalize(JSON.parse(text))}\n`);
});

test('a key that comes with the file is named with its fingerprint, an expected one is said to be the same', () => {
  expect(failing(verifyProofFile(file))).toEqual([]);
  expect(detailOf(verifyProofFile(file), '检查点签名')).toContain(
    `公钥随文件提供，指纹 ${keyFingerprint(log.vkey)}`,
  );
  expect(detailOf(verifyProofFile(file, { expectedVkey: log.vkey }), '检查点签名')).toContain(
    '与指定的公钥相同',
  );
});

test('a file of another log, true in itself, fails by its key when a key is expected', () => {
  const verdict = verifyProofFile(file, { expectedVkey: makeSigner('a', new Uint8Array(32)).vkey });
  expect(failing(verdict)).toEqual(['检查点签名']);
  expect(detailOf(verdict, '检查点签名')).toContain('不是指定的公钥');
});

const times = [1_700_000_000, 1_700_086_400];
const cosigned = witnesses.reduce(
  (note, signer, i) => cosignNote(note, signer, times[i] as number),
  input.checkpoint,
);
const witnessed = makeProofFile({
  ...input,
  checkpoint: cosigned,
  witnesses: witnesses.map(({ vkey }) => vkey),
});

test('a cosigned file says who signed the checkpoint besides the log, and when', () => {
  const verdict = verifyProofFile(witnessed, { requiredWitnesses: [witnesses[1].vkey] });
  expect(failing(verdict)).toEqual([]);
  expect(verdict.witnesses?.map(({ name, time, isExpected }) => [name, time, isExpected])).toEqual([
    [witnesses[0].name, times[0], false],
    [witnesses[1].name, times[1], true],
  ]);
  expect(detailOf(verdict, '见证联署')).toContain('2023-11-15 06:13:20（北京时间）');
  expect(detailOf(verdict, '见证联署')).toContain('公钥与指定的相同');
});

test('a witness that is required and did not sign makes the file fail, also where nobody did', () => {
  const stranger = makeSigner('mingjing.test/none', new Uint8Array(32).fill(8), 'cosignature');
  for (const bytes of [file, witnessed]) {
    const verdict = verifyProofFile(bytes, { requiredWitnesses: [stranger.vkey] });
    expect(failing(verdict)).toEqual(['见证联署']);
    expect(detailOf(verdict, '见证联署')).toContain('mingjing.test/none');
  }
});

test.each([
  ['the log itself under the name of a witness', [makeSigner('w', logSeed, 'cosignature')]],
  ['one witness twice', [witnesses[0], witnesses[0]]],
  [
    'one witness under two names',
    [witnesses[0], makeSigner('other', new Uint8Array(32).fill(3), 'cosignature')],
  ],
])('%s is no further witness', (_title, signers) => {
  const checkpoint = signers.reduce((note, signer) => cosignNote(note, signer, 1), input.checkpoint);
  const made = makeProofFile({ ...input, checkpoint, witnesses: signers.map(({ vkey }) => vkey) });
  expect(failing(verifyProofFile(made))).toContain('见证联署');
});

test('witnesses in another order than their lines, an empty list, or a line that nobody answers for are refused', () => {
  const of = (witnesses: readonly string[]) => remade((content) => ({ ...content, witnesses }), witnessed);
  const [first, second] = witnesses.map(({ vkey }) => vkey) as [string, string];
  expect(failing(verifyProofFile(of([second, first])))).toEqual(['见证联署']);
  expect(failing(verifyProofFile(of([first])))).toEqual(['检查点签名']);
  expect(failing(verifyProofFile(of([])))).toContain('文件格式');
});

test.each([
  ['signed by the log alone', file],
  ['cosigned', witnessed],
])(
  '%s: every byte changed in two ways, taken out, doubled or preceded by a space makes the file fail by name',
  (_title, whole) => {
    for (let at = 0; at <= whole.length; at++) {
      const byte = whole[at] ?? 10;
      const variants = [
        spliced(whole, at, 1, byte ^ 1),
        spliced(whole, at, 1, byte ^ 0x20),
        spliced(whole, at, 1),
        spliced(whole, at, 0, byte),
        spliced(whole, at, 0, 0x20),
      ].slice(at === whole.length ? 3 : 0);
      for (const variant of variants) {
        const verdict = verifyProofFile(variant);
        const named = verdict.checks.filter(({ ok, detail }) => !ok && detail.length > 5);
        expect([at, verdict.ok, named.length > 0]).toEqual([at, false, true]);
      }
    }
  },
  120_000,
);

test('a changed disclosure is named by its field', () => {
  const { salt } = readDisclosure(fact.disclosures[0] as string);
  const verdict = verifyProofFile(
    remade((content) => ({ ...content, disclosures: [makeDisclosure(salt, '处罚结果', '罚款 5 元')] })),
  );
  expect(failing(verdict)).toEqual(['事实与披露一致']);
  expect(detailOf(verdict, '事实与披露一致')).toBe('字段“处罚结果”与存证不一致。');
});

test('a disclosure that cannot be read is named by its place', () => {
  const verdict = verifyProofFile(
    remade((content) => ({ ...content, disclosures: [fact.disclosures[0] as string, '!'] })),
  );
  expect(detailOf(verdict, '事实与披露一致')).toBe('第 2 项披露内容无法读取。');
});

test('disclosures in another order, or one twice, are refused', () => {
  const [first, second] = input.disclosures as [string, string];
  for (const disclosures of [
    [second, first],
    [first, first],
  ]) {
    const verdict = verifyProofFile(remade((content) => ({ ...content, disclosures })));
    expect(detailOf(verdict, '事实与披露一致')).toContain('重复或未按字段名排列');
  }
});

test('a changed fact fails as not being the entry, while entry and signature still hold', () => {
  const altered = toUtf8((fromUtf8(fact.bytes) as string).replace('7号', '8号'));
  const verdict = verifyProofFile(remade((content) => ({ ...content, fact: toBase64(altered) })));
  expect(failing(verdict)).toEqual(['存证与链上条目一致']);
  expect(detailOf(verdict, '存证与链上条目一致')).toContain('事实内容已被改动');
});

test('a changed fact with its entry made to fit fails as not being in the tree', () => {
  const altered = toUtf8((fromUtf8(fact.bytes) as string).replace('7号', '8号'));
  const entry = toHex(leafEntry(factCommitment(altered)));
  const verdict = verifyProofFile(remade((content) => ({ ...content, fact: toBase64(altered), entry })));
  expect(failing(verdict)).toEqual(['条目在树中']);
});

test('a changed fact in a tree made to fit fails by the signature', () => {
  const altered = toUtf8((fromUtf8(fact.bytes) as string).replace('7号', '8号'));
  const entry = leafEntry(factCommitment(altered));
  const forger = makeSigner(log.name, new Uint8Array(32).fill(9));
  const forged = makeProofFile({ ...placed(entry, forger), fact: altered, vkey: forger.vkey });
  expect(verifyProofFile(forged).ok).toBe(true);
  expect(failing(verifyProofFile(forged, { expectedVkey: log.vkey }))).toEqual(['检查点签名']);
  const underTrueKey = remade((content) => ({ ...content, vkey: log.vkey }), forged);
  expect(failing(verifyProofFile(underTrueKey))).toEqual(['检查点签名']);
});

test('of a cosigned checkpoint only the log’s line goes into the file; a foreign line in it is refused', () => {
  const cosigned = cosignNote(input.checkpoint, witness, 1_700_000_000);
  expect(makeProofFile({ ...input, checkpoint: cosigned })).toEqual(file);
  const stuffed = remade((content) => {
    const line = cosigned.slice(input.checkpoint.length);
    return { ...content, proof: `${content.proof}${line}` };
  });
  expect(detailOf(verifyProofFile(stuffed), '检查点签名')).toContain('不能用随附公钥核验');
});

test('a witness’s key does not stand for the key of the log, though it bears the log’s name', () => {
  const twin = makeSigner(log.name, new Uint8Array(32).fill(4), 'cosignature');
  const checkpoint = cosignNote(input.checkpoint, twin, 1_700_000_000);
  const verdict = verifyProofFile(makeProofFile({ ...input, checkpoint, vkey: twin.vkey }));
  expect(failing(verdict)).toEqual(['检查点签名']);
});

test('extra data, which nothing signs, is refused', () => {
  const stuffed = remade((content) => ({
    ...content,
    proof: String(content.proof).replace('\nindex', '\nextra AAAA\nindex'),
  }));
  expect(failing(verifyProofFile(stuffed))).toEqual(['条目在树中']);
});

test('a file is not made from a checkpoint the key did not sign', () => {
  const stranger = makeSigner('mingjing.test/stranger', new Uint8Array(32).fill(5));
  expect(() => makeProofFile({ ...input, vkey: stranger.vkey })).toThrow(
    expect.objectContaining({ code: 'note-unverified' }),
  );
});

test('a field name with control characters is not printed as it is', () => {
  const verdict = verifyProofFile(
    remade((content) => ({ ...content, disclosures: [makeDisclosure('AA', '\u001b[2J\u202e假', 1)] })),
  );
  expect(detailOf(verdict, '事实与披露一致')).not.toMatch(/\p{C}/u);
});

test.each([
  ['no bytes', ''],
  ['a newline', '\n'],
  ['null', 'null\n'],
  ['an empty object', '{}\n'],
  ['nesting without end', `${'['.repeat(200_000)}${']'.repeat(200_000)}\n`],
  ['a member too many', fromUtf8(remade((content) => ({ ...content, more: 1 }))) as string],
  [
    'disclosures that are no list',
    fromUtf8(remade((content) => ({ ...content, disclosures: {} }))) as string,
  ],
  [
    'a disclosure that is no text',
    fromUtf8(remade((content) => ({ ...content, disclosures: [1] }))) as string,
  ],
  ['no key', fromUtf8(remade(({ vkey: _, ...content }) => content)) as string],
])('%s gives a verdict on the file format', (_, text) => {
  const verdict = verifyProofFile(toUtf8(text));
  expect(verdict.ok).toBe(false);
  expect(verdict.checks.map(({ name }) => name)).toEqual(checkNames);
  expect(verdict.checks[0]).toMatchObject({ name: '文件格式', ok: false });
});

test('a file too large is not looked into', () => {
  expect(detailOf(verifyProofFile(new Uint8Array(16_000_001)), '文件格式')).toContain('文件过大');
});

test('any bytes give a verdict, never an exception', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      expect(verifyProofFile(bytes).ok).toBe(false);
    }),
  );
});

test('any values in the right members give a verdict, never an exception', () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.base64String(),
    fc.constantFrom('', '\n\n', '00', input.vkey),
  );
  const members = fc.record({
    format: fc.constant('mingjing-proof/v1'),
    fact: fc.uint8Array({ maxLength: 200 }).map(toBase64),
    disclosures: fc.array(odd, { maxLength: 3 }),
    entry: fc.constantFrom('', '00', toHex(leafEntry(fact.commitment))),
    vkey: odd,
    proof: odd.map((text) => `c2sp.org/tlog-proof@v1\nindex 0\n\n${text}`),
  });
  fc.assert(
    fc.property(members, (content) => {
      fc.pre([content.vkey, content.proof, ...content.disclosures].every((text) => text.isWellFormed()));
      const verdict = verifyProofFile(toUtf8(`${canonicalize(content)}\n`));
      expect(verdict.ok).toBe(false);
      expect(verdict.checks[0]?.ok).toBe(true);
    }),
    { numRuns: 300 },
  );
});

function placed(entry: Uint8Array, signer = log): ProofFileInput {
  const leaves = Array.from({ length: size }, (_, i) => leafHash(i === index ? entry : toUtf8(`fact ${i}`)));
  const { nodes, root } = appendLeaves([], 0, leaves);
  const hashes = inclusionProof(index, size, (level, at) => {
    return nodes.find((node) => node.level === level && node.index === at)?.hash as Uint8Array;
  });
  const checkpoint = signCheckpoint({ origin: signer.name, size, root }, [signer]);
  const disclosures = fact.disclosures.filter((disclosure) => readDisclosure(disclosure).name !== '身份证号');
  return { fact: fact.bytes, disclosures, vkey: signer.vkey, index, hashes, checkpoint };
}

function remade(change: (content: JsonObject) => JsonObject, from = file): Uint8Array {
  return toUtf8(`${canonicalize(change(JSON.parse(fromUtf8(from) as string)))}\n`);
}

function spliced(whole: Uint8Array, at: number, remove: number, ...add: number[]): Uint8Array {
  return Uint8Array.from([...whole].toSpliced(at, remove, ...add));
}

function failing(verdict: Verdict): string[] {
  return verdict.checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

function detailOf(verdict: Verdict, name: string): string {
  return verdict.checks.find((check) => check.name === name)?.detail ?? '';
}
