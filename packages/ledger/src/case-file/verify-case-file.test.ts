import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { concatBytes, fromUtf8, toUtf8 } from '../encoding.ts';
import { canonicalize } from '../fact/canonical-json.ts';
import { readExpectedKeys } from '../log/expected-keys.ts';
import { keepSignature } from '../log/note.ts';
import { makeSigner, parseVkey } from '../log/vkey.ts';
import { verifyProofFile } from '../proof/verify-proof-file.ts';
import {
  packZip,
  type SampleChanges,
  sampleCaseFiles,
  sampleLog,
  sampleWitness,
} from '../testing/sample-case-file.ts';
import { heldBytes } from '../zip/byte-source.ts';
import { describeVerdict } from './describe-verdict.ts';
import type { CaseFileVerdict } from './verdict.ts';
import { verifyCaseFile } from './verify-case-file.ts';

const whole = sampleCaseFiles();

test('a case file as it was exported holds in all eight things', async () => {
  const verdict = await judged(whole);
  expect(verdict.problems).toEqual([]);
  expect(failing(verdict)).toEqual([]);
  expect(verdict).toMatchObject({ ok: true, isAsExported: true, title: '样本案' });
  expect(verdict.facts.map(({ version, ok, logIndex }) => [version, ok, logIndex])).toEqual([
    [1, true, 3],
    [2, true, 4],
    [3, true, 5],
  ]);
  expect(verdict.files.map(({ kind, ok, fact }) => [kind, ok, fact])).toEqual([
    ['document', true, 3],
    ['original', true, 2],
  ]);
  expect(verdict.witnesses.map(({ name, time }) => [name, time])).toEqual([
    [sampleWitness.name, 1_790_000_000],
  ]);
});

test('every file changed in one byte is named', async () => {
  for (const [path, bytes] of whole) {
    const changed = bytes.slice();
    changed[changed.length >> 1] = (changed[changed.length >> 1] as number) ^ 1;
    const alone = await judged(new Map([...whole, [path, changed]]));
    expect(alone.ok, path).toBe(false);
    expect(
      alone.problems.some((problem) => `${problem.path} ${problem.sentence}`.includes(path)),
      path,
    ).toBe(true);
  }
});

const unproven = ['data/metadata.json', '说明.html'];
const payload = [...whole.keys()].filter((path) => !/manifest|bag|说明/.test(path));

test.each(payload.filter((path) => !unproven.includes(path)))(
  'a forger who changes %s and makes all manifests anew is found by the log',
  async (path) => {
    const changed = (whole.get(path) as Uint8Array).slice();
    changed[changed.length - 20] = (changed[changed.length - 20] as number) ^ 1;
    const verdict = await sample({ files: { [path]: changed } });
    expect(verdict.ok).toBe(false);
    expect(failing(verdict)).not.toContain('文件清单');
  },
);

test.each([
  ['a fact in between', 'data/facts/0002.json', '缺第 2 项事实'],
  ['the last fact', 'data/facts/0003.json', '导出时记到第 3 项，包里只到第 2 项：缺第 3 项'],
  ['the export’s own fact', 'data/export.json', '没有入链的导出登记'],
  ['a proof', 'proofs/0001.tlog-proof', '没有证明文件'],
  ['an original', [...whole.keys()].find((path) => path.startsWith('data/originals/')) ?? '', '原件不在包里'],
  ['a document', [...whole.keys()].find((path) => path.startsWith('data/documents/')) ?? '', '文书不在包里'],
])('%s that was taken out is missing', async (_, path, sentence) => {
  const verdict = await sample({ files: { [path]: undefined } });
  expect(verdict.problems.map((problem) => problem.sentence).join('\n')).toContain(sentence);
  expect(verdict.ok).toBe(false);
});

test.each([
  [`data/documents/${'0'.repeat(64)}.pdf`, '内容与事实所记的摘要不一致'],
  ['data/extra.txt', '卷宗里不应有这个文件'],
  ['extra.html', '卷宗里不应有这个文件'],
])('a file that was put in (%s) is named', async (path, sentence) => {
  const verdict = await sample({ files: { [path]: toUtf8('x') } });
  expect(verdict.problems).toContainEqual({ path, sentence });
});

test('a document that no fact states is not taken for one of the case', async () => {
  const bytes = toUtf8('%PDF forged');
  const path = `data/documents/${createHash('sha256').update(bytes).digest('hex')}.pdf`;
  const verdict = await sample({ files: { [path]: bytes } });
  expect(verdict.problems).toEqual([{ path, sentence: '没有一项事实记有这个文件' }]);
});

