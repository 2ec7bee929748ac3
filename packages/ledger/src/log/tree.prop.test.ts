import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex, toUtf8 } from '../encoding.ts';
import {
  appendLeaves,
  consistencyNodes,
  consistencyProof,
  type GetNode,
  inclusionNodes,
  inclusionProof,
  leafHash,
  type NodeId,
  rootFromLeaves,
  splitPoint,
} from './tree.ts';
import { verifyConsistency, verifyInclusion } from './tree-verify.ts';

const MOST = 300;
const leaves = Array.from({ length: MOST }, (_, i) => leafHash(toUtf8(`fact ${i}`)));
const nodes = new Map(
  appendLeaves([], 0, leaves).nodes.map((node) => [`${node.level}/${node.index}`, node.hash]),
);
const getNode: GetNode = (level, index) => nodes.get(`${level}/${index}`) as Uint8Array;

/** RFC 6962 section 2.1 word for word: MTH over the leaf hashes. */
function naiveRoot(hashes: readonly Uint8Array[]): Uint8Array {
  const digest = createHash('sha256');
  if (hashes.length === 0) return new Uint8Array(digest.digest());
  if (hashes.length === 1) return hashes[0] as Uint8Array;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  const halves = [naiveRoot(hashes.slice(0, split)), naiveRoot(hashes.slice(split))];
  return new Uint8Array(digest.update(Uint8Array.of(1)).update(Buffer.concat(halves)).digest());
}

const size = fc.integer({ min: 1, max: MOST });
const sizeAndIndex = size.chain((n) => fc.tuple(fc.constant(n), fc.integer({ min: 0, max: n - 1 })));
const twoSizes = size.chain((n) => fc.tuple(fc.integer({ min: 1, max: n }), fc.constant(n)));
const root = (n: number) => rootFromLeaves(leaves.slice(0, n));

test('RFC 6962: the root of no leaves is the hash of nothing', () => {
  expect(toHex(rootFromLeaves([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
});

test('RFC 6962: roots of every size up to 300 equal the definition', () => {
  for (let n = 0; n <= MOST; n++) expect(root(n)).toEqual(naiveRoot(leaves.slice(0, n)));
});

test('leaves added in any batches give the same tree and the same nodes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 7 }), (batches) => {
      let tree = appendLeaves([], 0, []);
      const made: string[] = [];
      for (const batch of batches) {
        tree = appendLeaves(tree.frontier, tree.size, leaves.slice(tree.size, tree.size + batch));
        made.push(...tree.nodes.map((node) => `${node.level}/${node.index}=${toHex(node.hash)}`));
      }
      const whole = appendLeaves([], 0, leaves.slice(0, tree.size));
      expect(tree.root).toEqual(whole.root);
      expect(tree.frontier).toEqual(whole.frontier);
      expect(made).toEqual(whole.nodes.map((node) => `${node.level}/${node.index}=${toHex(node.hash)}`));
    }),
  );
});

test('every leaf of every size has a proof that holds, and asks only for the nodes announced', () => {
  fc.assert(
    fc.property(sizeAndIndex, ([n, index]) => {
      const asked: NodeId[] = [];
      const proof = inclusionProof(index, n, (level, at) => {
        asked.push({ level, index: at });
        return getNode(level, at);
      });
      expect(asked).toEqual(inclusionNodes(index, n));
      verifyInclusion(index, n, leaves[index] as Uint8Array, proof, root(n));
    }),
  );
});

test('every earlier size is proven to be the beginning of the later', () => {
  fc.assert(
    fc.property(twoSizes, ([before, after]) => {
      const asked: NodeId[] = [];
      const proof = consistencyProof(before, after, (level, at) => {
        asked.push({ level, index: at });
        return getNode(level, at);
      });
      expect(asked).toEqual(consistencyNodes(before, after));
      verifyConsistency(before, after, root(before), root(after), proof);
    }),
  );
});

test('an inclusion proof with any bit, hash, index or size changed is refused', () => {
  const alteration = fc.constantFrom('bit', 'drop', 'add', 'index', 'size', 'leaf', 'root');
  fc.assert(
    fc.property(sizeAndIndex, alteration, fc.nat(), fc.nat({ max: 255 }), ([n, index], kind, place, bit) => {
      const proof = inclusionProof(index, n, getNode);
      const claim = { index, n, leaf: leaves[index] as Uint8Array, proof, root: root(n) };
      const at = place % Math.max(1, proof.length);
      if (kind === 'bit') claim.proof = proof.map((hash, i) => (i === at ? flip(hash, bit) : hash));
      if (kind === 'drop') claim.proof = proof.filter((_, i) => i !== at);
      if (kind === 'add') claim.proof = proof.toSpliced(at, 0, leaves[place % MOST] as Uint8Array);
      if (kind === 'index') claim.index = place % n;
      if (kind === 'leaf') claim.leaf = flip(claim.leaf, bit);
      if (kind === 'root') claim.root = flip(claim.root, bit);
      if (kind === 'size') claim.n = 1 + (place % MOST);
      fc.pre(!(kind === 'index' && claim.index === index));
      fc.pre(!((kind === 'bit' || kind === 'drop') && proof.length === 0));
      fc.pre(!(kind === 'size' && hasSamePath(index, n, claim.n)));
      expect(() => verifyInclusion(claim.index, claim.n, claim.leaf, claim.proof, claim.root)).toThrow(
        expect.objectContaining({ name: 'VerificationError' }),
      );
    }),
    { numRuns: 1000 },
  );
});

