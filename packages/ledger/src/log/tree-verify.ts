import { equalBytes } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import {
  nodeHash,
  requireCount,
  requireHash,
  requireSome,
  requireSubtree,
  rootFromFrontier,
  splitPoint,
} from './tree.ts';

/** Refuses unless the proof leads from the leaf at `index` to the root of the tree of `size` leaves. */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): void {
  if (requireCount(index) >= requireCount(size))
    throw new VerificationError('tree-range', `${index} / ${size}`);
  [leaf, root, ...proof].forEach(requireHash);
  const path = pathOf(proof);
  const climb = (at: number, width: number): Uint8Array => {
    if (width === 1) return leaf;
    const split = splitPoint(width);
    if (at < split) return nodeHash(climb(at, split), path.next());
    const right = climb(at - split, width - split);
    return nodeHash(path.next(), right);
  };
  requireSame(climb(index, size), root, path);
}

/** Refuses unless the leaf at `index` is proven to lie in the subtree from `start` to `end` with that root. */
export function verifySubtreeInclusion(
  index: number,
  start: number,
  end: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): void {
  requireSubtree(start, end, end);
  if (requireCount(index) < start) throw new VerificationError('tree-range', `${index} / ${start}–${end}`);
  verifyInclusion(index - start, end - start, leaf, proof, root);
}

/** Refuses unless the tree of `newSize` leaves is proven to begin with the tree of `oldSize` (at least 1) leaves. */
export function verifyConsistency(
  oldSize: number,
  newSize: number,
  oldRoot: Uint8Array,
  newRoot: Uint8Array,
  proof: readonly Uint8Array[],
): void {
  requireSome(oldSize);
  verifySubtreeConsistency(0, oldSize, newSize, oldRoot, newRoot, proof);
}

/** Refuses unless the subtree from `start` to `end` is proven to be part of the tree of `size` leaves. */
export function verifySubtreeConsistency(
  start: number,
  end: number,
  size: number,
  subtreeRoot: Uint8Array,
  root: Uint8Array,
  proof: readonly Uint8Array[],
): void {
  requireSubtree(start, end, size);
  [subtreeRoot, root, ...proof].forEach(requireHash);
  const path = pathOf(proof);
  const climb = (from: number, to: number, width: number, rootIsKnown: boolean): Pair => {
    if (from === 0 && to === width) {
      const known = rootIsKnown ? subtreeRoot : path.next();
      return { old: known, whole: known };
    }
    const split = splitPoint(width);
    if (to <= split) {
      const left = climb(from, to, split, rootIsKnown);
      return { old: left.old, whole: nodeHash(left.whole, path.next()) };
    }
    if (from >= split) {
      const right = climb(from - split, to - split, width - split, rootIsKnown);
      return { old: right.old, whole: nodeHash(path.next(), right.whole) };
    }
    const right = climb(0, to - split, width - split, false);
    const left = path.next();
    return { old: nodeHash(left, right.old), whole: nodeHash(left, right.whole) };
  };
  if (start === end) {
    requireSame(rootFromFrontier([]), subtreeRoot, path);
    return;
  }
  const { old, whole } = climb(start, end, size, true);
  if (!equalBytes(old, subtreeRoot)) throw new VerificationError('proof-root-mismatch');
  requireSame(whole, root, path);
}

type Pair = { readonly old: Uint8Array; readonly whole: Uint8Array };
type Path = { readonly next: () => Uint8Array; readonly isUsedUp: () => boolean };

function pathOf(proof: readonly Uint8Array[]): Path {
  let used = 0;
  return {
    next: () => {
      const hash = proof[used++];
      if (hash === undefined) throw new VerificationError('proof-length');
      return hash;
    },
    isUsedUp: () => used === proof.length,
  };
}

function requireSame(computed: Uint8Array, root: Uint8Array, path: Path): void {
  if (!path.isUsedUp()) throw new VerificationError('proof-length');
  if (!equalBytes(computed, root)) throw new VerificationError('proof-root-mismatch');
}
