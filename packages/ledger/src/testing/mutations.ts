import { verifyCaseFile } from '../case-file/verify-case-file.ts';
import { fromUtf8, toUtf8 } from '../encoding.ts';
import { VerificationError } from '../errors.ts';
import { leafEntry } from '../fact/fact-envelope.ts';
import { checkLog } from '../log/check-log.ts';
import { type OpenedCheckpoint, openCheckpoint } from '../log/checkpoint.ts';
import { parseTlogProof } from '../log/tlog-proof.ts';
import { leafHash } from '../log/tree.ts';
import { verifyInclusion } from '../log/tree-verify.ts';
import { verifyForkProof } from '../proof/fork-proof.ts';
import { verifyProofFile } from '../proof/verify-proof-file.ts';
import { heldBytes } from '../zip/byte-source.ts';
import { readEntry, readZip } from '../zip/read-zip.ts';
import { chanceFrom, mutated } from './mutate.ts';
import { packZip, sampleCaseFiles, sampleLog, sampleWitness } from './sample-case-file.ts';
import {
  sampleForkProof,
  sampleLogFiles,
  sampleNote,
  sampleProofFile,
  sampleTlogProof,
} from './sample-proofs.ts';

/** How many were tried of each kind, and every one that was wrongly accepted. */
export type MutationReport = {
  readonly tried: Readonly<Record<string, number>>;
  readonly accepted: readonly { readonly kind: string; readonly round: number; readonly bytes: Uint8Array }[];
};

/**
 * Damages proofs, notes, tiles and bags `count` times and counts what is accepted although it says something else than the
 * whole one. The same seed gives the same damages. Anything but a refusal with a reason is thrown.
 */
export async function mutations(
  count: number,
  seed: number,
  onRound: (round: number) => void = () => undefined,
): Promise<MutationReport> {
  const chance = chanceFrom(seed);
  const targets = makeTargets();
  const tried: Record<string, number> = {};
  const accepted: MutationReport['accepted'][number][] = [];
  for (let round = 0; round < count; round++) {
    const target = pick(targets, chance(100));
    const bytes = mutated(target.whole, target.other, chance);
    tried[target.kind] = (tried[target.kind] ?? 0) + 1;
    if (await isAccepted(target, bytes)) accepted.push({ kind: target.kind, round, bytes });
    onRound(round);
  }
  return { tried, accepted };
}

type Target = {
  readonly kind: string;
  /** Of a hundred mutations it gets those below this number that the ones before have not got. */
  readonly upTo: number;
  readonly whole: Uint8Array;
  readonly other: Uint8Array;
  /** Whether the bytes are taken for something that the whole one does not say. */
  readonly accepts: (bytes: Uint8Array) => boolean | Promise<boolean>;
};

function makeTargets(): readonly Target[] {
  const [proof, note] = [sampleTlogProof(), sampleNote()];
  const [bag, otherBag] = [packZip(sampleCaseFiles()), packZip(sampleCaseFiles({ erased: true }))];
  const files = sampleLogFiles();
  const opened = openCheckpoint(note, sampleLog, [sampleWitness]);
  const tiles = [...files].filter(([path]) => path !== 'checkpoint');
  return [
    target('proof file', 30, sampleProofFile(1), sampleProofFile(2), (bytes) => verifyProofFile(bytes).ok),
    target('note', 60, toUtf8(note), files.get('checkpoint') as Uint8Array, (bytes) =>
      saysOther(bytes, opened),
    ),
    target('tlog-proof', 83, toUtf8(proof.text), toUtf8(proof.text.replace('index 3', 'index 4')), (bytes) =>
      provesOther(bytes, proof, opened),
    ),
    target('fork proof', 93, sampleForkProof(), toUtf8(note), (bytes) => verifyForkProof(bytes).size > 0),
    ...tiles.map(([path, whole], i) =>
      target('tile', 93 + Math.ceil((6 * (i + 1)) / tiles.length), whole, whole.slice().reverse(), (bytes) =>
        isWholeLog(files, path, bytes),
      ),
    ),
    target('bag', 100, bag, otherBag, (bytes) => isOtherBag(bytes, bag)),
  ];
}

function target(
  kind: string,
  upTo: number,
  whole: Uint8Array,
  other: Uint8Array,
  accepts: Target['accepts'],
): Target {
  return { kind, upTo, whole, other, accepts };
}

const pick = (targets: readonly Target[], share: number): Target =>
  targets.find(({ upTo }) => share < upTo) as Target;

async function isAccepted({ accepts }: Target, bytes: Uint8Array): Promise<boolean> {
  try {
    return await accepts(bytes);
  } catch (error) {
    if (error instanceof VerificationError) return false;
    throw error;
  }
}

/** A note may bear lines of others; it is accepted wrongly where the log or the witness is taken to have signed something else. */
function saysOther(bytes: Uint8Array, known: OpenedCheckpoint): boolean {
  const { checkpoint, cosignatures } = openCheckpoint(bytes, sampleLog, [sampleWitness]);
  const isSame =
    checkpoint.size === known.checkpoint.size && `${checkpoint.root}` === `${known.checkpoint.root}`;
  return !isSame || cosignatures.some(({ time }) => time !== known.cosignatures[0]?.time);
}

/** The extra line of a proof is nobody's word; everything else must be as it was. */
function provesOther(
  bytes: Uint8Array,
  whole: { readonly index: number; readonly commitment: Uint8Array },
  opened: OpenedCheckpoint,
): boolean {
  const text = fromUtf8(bytes);
  if (text === undefined) return false;
  const proof = parseTlogProof(text);
  const { checkpoint } = openCheckpoint(proof.checkpoint, sampleLog);
  const leaf = leafHash(leafEntry(whole.commitment));
  verifyInclusion(proof.index, checkpoint.size, leaf, proof.hashes, checkpoint.root);
  return proof.index !== whole.index || saysOther(toUtf8(proof.checkpoint), opened);
}

async function isWholeLog(
  files: ReadonlyMap<string, Uint8Array>,
  path: string,
  bytes: Uint8Array,
): Promise<boolean> {
  await checkLog(async (asked) => (asked === path ? bytes : files.get(asked)), sampleLog);
  return true;
}

/** A zip packed differently may hold the same bag; what holds must be the same files, byte for byte. */
async function isOtherBag(bytes: Uint8Array, whole: Uint8Array): Promise<boolean> {
  const { ok, isAsExported } = await verifyCaseFile(heldBytes(bytes));
  if (!ok) return false;
  return isAsExported || (await contentsOf(bytes)) !== (await contentsOf(whole));
}

async function contentsOf(zip: Uint8Array): Promise<string> {
  const source = heldBytes(zip);
  const files: string[] = [];
  for (const entry of (await readZip(source)).entries) {
    const parts: Uint8Array[] = [];
    for await (const part of readEntry(source, entry)) parts.push(part);
    files.push(`${entry.path}:${parts.join(',')}`);
  }
  return files.sort().join('\n');
}