test('a publication proven under a head of the same key that no witness signed is not believed', async () => {
  const path = 'data/publications/1a-0002.json';
  const { witnesses: _, ...proven } = JSON.parse(fromUtf8(whole.get(path) as Uint8Array) ?? '') as {
    witnesses: unknown;
    proof: string;
  };
  const [head = '', note = ''] = proven.proof.split('\n\nmingjing.test');
  const alone = keepSignature(`mingjing.test${note}`, parseVkey(sampleLog.vkey));
  const file = toUtf8(`${canonicalize({ ...proven, proof: `${head}\n\n${alone}` })}\n`);
  expect(verifyProofFile(file).ok).toBe(true);
  const verdict = await sample({ files: { [path]: file } });
  expect(verdict.ok).toBe(false);
  expect(verdict.problems).toContainEqual({ path, sentence: '所附检查点不是卷宗的检查点' });
});

test('what was erased by law is withheld on a ground that the log itself states', async () => {
  const verdict = await sample({ erased: true });
  expect(verdict.problems).toEqual([]);
  expect(verdict.ok).toBe(true);
  expect(verdict.facts[0]?.withheld).toEqual([
    { name: 'party', ground: '依法删除（第 4 项）：个人信息保护法第四十七条', isProven: true },
  ]);
  expect(verdict.absent.map(({ kind, fact, isProven }) => [kind, fact, isProven])).toEqual([
    ['original', 2, true],
    ['document', 3, true],
  ]);
});

describe('a forger who makes all manifests anew', () => {
  test('cannot leave out a value and give a ground of their own', async () => {
    const [path, fact] = factWithout('data/facts/0001.json');
    const verdict = await sample({ files: { [path]: fact } });
    expect(verdict.ok).toBe(false);
    expect(failing(verdict)).toEqual(['齐全']);
    expect(verdict.problems).toContainEqual({
      path,
      sentence: '没有披露“party”，也没有一项事实命令删除它',
    });
  });

  test('cannot leave out a value of a publication', async () => {
    const path = 'data/publications/1a-0001.json';
    const proof = JSON.parse(fromUtf8(whole.get(path) as Uint8Array) ?? '') as { disclosures: string[] };
    const file = toUtf8(`${canonicalize({ ...proof, disclosures: [] })}\n`);
    expect(verifyProofFile(file).ok).toBe(true);
    const verdict = await sample({ files: { [path]: file } });
    expect(verdict.ok).toBe(false);
    expect(verdict.problems).toContainEqual({
      path,
      sentence: '没有披露“fields”，也没有一项事实命令删除它',
    });
  });

  test('cannot have the verdict repeat what they call the case, its facts and its files', async () => {
    const metadata = (fromUtf8(whole.get('data/metadata.json') as Uint8Array) ?? '')
      .replaceAll('样本案', '某某无罪案')
      .replaceAll('"label":"样本"', '"label":"撤销案件"');
    const verdict = await sample({ files: { 'data/metadata.json': toUtf8(metadata) } });
    const said = describeVerdict(verdict);
    expect(verdict.ok).toBe(true);
    expect(said.at(-1)).toContain('核验成立：本案的 3 项事实');
    expect(said.at(-1)).not.toContain('无罪');
    expect(verdict.facts.map(({ label }) => label)).toEqual(['立案', '补入记录', '制作文书']);
    expect(verdict.remarks.join()).toContain('“某某无罪案”');
    expect(verdict.remarks.join()).toContain('不由日志证明');
    expect(verdict.files.map(({ title }) => title)).toEqual(['行政处罚决定书 汶交罚〔2026〕3号', '现场.jpg']);
  });
});

test('a decision that was taken back later is said so, beside proofs that hold', async () => {
  const verdict = await sample({ revoked: true });
  expect(verdict.ok).toBe(true);
  expect(verdict.remarks).toContain('本案的决定已于 2026-11-20 被某市人民政府撤销（第 4 项事实）。');
});

