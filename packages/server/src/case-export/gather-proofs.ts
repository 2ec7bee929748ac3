import {
  checkpointPath,
  consistencyNodes,
  consistencyProof,
  inclusionNodes,
  inclusionProof,
  keepSignature,
  type Policy,
  parseVkey,
  places,
  stampPaths,
  toBase64,
} from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import { findCosignedHead } from '../log/cosignatures.ts';
import { type BureauLog, readLogs } from '../log/logs.ts';
import { readNodes } from '../log/nodes.ts';
import { readTimeStamp } from '../log/time-stamp/time-stamps.ts';
import { publicPolicy } from '../log/witness-policy.ts';
import { heldFile, type PlannedFile } from './planned-file.ts';
import type { StreamEnd } from './record-export.ts';

/** What proves the facts of a case and of its publications: a signed head of each log they stand in, a proof for each fact, and who signed. */
export interface GatheredProofs {
  /** Signed heads, policy and time stamp. */
  readonly files: readonly PlannedFile[];
  /** The proof of a fact; undefined where no signed head covers it. */
  readonly proofOf: (stream: string, version: number) => FactProof | undefined;
  /** The signed heads, the newest log last. */
  readonly notes: readonly string[];
  readonly vkeys: readonly string[];
  /** Whether each head bears a witness's signature. */
  readonly isWitnessed: boolean;
}

/** That a fact stands in a log under its signed head. */
export interface FactProof {
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
  readonly checkpoint: string;
  readonly vkey: string;
  readonly witnesses: readonly string[];
}

/** Gathers the proofs of the facts of streams up to their ends, in each log under the newest head that enough witnesses signed, else the newest there is. */
export async function gatherProofs(
  db: Queryable,
  { bureau, ends, policy }: { bureau: string; ends: readonly StreamEnd[]; policy: Policy },
): Promise<GatheredProofs> {
  const { rows } = await db.query<Place>(
    `select e.bureau as log, e.stream, e.version, e.index from unnest($1::text[], $2::int[]) as w(stream, version)
     join ledger_entry e on e.stream = w.stream and e.version <= w.version order by e.stream, e.version`,
    [ends.map(({ stream }) => stream), ends.map(({ version }) => version)],
  );
  const logs = await readLogs(db, bureau);
  const parts = await Promise.all(
    logs.map((log) =>
      partOf(
        db,
        log,
        rows.filter((row) => row.log === log.id),
        policy,
      ),
    ),
  );
  const proven = parts.filter((part) => part !== null);
  const vkeys = proven.map(({ vkey }) => vkey);
  const proofs = new Map(proven.flatMap(({ proofs: found }) => found));
  return {
    proofOf: (stream, version) => proofs.get(`${stream} ${version}`),
    files: [
      ...proven.map(({ head }) => head),
      heldFile(places.policy, publicPolicy(vkeys, policy)),
      ...(await stampFiles(db, proven.at(-1))),
    ],
    notes: proven.map(({ note }) => note),
    vkeys,
    isWitnessed: proven.every(({ witnesses }) => witnesses > 0),
  };
}

interface Place {
  readonly log: string;
  readonly stream: string;
  readonly version: number;
  readonly index: number;
}

interface Part {
  readonly id: string;
  readonly vkey: string;
  readonly size: number;
  readonly note: string;
  readonly witnesses: number;
  readonly head: PlannedFile;
  readonly proofs: readonly (readonly [place: string, proof: FactProof])[];
}

/** The facts that one log holds; null where it holds none that a signed head covers. */
async function partOf(
  db: Queryable,
  { id, number, vkey }: BureauLog,
  found: readonly Place[],
  policy: Policy,
): Promise<Part | null> {
  const last = Math.max(-1, ...found.map(({ index }) => index));
  const head = last < 0 ? null : await headOver(db, id, last, policy);
  if (head === null) return null;
  const covered = found.filter(({ index }) => index < head.size);
  const note = keepSignature(head.note, ...[vkey, ...head.witnesses].map(parseVkey));
  const nodes = covered.flatMap(({ index }) => inclusionNodes(index, head.size));
  const getNode = await readNodes(db, id, nodes);
  const { witnesses } = head;
  const proofs = covered.map(({ stream, version, index }) => {
    const hashes = inclusionProof(index, head.size, getNode);
    return [`${stream} ${version}`, { index, hashes, checkpoint: note, vkey, witnesses }] as const;
  });
  return {
    id,
    vkey,
    size: head.size,
    note,
    witnesses: witnesses.length,
    head: heldFile(checkpointPath(number), note),
    proofs,
  };
}

interface Head {
  readonly size: number;
  readonly note: string;
  readonly witnesses: readonly string[];
}

/** A head over all of the facts, witnessed if there is one; else, in a log that has stopped, the last there is. */
async function headOver(db: Queryable, log: string, index: number, policy: Policy): Promise<Head | null> {
  const cosigned = await findCosignedHead(db, log, index, policy);
  if (cosigned !== null) return cosigned;
  const { rows } = await db.query<{ size: number; note: string }>(
    `select size, note from ledger_checkpoint where bureau = $1 order by size desc limit 1`,
    [log],
  );
  return rows[0] === undefined ? null : { ...rows[0], witnesses: [] };
}

async function stampFiles(db: Queryable, newest: Part | undefined): Promise<PlannedFile[]> {
  const stamp = newest === undefined ? null : await readTimeStamp(db, newest.id);
  if (stamp === null || newest === undefined) return [];
  const paths = stampPaths(stamp.size);
  const [older, newer] = [Math.min(newest.size, stamp.size), Math.max(newest.size, stamp.size)];
  const getNode = await readNodes(db, newest.id, older === newer ? [] : consistencyNodes(older, newer));
  const proof = older === newer ? [] : consistencyProof(older, newer, getNode);
  return [
    heldFile(paths.token, stamp.token),
    heldFile(paths.checkpoint, stamp.note),
    heldFile(paths.consistency, proof.map((hash) => `${toBase64(hash)}\n`).join('')),
  ];
}
