import { readFact } from '@mingjing/ledger';
import { findPlace, type LogPlace } from '../../log/proofs.ts';
import type { Reader } from './reading.ts';
import { type ResultBody, readResultBody } from './result-body.ts';

/** One result with all that its page shows. */
export interface Result {
  readonly id: string;
  readonly bureau: string;
  readonly kind: string;
  readonly number: string;
  readonly party: string;
  readonly title: string;
  readonly formedOn: string | null;
  readonly due: string | null;
  readonly publishedOn: string;
  readonly withdrawnOn: string | null;
  readonly state: 'published' | 'withdrawn';
  readonly origin: string;
  readonly stream: string;
  readonly version: number;
  readonly body: ResultBody;
}

/** The statement that finds one result. */
export const RESULT_STATEMENT = `select id, bureau, kind, number, case when state = 'published' then party_name else '' end as party,
  case when state = 'published' then title else '' end as title, formed_on as "formedOn", due, published_on as "publishedOn",
  withdrawn_on as "withdrawnOn", state, origin, stream, version, body
  from published_result where id = $1 and bureau = $2`;

/** One result of a bureau; undefined where there is none. */
export async function readResult(db: Reader, bureau: string, id: string): Promise<Result | undefined> {
  const { rows } = await db.query<Omit<Result, 'body'> & { body: unknown }>(RESULT_STATEMENT, [id, bureau]);
  const row = rows[0];
  return row === undefined ? undefined : { ...row, body: readResultBody(row.body, row.state) };
}

/** The recorded fact behind a result, and the disclosures that the public may have. */
export interface PublicFact {
  readonly bytes: Uint8Array;
  readonly disclosures: readonly string[];
}

export async function readPublicFact(
  db: Reader,
  { id, stream, version }: Result,
): Promise<PublicFact | undefined> {
  const { rows } = await db.query<{ bytes: Buffer; disclosures: (string | null)[] | null }>(
    `select bytes, disclosures from published_fact where id = $1 and stream = $2 and version = $3`,
    [id, stream, version],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  return { bytes: row.bytes, disclosures: (row.disclosures ?? []).filter((one) => one !== null) };
}

/** How far a result has come: recorded, in the signed log, seen by a witness. */
export interface ProofState {
  readonly recordedAt: string | null;
  readonly place: LogPlace;
}

export async function readProofState(db: Reader, result: Result): Promise<ProofState> {
  const fact = await readPublicFact(db, result);
  return {
    recordedAt: fact === undefined ? null : readFact(fact.bytes).recordedAt,
    place: await findPlace(db, result.bureau, result.stream, result.version),
  };
}
