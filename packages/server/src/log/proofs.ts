import { inclusionNodes, inclusionProof, makeProofFile, type Policy, readDisclosure } from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import { findCosignedHead } from './cosignatures.ts';
import { readNodes } from './nodes.ts';

/** Where a fact stands in its bureau's log. */
export interface LogPlace {
  /** The log by its id and the number it has in its bureau; null until one has taken the fact. */
  readonly log: { readonly id: string; readonly number: number; readonly vkey: string } | null;
  readonly index: number | null;
  readonly checkpoint: { readonly size: number; readonly note: string; readonly signedAt: Date } | null;
}

/** The fact's entry and the newest signed head that covers it. */
export async function findPlace(
  db: Queryable,
  bureau: string,
  stream: string,
  version: number,
): Promise<LogPlace> {
  const { rows } = await db.query<{
    id: string;
    number: number;
    vkey: string;
    index: number;
    size: number | null;
    note: string | null;
    signed_at: Date | null;
  }>(
    `select l.id, l.number, l.vkey, e.index, c.size, c.note, c.signed_at from ledger_entry e join ledger_log l on l.id = e.bureau
     left join lateral (select size, note, signed_at from ledger_checkpoint where bureau = e.bureau and size > e.index order by size desc limit 1) c on true
     where e.stream = $2 and e.version = $3 and l.bureau = $1`,
    [bureau, stream, version],
  );
  const row = rows[0];
  if (row === undefined) return { log: null, index: null, checkpoint: null };
  const { id, number, vkey } = row;
  return {
    log: { id, number, vkey },
    index: row.index,
    checkpoint:
      row.size === null || row.note === null || row.signed_at === null
        ? null
        : { size: row.size, note: row.note, signedAt: row.signed_at },
  };
}

/** The proof file of one fact with the disclosures that `show` lets out; null until the log has signed for it. */
export async function proofFile(
  db: Queryable,
  input: {
    readonly bureau: string;
    readonly stream: string;
    readonly version: number;
    readonly bytes: Uint8Array;
    readonly disclosures: readonly string[];
    readonly show: (name: string) => boolean;
    /** Whose cosignatures go into the file, with the newest head that they stand on. */
    readonly policy?: Policy;
  },
): Promise<Uint8Array | null> {
  const place = await findPlace(db, input.bureau, input.stream, input.version);
  const { log, index } = place;
  if (log === null || index === null || place.checkpoint === null) return null;
  const cosigned = input.policy && (await findCosignedHead(db, log.id, index, input.policy));
  const { size, note } = cosigned ?? place.checkpoint;
  const getNode = await readNodes(db, log.id, inclusionNodes(index, size));
  return makeProofFile({
    fact: input.bytes,
    disclosures: input.disclosures.filter((disclosure) => input.show(readDisclosure(disclosure).name)),
    vkey: log.vkey,
    index,
    hashes: inclusionProof(index, size, getNode),
    checkpoint: note,
    ...(cosigned && { witnesses: cosigned.witnesses }),
  });
}
