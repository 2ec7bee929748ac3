import { addSignatures, type Policy, type PolicyWitness } from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';

/** A witness that signed for an entry, and when it first did. */
export interface WitnessSignature {
  readonly name: string;
  readonly signedAt: Date;
}

/** Who has signed for an entry so far, and whether that is as many as were agreed. */
export interface Witnessed {
  readonly by: readonly WitnessSignature[];
  readonly isEnough: boolean;
}

/** The witnesses of the policy that signed a head which covers the entry, each with its first signature. */
export async function findWitnesses(
  db: Queryable,
  bureau: string,
  index: number,
  policy: Policy,
): Promise<Witnessed> {
  const { rows } = await db.query<{ witness: string; signed_at: Date }>(
    `select distinct on (witness) witness, signed_at from ledger_cosignature
     where bureau = $1 and size > $2 and witness = any($3) order by witness, size`,
    [bureau, index, vkeysOf(policy)],
  );
  const signed = new Map(rows.map(({ witness, signed_at }) => [witness, signed_at]));
  const by = policy.witnesses.flatMap(({ name, verifier }) => {
    const signedAt = signed.get(verifier.vkey);
    return signedAt === undefined ? [] : [{ name, signedAt }];
  });
  return { by, isEnough: by.length > 0 && policy.isReachedBy(({ verifier }) => signed.has(verifier.vkey)) };
}

/** A signed head with the cosignatures that a policy knows. */
export interface CosignedHead {
  readonly size: number;
  readonly note: string;
  readonly witnesses: readonly string[];
}

/** The newest head that covers the entry and that enough witnesses signed; else the newest that any of them signed. */
export async function findCosignedHead(
  db: Queryable,
  bureau: string,
  index: number,
  policy: Policy,
): Promise<CosignedHead | null> {
  const { rows } = await db.query<{ size: number; note: string; witnesses: string[]; lines: string[] }>(
    `select s.size, c.note, array_agg(s.witness order by s.witness) as witnesses, array_agg(s.line order by s.witness) as lines
     from ledger_cosignature s join ledger_checkpoint c on c.bureau = s.bureau and c.size = s.size
     where s.bureau = $1 and s.size > $2 and s.witness = any($3)
     group by s.size, c.note order by s.size desc limit $4`,
    [bureau, index, vkeysOf(policy), LOOKED_AT],
  );
  const isEnough = (signed: readonly string[]) =>
    policy.isReachedBy(({ verifier }: PolicyWitness) => signed.includes(verifier.vkey));
  const row = rows.find(({ witnesses }) => isEnough(witnesses)) ?? rows[0];
  return row === undefined
    ? null
    : { size: row.size, note: addSignatures(row.note, row.lines), witnesses: row.witnesses };
}

/** A signed head's note with every cosignature there is for it, in a fixed order. */
export async function withCosignatures(
  db: Queryable,
  bureau: string,
  size: number,
  note: string,
): Promise<string> {
  const { rows } = await db.query<{ line: string }>(
    `select line from ledger_cosignature where bureau = $1 and size = $2 order by witness limit 64`,
    [bureau, size],
  );
  return addSignatures(
    note,
    rows.map(({ line }) => line),
  );
}

/** Where witnesses sign at different sizes, this many heads are searched for one that has enough of them. */
const LOOKED_AT = 50;

const vkeysOf = (policy: Policy): string[] => policy.witnesses.map(({ verifier }) => verifier.vkey);
