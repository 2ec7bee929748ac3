import { inclusionNodes, inclusionProof, makeProofFile, type Policy, readDisclosure } from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import { findCosignedHead } from './cosignatures.ts';
import { readNodes } from './nodes.ts';

/** Where a fact stands in its bureau's log. */
export interface LogPlace {
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
    index: number;
    size: number | null;
    note: string | null;
    signed_at: Date | null;
  }>(
    `select e.index, c.size, c.note, c.signed_at from ledger_entry e
     left join lateral (select size, note, signed_at from ledger_checkpoint where bureau = e.bureau and size > e.index order by size desc limit 1) c on true
     where e.stream = $2 and e.version = $3 and e.bureau = $1`,
    [bureau, stream, version],
  );
  const row = rows[0];
  if (row === undefined) return { index: null, checkpoint: null };
  return {
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
    readonly vkey: string;
    readonly show: (name: string) => boolean;
    /** Whose cosignatures go into the file, with the newest head that they stand on. */
    readonly policy?: Policy;
  },
): Promise<Uint8Array | null> {
  const place = await findPlace(db, input.bureau, input.stream, input.version);
  if (place.index === null || place.checkpoint === null) return null;
  const cosigned = input.policy && (await findCosignedHead(db, input.bureau, place.index, input.policy));
  const { size, note } = cosigned ?? place.checkpoint;
  const getNode = await readNodes(db, input.bureau, inclusionNodes(place.index, size));
  return makeProofFile({
    fact: input.bytes,
    disclosures: input.disclosures.filter((disclosure) => input.show(readDisclosure(disclosure).name)),
    vkey: input.vkey,
    index: place.index,
    hashes: inclusionProof(place.index, size, getNode),
    checkpoint: note,
    ...(cosigned && { witnesses: cosigned.witnesses }),
  });
}
