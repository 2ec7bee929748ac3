import { createHash } from 'node:crypto';
import { toBase64, toHex, toUtf8 } from '../encoding.ts';
import {
  appendLeaves,
  consistencyProof,
  type GetNode,
  hashRange,
  inclusionProof,
  isSubtree,
  leafHash,
  rootFromLeaves,
  subtreeConsistencyProof,
} from '../log/tree.ts';
import {
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from '../log/tree-verify.ts';
import { bytesOf, type Run, type Tally } from './run.ts';

type Probe = {
  file: string;
  wantErr: boolean;
  proof: string[] | null;
  root?: string;
  root1?: string;
  root2?: string;
  leafHash?: string;
};
type InclusionProbe = Probe & { leafIdx: number; treeSize: number; root: string; leafHash: string };
type ConsistencyProbe = Probe & { size1: number; size2: number; root1: string; root2: string };
type Subtree = { start: number; end: number; size: number };
type ReferenceVectors = {
  leafInputs: string[];
  nodeHashesByLevel: string[][];
  emptyRoot: string;
  rootsBySize: string[];
};
type RootVectors = { emptyRoot: string; roots: { size: number; root: string }[] };
type InclusionVectors = {
  cases: { index: number; size: number; leafHash: string; proof: string[]; root: string }[];
};
type ConsistencyVectors = {
  cases: { size1: number; size2: number; proof: string[]; root1: string; root2: string }[];
};
type AccumulatedVectors = Record<
  'subtreeHash' | 'subtreeInclusion' | 'subtreeConsistency',
  { sha256: string }
>;

/** The vector files about the tree itself. */
export const merkleRuns: Readonly<Record<string, Run>> = {
  'merkle-reference-tree.json': referenceTree,
  'merkle-inclusion.json': probes((c: InclusionProbe, proof) =>
    verifyInclusion(c.leafIdx, c.treeSize, bytesOf(c.leafHash), proof, bytesOf(c.root)),
  ),
  'merkle-consistency.json': probes((c: ConsistencyProbe, proof) =>
    verifyConsistency(c.size1, c.size2, bytesOf(c.root1), bytesOf(c.root2), proof),
  ),
  'merkle-subtreeinclusion.json': probes((c: InclusionProbe & Subtree, proof) =>
    verifySubtreeInclusion(c.leafIdx, c.start, c.end, bytesOf(c.leafHash), proof, bytesOf(c.root)),
  ),
  'merkle-subtreeconsistency.json': probes((c: ConsistencyProbe & Subtree, proof) =>
    verifySubtreeConsistency(c.start, c.end, c.size, bytesOf(c.root1), bytesOf(c.root2), proof),
  ),
  'merkle-subtree-accumulated.json': accumulated,
  'tlog-roots.json': roots,
  'tlog-inclusion.json': inclusion,
  'tlog-consistency.json': consistency,
};

/** The nodes of the tree whose leaf i is the text leaf-i, as the Go vectors have it. */
export function numberedTree(size: number): GetNode {
  return treeOver(Array.from({ length: size }, (_, i) => toUtf8(`leaf-${i}`)));
}

/** The nodes of the tree over these entries. */
export function treeOver(entries: readonly Uint8Array[]): GetNode {
  const { nodes } = appendLeaves([], 0, entries.map(leafHash));
  const known = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  return (level, index) => {
    const hash = known.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`no node ${level}/${index}`);
    return hash;
  };
}

function probes<P extends Probe>(verify: (probe: P, proof: Uint8Array[]) => void): Run {
  return ({ cases }: { cases: P[] }, counts: Tally) => {
    for (const probe of cases) {
      const run = () => verify(probe, (probe.proof ?? []).map(bytesOf));
      const isShort = [probe.root, probe.root1, probe.root2, probe.leafHash].some(isNoHash);
      if (probe.wantErr || isShort) counts.refuses(probe.file, run);
      else counts.check(probe.file, run);
      if (!probe.wantErr && isShort) {
        counts.remarks.push(`stricter than the file, refused: ${probe.file} (a hash is not 32 bytes)`);
      }
    }
  };
}

function isNoHash(base64: string | undefined): boolean {
  return base64 !== undefined && bytesOf(base64).length !== 32;
}

