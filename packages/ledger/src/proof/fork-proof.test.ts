import { expect, test } from 'vitest';
import { toUtf8 } from '../encoding.ts';
import { signCheckpoint } from '../log/checkpoint.ts';
import { cosignNote } from '../log/note.ts';
import { consistencyProof, leafHash, rootFromLeaves } from '../log/tree.ts';
import { makeSigner } from '../log/vkey.ts';
import { type ForkProof, makeForkProof, verifyForkProof } from './fork-proof.ts';

const log = makeSigner('mingjing.test/wenshang', new Uint8Array(32).fill(1));
const witness = makeSigner('witness.test', new Uint8Array(32).fill(2), 'cosignature');
const leavesOf = (mark: string) =>
  Array.from({ length: 20 }, (_, i) => leafHash(toUtf8(i < 3 ? `${i}` : mark + i)));
const rootOf = (leaves: readonly Uint8Array[], size: number) => rootFromLeaves(leaves.slice(0, size));
const ours = leavesOf('ours');
const theirs = leavesOf('theirs');
const noteOf = (leaves: readonly Uint8Array[], size: number, signer = log) =>
  signCheckpoint({ origin: signer.name, size, root: rootOf(leaves, size) }, [signer]);
const proofOf = (old: number, size: number) =>
  old === size
    ? []
    : consistencyProof(old, size, (level, i) =>
        rootFromLeaves(ours.slice(i * 2 ** level, (i + 1) * 2 ** level)),
      );
const fork = (old: number, size: number, leaves = theirs): ForkProof => ({
  vkey: log.vkey,
  smaller: noteOf(leaves, old),
  larger: noteOf(ours, size),
  root: rootOf(ours, old),
  proof: proofOf(old, size),
});

test.each([
  [12, 12],
  [5, 17],
  [8, 16],
])('two heads of one key that contradict each other prove it: %i and %i', (old, size) => {
  expect(verifyForkProof(makeForkProof(fork(old, size)))).toEqual({ origin: log.name, size: old });
});

test('heads of one history prove nothing, whatever root is claimed', () => {
  expect(() => makeForkProof(fork(5, 17, ours))).toThrow('并不构成矛盾');
  expect(() => makeForkProof(fork(3, 17))).toThrow('并不构成矛盾');
  expect(() => makeForkProof({ ...fork(5, 17, ours), root: rootOf(theirs, 5) })).toThrow();
  expect(() => makeForkProof({ ...fork(5, 17), proof: proofOf(6, 17) })).toThrow();
});

test('what another key signed is no proof against this one', () => {
  const twin = makeSigner(log.name, new Uint8Array(32).fill(7));
  expect(() => makeForkProof({ ...fork(5, 17), smaller: noteOf(theirs, 5, twin) })).toThrow('已知的公钥');
});

test('of cosigned heads the log’s own line suffices', () => {
  const cosigned = cosignNote(noteOf(theirs, 5), witness, 1_700_000_000);
  expect(makeForkProof({ ...fork(5, 17), smaller: cosigned })).toEqual(makeForkProof(fork(5, 17)));
});

test('every byte changed, taken out or doubled makes the file fail', () => {
  const file = makeForkProof(fork(5, 17));
  for (let at = 0; at < file.length; at++) {
    const byte = file[at] as number;
    for (const put of [[byte ^ 1], [byte ^ 0x20], [], [byte, byte]])
      expect(() => verifyForkProof(Uint8Array.from([...file].toSpliced(at, 1, ...put))), `${at}`).toThrow();
  }
});