test('a consistency proof with any bit, hash or size changed is refused', () => {
  const alteration = fc.constantFrom('bit', 'drop', 'add', 'old', 'oldRoot', 'newRoot', 'swap');
  fc.assert(
    fc.property(twoSizes, alteration, fc.nat(), fc.nat({ max: 255 }), ([before, after], kind, place, bit) => {
      fc.pre(before < after);
      const proof = consistencyProof(before, after, getNode);
      const claim = { before, proof, oldRoot: root(before), newRoot: root(after) };
      const at = place % proof.length;
      if (kind === 'bit') claim.proof = proof.map((hash, i) => (i === at ? flip(hash, bit) : hash));
      if (kind === 'drop') claim.proof = proof.filter((_, i) => i !== at);
      if (kind === 'add') claim.proof = proof.toSpliced(at, 0, leaves[place % MOST] as Uint8Array);
      if (kind === 'old') claim.before = 1 + (place % after);
      if (kind === 'oldRoot') claim.oldRoot = flip(claim.oldRoot, bit);
      if (kind === 'newRoot') claim.newRoot = flip(claim.newRoot, bit);
      if (kind === 'swap') [claim.oldRoot, claim.newRoot] = [claim.newRoot, claim.oldRoot];
      fc.pre(claim.before !== before || kind !== 'old');
      expect(() => verifyConsistency(claim.before, after, claim.oldRoot, claim.newRoot, claim.proof)).toThrow(
        expect.objectContaining({ name: 'VerificationError' }),
      );
    }),
    { numRuns: 1000 },
  );
});

test('the traps: an empty older tree and hashes that are not 32 bytes are refused', () => {
  const empty = root(0);
  const junk = toUtf8('junk');
  const none = new Uint8Array();
  const refused = expect.objectContaining({ name: 'VerificationError' });
  expect(() => verifyConsistency(0, 0, empty, empty, [])).toThrow(refused);
  expect(() => verifyConsistency(0, 0, junk, junk, [])).toThrow(refused);
  expect(() => verifyConsistency(0, 1, empty, root(1), [])).toThrow(refused);
  expect(() => verifyConsistency(0, 1, empty, root(1), [root(1)])).toThrow(refused);
  expect(() => verifyConsistency(1, 1, none, none, [])).toThrow('32 字节');
  expect(() => verifyInclusion(0, 1, none, [], none)).toThrow('32 字节');
  expect(() => consistencyProof(0, 3, getNode)).toThrow(refused);
});

test.each([
  [-1, 3],
  [3, 3],
  [0.5, 3],
  [Number.NaN, 3],
  [2 ** 53, 2 ** 54],
  [0, Number.POSITIVE_INFINITY],
])('leaf %d of %d is no place in a tree', (index, n) => {
  const refused = expect.objectContaining({ code: 'tree-range' });
  expect(() => inclusionProof(index, n, getNode)).toThrow(refused);
  expect(() => verifyInclusion(index, n, root(1), [], root(1))).toThrow(refused);
});

test('a right edge that does not fit the size is refused', () => {
  expect(() => appendLeaves([], 1, [])).toThrow(expect.objectContaining({ code: 'tree-range' }));
  expect(() => appendLeaves([], 0, [toUtf8('short')])).toThrow('32 字节');
});

test('trees split at the largest power of two below their size, also beyond 32 bits', () => {
  expect([2, 3, 4, 5, 8, 9, 70_000].map(splitPoint)).toEqual([1, 2, 2, 4, 4, 8, 65_536]);
  for (let power = 1; power < 52; power++) {
    expect(splitPoint(2 ** power)).toBe(2 ** (power - 1));
    expect(splitPoint(2 ** power + 1)).toBe(2 ** power);
  }
});

function flip(hash: Uint8Array, bit: number): Uint8Array {
  const copy = hash.slice();
  copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
  return copy;
}

/** A leaf far from the right edge has the same path in trees of several sizes; there the root alone tells them apart. */
function hasSamePath(index: number, a: number, b: number): boolean {
  return pathOf(index, a) === pathOf(index, b);
}

function pathOf(index: number, n: number): string {
  if (n <= 1) return index < n ? '' : 'outside';
  const split = splitPoint(n);
  return index < split ? `${pathOf(index, split)}L` : `${pathOf(index - split, n - split)}R`;
}
