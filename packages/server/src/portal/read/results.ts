import { ERASED_TEXT } from '@mingjing/law';
import { type OpenedFact, openFact, type Policy, VerificationError } from '@mingjing/ledger';
import { findWitnesses, type Witnessed } from '../../log/cosignatures.ts';
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

/** The fact of an earlier version of a result that was put right since: that it stood there, never what it said. */
export async function readEarlierFact(
  db: Reader,
  { id, stream }: Result,
  version: number,
): Promise<Uint8Array | undefined> {
  const { rows } = await db.query<{ bytes: Buffer }>(
    `select bytes from published_earlier where id = $1 and stream = $2 and version = $3`,
    [id, stream, version],
  );
  return rows[0]?.bytes;
}

/** Where the versions before stand in the log, by version; null until the log has them. */
export async function readEarlierPlaces(
  db: Reader,
  { bureau, stream, body }: Result,
): Promise<ReadonlyMap<number, number | null>> {
  const places = new Map<number, number | null>();
  for (const { of } of body.corrections) {
    const { index, checkpoint } = await findPlace(db, bureau, stream, of);
    places.set(of, checkpoint === null ? null : index);
  }
  return places;
}

/** How far a result has come: recorded, in the signed log, seen by a witness. */
export interface ProofState {
  readonly recordedAt: string | null;
  readonly place: LogPlace;
  readonly witnessed: Witnessed;
  /** What of the page does not agree with the recorded fact; null where all of it does. */
  readonly mismatch: string | null;
}

export async function readProofState(db: Reader, result: Result, policy: Policy): Promise<ProofState> {
  const fact = await readPublicFact(db, result);
  const place = await findPlace(db, result.bureau, result.stream, result.version);
  const witnessed =
    place.log === null || place.index === null
      ? { by: [], isEnough: false }
      : await findWitnesses(db, place.log.id, place.index, policy);
  if (fact === undefined) return { recordedAt: null, place, witnessed, mismatch: '这一页' };
  try {
    const opened = openFact(fact.bytes, fact.disclosures);
    return {
      recordedAt: opened.envelope.recordedAt,
      place,
      witnessed,
      mismatch: findMismatch(result, opened),
    };
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error;
    return { recordedAt: null, place, witnessed, mismatch: '存证中的内容' };
  }
}

/** The first thing the page would show that the recorded fact does not say. */
function findMismatch(
  { state, title, number, body }: Result,
  { envelope, values, missing }: OpenedFact,
): string | null {
  if (state === 'withdrawn') {
    return body.tombstone?.explanation === envelope.plain.explanation ? null : '撤下说明';
  }
  if (envelope.plain.number !== number) return '文号';
  const said = (name: string) => (missing.includes(name) ? ERASED_TEXT : values[name]);
  if (said('title') !== title) return '标题';
  const wrong = body.fields.find(({ key, value }) => said(`fields.${key}`) !== value);
  return wrong?.name ?? null;
}
