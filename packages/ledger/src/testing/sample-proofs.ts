import { toUtf8 } from '../encoding.ts';
import { signCheckpoint } from '../log/checkpoint.ts';
import { encodeEntries, encodeTile, entriesPath, newTiles, tilePath } from '../log/tiles.ts';
import { formatTlogProof } from '../log/tlog-proof.ts';
import { appendLeaves, consistencyProof, leafHash, rootFromLeaves } from '../log/tree.ts';
import { makeForkProof } from '../proof/fork-proof.ts';
import { makeProofFile } from '../proof/proof-file.ts';
import { logOver, sampleFacts, sampleLog, sampleWitness } from './sample-case-file.ts';

/** The proof file of one fact of the sample case, cosigned by the witness. */
export function sampleProofFile(version = 1): Uint8Array {
  const facts = sampleFacts();
  const { note, prove } = logOver(facts);
  const fact = facts[version - 1] as (typeof facts)[number];
  return makeProofFile({
    fact: fact.bytes,
    disclosures: fact.disclosures,
    vkey: sampleLog.vkey,
    ...prove(version - 1),
    checkpoint: note,
    witnesses: [sampleWitness.vkey],
  });
}

/** The signed and cosigned head of the sample log. */
export function sampleNote(): string {
  return logOver(sampleFacts()).note;
}

/** The tlog-proof of a fact of the sample case, and the commitment it is for. */
export function sampleTlogProof() {
  const facts = sampleFacts();
  const { note, prove } = logOver(facts);
  const [fact] = facts;
  if (fact === undefined) throw new Error('the sample has no facts');
  const { index, hashes } = prove(0);
  return { index, text: formatTlogProof({ index, hashes, checkpoint: note }), commitment: fact.commitment };
}

/** The proof that the sample log's key signed two histories. */
export function sampleForkProof(): Uint8Array {
  const leavesOf = (mark: string) =>
    Array.from({ length: 17 }, (_, i) => leafHash(toUtf8(i < 3 ? `${i}` : mark + i)));
  const [ours, theirs] = [leavesOf('ours'), leavesOf('theirs')];
  const note = (leaves: readonly Uint8Array[]) =>
    signCheckpoint({ origin: sampleLog.name, size: leaves.length, root: rootFromLeaves(leaves) }, [
      sampleLog,
    ]);
  const node = (level: number, i: number) => rootFromLeaves(ours.slice(i * 2 ** level, (i + 1) * 2 ** level));
  return makeForkProof({
    vkey: sampleLog.vkey,
    smaller: note(theirs.slice(0, 5)),
    larger: note(ours),
    root: rootFromLeaves(ours.slice(0, 5)),
    proof: consistencyProof(5, 17, node),
  });
}

/** The files of a whole published log, by path. */
export function sampleLogFiles(size = 300): Map<string, Uint8Array> {
  const entries = Array.from({ length: size }, (_, i) => toUtf8(`entry ${i}`));
  const { nodes, root } = appendLeaves([], 0, entries.map(leafHash));
  const known = new Map(nodes.map(({ level, index, hash }) => [`${level}/${index}`, hash]));
  const files = new Map<string, Uint8Array>();
  for (const tile of newTiles(0, size)) {
    files.set(
      tilePath(tile),
      encodeTile(tile, (level, index) => known.get(`${level}/${index}`) as Uint8Array),
    );
    const first = tile.n * 256;
    if (tile.level === 0)
      files.set(entriesPath(tile), encodeEntries(entries.slice(first, first + tile.width)));
  }
  files.set('checkpoint', toUtf8(signCheckpoint({ origin: sampleLog.name, size, root }, [sampleLog])));
  return files;
}
