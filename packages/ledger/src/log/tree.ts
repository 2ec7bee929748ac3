import { VerificationError } from '../errors.ts';
import { HASH_LENGTH, sha256 } from '../hash.ts';

/** Names the hash of a complete subtree: `level` doublings above the leaves, `index`-th from the left. */
export type NodeId = { readonly level: number; readonly index: number };

/** A complete subtree with its hash. */
export type TreeNode = NodeId & { readonly hash: Uint8Array };

/** Looks up the hash of a complete subtree. */
export type GetNode = (level: number, index: number) => Uint8Array;

/** The right edge of a tree: the hashes of its complete subtrees, the largest first. */
export type Frontier = readonly Uint8Array[];

/** RFC 6962 hash of a leaf's data. */
export function leafHash(entry: Uint8Array): Uint8Array {
  return sha256(LEAF_PREFIX, entry);
}

/** RFC 6962 hash of an inner node. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(NODE_PREFIX, left, right);
}

/** The root of the tree over these leaf hashes. */
export function rootFromLeaves(leafHashes: readonly Uint8Array[]): Uint8Array {
  return appendLeaves([], 0, leafHashes).root;
}

/** The root of the tree whose right edge this is. */
export function rootFromFrontier(frontier: Frontier): Uint8Array {
  const last = frontier.at(-1);
  if (last === undefined) return sha256(new Uint8Array());
  return frontier.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** Extends a tree known only by its right edge; `nodes` are the complete subtrees that came into being, leaves included. */
export function appendLeaves(
  frontier: Frontier,
  size: number,
  leafHashes: readonly Uint8Array[],
): { size: number; frontier: Frontier; root: Uint8Array; nodes: TreeNode[] } {
  requireCount(size + leafHashes.length);
  if (frontier.length !== onesIn(requireCount(size))) throw new VerificationError('tree-range');
  [...frontier, ...leafHashes].forEach(requireHash);
  const edge = [...frontier];
  const nodes: TreeNode[] = [];
  leafHashes.forEach((leaf, i) => {
    let node: TreeNode = { level: 0, index: size + i, hash: leaf };
    nodes.push(node);
    while (node.index % 2 === 1) {
      const left = edge.pop() as Uint8Array;
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left, node.hash) };
      nodes.push(node);
    }
    edge.push(node.hash);
  });
  return { size: size + leafHashes.length, frontier: edge, root: rootFromFrontier(edge), nodes };
}

/** The proof that leaf `index` is in the tree of `size` leaves, from the leaf's sibling upwards. */
export function inclusionProof(index: number, size: number, getNode: GetNode): Uint8Array[] {
  return inclusionRanges(index, size).map((range) => hashRange(range, getNode));
}

/** The nodes `inclusionProof` will ask for, so that they can be fetched in one query. */
export function inclusionNodes(index: number, size: number): NodeId[] {
  return inclusionRanges(index, size).flatMap(completeNodes);
}

/** The proof that the tree of `newSize` leaves begins with the tree of `oldSize` (at least 1) leaves. */
export function consistencyProof(oldSize: number, newSize: number, getNode: GetNode): Uint8Array[] {
  requireSome(oldSize);
  return subtreeConsistencyProof(0, oldSize, newSize, getNode);
}

/** The nodes `consistencyProof` will ask for. */
export function consistencyNodes(oldSize: number, newSize: number): NodeId[] {
  requireSome(oldSize);
  return consistencyRanges(0, oldSize, newSize).flatMap(completeNodes);
}

/** The proof that the leaves from `start` to `end` of the tree of `size` leaves form the subtree with their own root. */
export function subtreeConsistencyProof(
  start: number,
  end: number,
  size: number,
  getNode: GetNode,
): Uint8Array[] {
  return consistencyRanges(start, end, size).map((range) => hashRange(range, getNode));
}

/** The hash over a range of leaves; the range begins at a multiple of its length rounded up to a power of two. */
export function hashRange(range: LeafRange, getNode: GetNode): Uint8Array {
  return rootFromFrontier(completeNodes(range).map(({ level, index }) => getNode(level, index)));
}

/** The complete subtrees, the largest first, that a range of leaves consists of. */
export function completeNodes(range: LeafRange): NodeId[] {
  const nodes: NodeId[] = [];
  let start = range.start;
  while (start < range.end) {
    let level = 0;
    let width = 1;
    while (start % (width * 2) === 0 && start + width * 2 <= range.end) {
      level++;
      width *= 2;
    }
    nodes.push({ level, index: start / width });
    start += width;
  }
  return nodes;
}

/** Leaves from `start` up to but not including `end`. */
export type LeafRange = { readonly start: number; readonly end: number };

/** The largest power of two below `size` (at least 2): where RFC 6962 splits a tree. */
export function splitPoint(size: number): number {
  if (size <= 0x40000000) return 1 << (31 - Math.clz32(size - 1));
  let power = 0x20000000;
  while (power * 2 < size) power *= 2;
  return power;
}

/** Whether the range may be called a subtree: empty, or starting at a multiple of its length rounded up to a power of two. */
export function isSubtree(start: number, end: number): boolean {
  const length = end - start;
  return length >= 0 && start % (length < 2 ? 1 : splitPoint(length) * 2) === 0;
}

/** Returns the value if it is a count of leaves we can handle exactly, and refuses it otherwise. */
export function requireCount(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new VerificationError('tree-range', String(value));
  return value;
}

/** Refuses an empty tree as the older one: it is consistent with every tree, so proving that says nothing. */
export function requireSome(oldSize: number): void {
  if (requireCount(oldSize) === 0) throw new VerificationError('tree-range', '0');
}

/** Refuses anything but a hash of 32 bytes. */
export function requireHash(hash: Uint8Array): void {
  if (hash.length !== HASH_LENGTH) throw new VerificationError('hash-malformed');
}

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);

function inclusionRanges(index: number, size: number): LeafRange[] {
  if (requireCount(index) >= requireCount(size))
    throw new VerificationError('tree-range', `${index} / ${size}`);
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    ranges.unshift(index < middle ? { start: middle, end } : { start, end: middle });
    [start, end] = index < middle ? [start, middle] : [middle, end];
  }
  return ranges;
}

function consistencyRanges(start: number, end: number, size: number): LeafRange[] {
  requireSubtree(start, end, size);
  if (start === end) return [];
  const ranges: LeafRange[] = [];
  let [low, high] = [0, size];
  let subtreeBegins = start;
  let rootIsKnown = true;
  while (low !== subtreeBegins || high !== end) {
    const middle = low + splitPoint(high - low);
    if (end <= middle) {
      ranges.unshift({ start: middle, end: high });
      high = middle;
    } else {
      ranges.unshift({ start: low, end: middle });
      if (subtreeBegins < middle) {
        rootIsKnown = false;
        subtreeBegins = middle;
      }
      low = middle;
    }
  }
  return rootIsKnown ? ranges : [{ start: low, end: high }, ...ranges];
}

/** Refuses a range that is no subtree of the tree of `size` leaves. */
export function requireSubtree(start: number, end: number, size: number): void {
  [start, end, size].forEach(requireCount);
  if (end > size || !isSubtree(start, end))
    throw new VerificationError('tree-range', `${start}–${end} / ${size}`);
}

function onesIn(value: number): number {
  return value.toString(2).replaceAll('0', '').length;
}