describe('a time stamp in the bag', () => {
  const note = whole.get('checkpoint') ?? new Uint8Array();
  const token = concatBytes(
    toUtf8('token of an authority over '),
    createHash('sha256').update(note).digest(),
  );
  const stamped = (
    changes: {
      readonly token?: Uint8Array;
      readonly checkpoint?: Uint8Array;
      readonly consistency?: string;
    } = {},
    size = 11,
  ) =>
    sample({
      files: {
        [`timestamps/${size}.tsr`]: changes.token ?? token,
        [`timestamps/${size}.checkpoint`]: changes.checkpoint ?? note,
        [`timestamps/${size}.consistency`]: toUtf8(changes.consistency ?? ''),
      },
    });

  test('over the bag’s own head is told, and whose signature is not verified here', async () => {
    const verdict = await stamped();
    expect(verdict).toMatchObject({ ok: true, problems: [] });
    expect(verdict.remarks.join()).toContain('所盖的是前 11 条的检查点');
  });

  test.each([
    ['a token over something else', { token: toUtf8('token over nothing') }, 11],
    ['no token', { token: new Uint8Array() }, 11],
    ['a head that nobody signed', { checkpoint: toUtf8('mingjing.test/370830\n11\nAAAA\n\n— x y\n') }, 11],
    ['a head of another size than its name says', {}, 10],
    ['a head of a log that is not the bag’s', { checkpoint: toUtf8('other\n') }, 11],
    ['a proof where none belongs', { consistency: 'AAAA\n' }, 11],
    ['a proof that is no text of hashes', { consistency: '\u0000\n' }, 11],
  ] as const)('%s does not hold, and is named', async (_, changes, size) => {
    const verdict = await stamped(changes, size);
    expect(verdict.ok).toBe(false);
    expect(failing(verdict)).toContain('入链证明');
    expect(verdict.problems.map(({ path }) => path)).toContain(`timestamps/${size}.tsr`);
  });

  test('without its head or its proof is no time stamp', async () => {
    const verdict = await sample({ files: { 'timestamps/11.tsr': token } });
    expect(verdict.ok).toBe(false);
  });
});

test('a key that comes with the bag is said to be self-attested; one known from elsewhere is compared', async () => {
  expect(detail(await judged(whole), '检查点签名')).toContain('是自称的');
  const known = readExpectedKeys(`本机关公钥：${sampleLog.vkey}，见上。`);
  const verdict = await judged(whole, known);
  expect(detail(verdict, '检查点签名')).toContain('与您另行取得的一致');
  expect(verdict.signers[0]?.isExpected).toBe(true);
  const fingerprint = readExpectedKeys(verdict.signers[0]?.fingerprint ?? '');
  expect((await judged(whole, fingerprint)).ok).toBe(true);
  const other = readExpectedKeys(makeSigner(sampleLog.name, new Uint8Array(32).fill(9)).vkey);
  expect(failing(await judged(whole, other))).toEqual(['检查点签名']);
});

test('a bag whose log was signed anew by another key holds in itself and fails by the key', async () => {
  const forged = makeSigner(sampleLog.name, new Uint8Array(32).fill(8));
  const policy = toUtf8(`log ${forged.vkey}\nquorum none\n`);
  expect(failing(await sample({ files: { 'policy.txt': policy } }))).toContain('检查点签名');
});

test('where the witnesses that were agreed have not signed, it says so', async () => {
  const other = makeSigner('other.test', new Uint8Array(32).fill(7), 'cosignature');
  const both = `log ${sampleLog.vkey}\nwitness justice ${sampleWitness.vkey}\nwitness city ${other.vkey}\n`;
  const policy = toUtf8(`${both}group all all justice city\nquorum all\n`);
  const verdict = await sample({ files: { 'policy.txt': policy } });
  expect(failing(verdict)).toEqual(['见证联署']);
  expect(detail(verdict, '见证联署')).toContain('没有签够');
});

test('files in another order or with other dates hold one by one, and the zip is said to be packed anew', async () => {
  const reversed = await judged(new Map([...whole].reverse()));
  expect(reversed).toMatchObject({ ok: true, isAsExported: true });
  const zip = packZip(whole);
  zip[10] = 1;
  const dated = await verifyCaseFile(heldBytes(zip));
  expect(dated).toMatchObject({ ok: true, isAsExported: false });
  expect(dated.remarks.join()).toContain('重新打包');
});

function sample(changes: SampleChanges): Promise<CaseFileVerdict> {
  return judged(sampleCaseFiles(changes));
}

function judged(
  files: ReadonlyMap<string, Uint8Array>,
  expected = readExpectedKeys(''),
): Promise<CaseFileVerdict> {
  return verifyCaseFile(heldBytes(packZip(files)), { expected });
}

function failing({ checks }: CaseFileVerdict): string[] {
  return checks.filter(({ ok }) => !ok).map(({ name }) => name);
}

function detail({ checks }: CaseFileVerdict, wanted: string): string {
  return checks.find(({ name }) => name === wanted)?.detail ?? '';
}

/** A fact's file without its disclosures, under a ground that somebody made up. */
function factWithout(path: string): [string, Uint8Array] {
  const file = JSON.parse(fromUtf8(whole.get(path) as Uint8Array) ?? '') as { fact: { sealed: object } };
  const withheld = Object.keys(file.fact.sealed).map((name) => ({ name, ground: '依法删除（第 9 项）' }));
  return [path, toUtf8(`${canonicalize({ ...file, disclosures: [], withheld } as never)}\n`)];
}