function referenceTree(vectors: ReferenceVectors, counts: Tally): void {
  const entries: Uint8Array[] = vectors.leafInputs.map(
    (hex: string) => new Uint8Array(Buffer.from(hex, 'hex')),
  );
  const getNode = treeOver(entries);
  vectors.nodeHashesByLevel.forEach((hashes: string[], level: number) => {
    hashes.forEach((hash, index) => {
      counts.same(`node ${level}/${index}`, toHex(getNode(level, index)), hash);
    });
  });
  counts.same('empty root', toHex(rootFromLeaves([])), vectors.emptyRoot);
  vectors.rootsBySize.forEach((root: string, size: number) => {
    counts.same(`root ${size}`, toHex(rootFromLeaves(entries.slice(0, size).map(leafHash))), root);
  });
}

function roots(vectors: RootVectors, counts: Tally): void {
  counts.same('empty root', toBase64(rootFromLeaves([])), vectors.emptyRoot);
  let tree = appendLeaves([], 0, []);
  for (const { size, root } of vectors.roots) {
    const added = Array.from({ length: size - tree.size }, (_, i) =>
      leafHash(toUtf8(`leaf-${tree.size + i}`)),
    );
    tree = appendLeaves(tree.frontier, tree.size, added);
    counts.same(`root ${size}`, toBase64(tree.root), root);
  }
}

function inclusion({ cases }: InclusionVectors, counts: Tally): void {
  const getNode = numberedTree(Math.max(...cases.map(({ size }) => size)));
  for (const { index, size, leafHash: leaf, proof, root } of cases) {
    const name = `leaf ${index} of ${size}`;
    counts.same(name, inclusionProof(index, size, getNode).map(toBase64).join(), proof.join());
    counts.check(name, () => verifyInclusion(index, size, bytesOf(leaf), proof.map(bytesOf), bytesOf(root)));
  }
}

function consistency({ cases }: ConsistencyVectors, counts: Tally): void {
  const getNode = numberedTree(Math.max(...cases.map(({ size2 }) => size2)));
  for (const { size1, size2, proof, root1, root2 } of cases) {
    const name = `${size1} to ${size2}`;
    counts.same(name, consistencyProof(size1, size2, getNode).map(toBase64).join(), proof.join());
    counts.check(name, () =>
      verifyConsistency(size1, size2, bytesOf(root1), bytesOf(root2), proof.map(bytesOf)),
    );
  }
}

function accumulated(vectors: AccumulatedVectors, counts: Tally): void {
  const most = 130;
  const getNode = treeOver(Array.from({ length: most }, (_, i) => Uint8Array.of(i)));
  const [hashes, inclusions, consistencies] = [rolling(), rolling(), rolling()];
  for (let end = 0; end <= most; end++) {
    for (let start = 0; start <= end; start++) {
      if (!isSubtree(start, end)) continue;
      hashes.line(`[${start}, ${end}) ${toHex(hashRange({ start, end }, getNode))}`);
      for (let index = start; index < end; index++) {
        const proof = inclusionProof(index - start, end - start, shifted(getNode, start));
        inclusions.line([`${index} [${start}, ${end})`, ...proof.map(toHex)].join(' '));
      }
    }
  }
  for (let size = 0; size <= most; size++) {
    for (let end = 0; end <= size; end++) {
      for (let start = 0; start <= end; start++) {
        if (!isSubtree(start, end)) continue;
        const proof = subtreeConsistencyProof(start, end, size, getNode);
        consistencies.line([`[${start}, ${end}) ${size}`, ...proof.map(toHex)].join(' '));
      }
    }
  }
  counts.same('subtree hashes', hashes.digest(), vectors.subtreeHash.sha256);
  counts.same('subtree inclusion proofs', inclusions.digest(), vectors.subtreeInclusion.sha256);
  counts.same('subtree consistency proofs', consistencies.digest(), vectors.subtreeConsistency.sha256);
}

function shifted(getNode: GetNode, start: number): GetNode {
  return (level, index) => getNode(level, index + start / 2 ** level);
}

function rolling() {
  const hash = createHash('sha256');
  return { line: (text: string) => hash.update(`${text}\n`), digest: () => hash.digest('hex') };
}
