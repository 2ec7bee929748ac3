import {
  checkpointPath,
  consistencyNodes,
  consistencyProof,
  formatTlogProof,
  inclusionNodes,
  inclusionProof,
  keepSignature,
  type Policy,
  parseVkey,
  places,
  proofPath,
  stampPaths,
  toBase64,
} from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import { findCosignedHead } from '../log/cosignatures.ts';
import { type BureauLog, readLogs } from '../log/logs.ts';
import { readNodes } from '../log/nodes.ts';
import { readTimeStamp } from '../log/time-stamp/time-stamps.ts';
import { heldFile, type PlannedFile } from './planned-file.ts';

/** What proves the facts of a case: a signed head of each log they stand in, a proof for each fact, and who signed. */
export interface GatheredProofs {
  readonly files: readonly PlannedFile[];
  /** The signed heads, the newest log last. */
  readonly notes: readonly string[];
  readonly vkeys: readonly string[];
  /** Places in their logs by version; a fact that no signed head covers has none. */
  readonly indexes: ReadonlyMap<number, number>;
  /** Whether each head bears a witness's signature. */
  readonly isWitnessed: boolean;
}

/** Gathers the proofs of a stream's facts, in each log under the newest head that enough witnesses signed, else the newest there is. */
export async function gatherProofs(
  db: Queryable,
  { bureau, stream, policy }: { bureau: string; stream: string; policy: Policy },
): Promise<GatheredProofs> {
  const { rows } = await db.query<Place>(
    `select bureau as log, version, index from ledger_entry where stream = $1 order by version`,
    [stream],
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
  return {
    files: [
      ...proven.flatMap(({ files }) => files),
      heldFile(places.policy, policyText(vkeys, policy)),
      ...(await stampFiles(db, proven.at(-1))),
    ],
    notes: proven.map(({ note }) => note),
    vkeys,
    indexes: new Map(
      proven.flatMap(({ places: found }) => found.map(({ version, index }) => [version, index])),
    ),
    isWitnessed: proven.every(({ witnesses }) => witnesses > 0),
  };
}

interface Place {
  readonly log: string;
  readonly version: number;
  readonly index: number;
}

interface Part {
  readonly id: string;
  readonly vkey: string;
  readonly size: number;
  readonly note: string;
  readonly witnesses: number;
  readonly places: readonly Place[];
  readonly files: readonly PlannedFile[];
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
  const proofs = covered.map(({ version, index }) => {
    const hashes = inclusionProof(index, head.size, getNode);
    return heldFile(proofPath(version), formatTlogProof({ index, hashes, checkpoint: note }));
  });
  return {
    id,
    vkey,
    size: head.size,
    note,
    witnesses: head.witnesses.length,
    places: covered,
    files: [heldFile(checkpointPath(number), note), ...proofs],
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

/** The installation's witnesses as they stand in its file, for these logs alone. */
function policyText(vkeys: readonly string[], { text }: Policy): string {
  const lines = text.split('\n').filter((line) => !/^[ \t]*log[ \t]/.test(line));
  return `${vkeys.map((vkey) => `log ${vkey}\n`).join('')}${lines.join('\n').trim()}\n`;
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
