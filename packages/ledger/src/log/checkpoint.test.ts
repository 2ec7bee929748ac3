import { expect, test } from 'vitest';
import { toBase64, toUtf8 } from '../encoding.ts';
import { formatCheckpoint, openCheckpoint, parseCheckpoint, signCheckpoint } from './checkpoint.ts';
import { cosignNote, signNote } from './note.ts';
import { formatTlogProof, parseTlogProof } from './tlog-proof.ts';
import { leafHash, rootFromLeaves } from './tree.ts';
import { makeSigner } from './vkey.ts';

const log = makeSigner('mingjing.test/370830', new Uint8Array(32).fill(1));
const witness = makeSigner('mingjing.test/witness', new Uint8Array(32).fill(3), 'cosignature');
const root = leafHash(toUtf8('一'));
const checkpoint = { origin: log.name, size: 1, root };
const note = signCheckpoint(checkpoint, [log]);
const code = (value: string) => expect.objectContaining({ code: value });

test('tlog-checkpoint: origin, size and root stand on three lines', () => {
  expect(formatCheckpoint(checkpoint)).toBe(`${log.name}\n1\n${toBase64(root)}\n`);
  expect(parseCheckpoint(formatCheckpoint({ ...checkpoint, extensions: ['a'] })).extensions).toEqual(['a']);
});

test('a signed checkpoint opens with the log’s key and names the witnesses whose cosignatures hold', () => {
  const cosigned = cosignNote(note, witness, 1_700_000_000);
  const opened = openCheckpoint(cosigned, log, [witness]);
  expect(opened.checkpoint).toEqual(checkpoint);
  expect(opened.cosignatures.map(({ verifier, time }) => [verifier.name, time])).toEqual([
    [witness.name, 1_700_000_000],
  ]);
  expect(openCheckpoint(cosigned, log).unverified).toHaveLength(1);
});

test('a cosignature alone does not stand for the log’s signature', () => {
  const onlyCosigned = cosignNote(note, witness, 1).replace(/— mingjing.test\/370830 .*\n/, '');
  expect(() => openCheckpoint(onlyCosigned, log, [witness])).toThrow(code('note-unverified'));
});

test('a log cannot sign the checkpoint of another origin, and one so signed is refused', () => {
  const foreign = { ...checkpoint, origin: 'mingjing.test/370831' };
  expect(() => signCheckpoint(foreign, [log])).toThrow(code('checkpoint-origin'));
  expect(() => openCheckpoint(signNote(formatCheckpoint(foreign), [log]), log)).toThrow(
    code('checkpoint-origin'),
  );
});

test.each([
  ['no newline at the end', `o\n1\n${toBase64(root)}`],
  ['no origin', `\n1\n${toBase64(root)}\n`],
  ['a leading zero', `o\n01\n${toBase64(root)}\n`],
  ['a negative size', `o\n-1\n${toBase64(root)}\n`],
  ['a size beyond exactness', `o\n9007199254740993\n${toBase64(root)}\n`],
  ['a short root', 'o\n1\nAAAA\n'],
  ['an empty extension line', `o\n1\n${toBase64(root)}\n\n`],
  ['no root', 'o\n1\n'],
  ['an empty tree with a root of its own', `o\n0\n${toBase64(root)}\n`],
])('a checkpoint with %s is refused', (_, text) => {
  expect(() => parseCheckpoint(text)).toThrow(code('checkpoint-malformed'));
});

test('the empty tree has its one root', () => {
  expect(parseCheckpoint(`o\n0\n${toBase64(rootFromLeaves([]))}\n`).size).toBe(0);
});

test('tlog-proof: a proof reads back, with and without extra data', () => {
  const proof = { index: 5, hashes: [root, root], checkpoint: note };
  expect(parseTlogProof(formatTlogProof(proof))).toEqual(proof);
  const withExtra = { ...proof, extra: toUtf8('附') };
  expect(parseTlogProof(formatTlogProof(withExtra))).toEqual(withExtra);
});

const head = 'c2sp.org/tlog-proof@v1';
test.each([
  ['another first line', `c2sp.org/tlog-proof@v2\nindex 0\n\n${note}`],
  ['no blank line', `${head}\nindex 0\n`],
  ['no index', `${head}\n${toBase64(root)}\n\n${note}`],
  ['a negative index', `${head}\nindex -5\n\n${note}`],
  ['an index with a leading zero', `${head}\nindex 05\n\n${note}`],
  ['a short hash', `${head}\nindex 0\nAAAA\n\n${note}`],
  ['extra data that is no base64', `${head}\nextra !\nindex 0\n\n${note}`],
  ['extra data behind the index', `${head}\nindex 0\nextra AAAA\n\n${note}`],
  ['64 hashes', `${head}\nindex 0\n${`${toBase64(root)}\n`.repeat(64)}\n${note}`],
])('a proof text with %s is refused', (_, text) => {
  expect(() => parseTlogProof(text)).toThrow(code('proof-malformed'));
});
