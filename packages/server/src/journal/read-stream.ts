import type { Fact } from '@mingjing/law';
import type pg from 'pg';
import type { Queryable } from './database.ts';
import { type ReadFact, readSealedFact, readStoredFact, type StoredFact } from './fact-codec.ts';
import { gather } from './gather.ts';
import { type KeptStreams, keptBy } from './kept-streams.ts';

/**
 * All facts of a stream in order, with the disclosures that remain. What this process has opened and checked before is
 * kept, since facts never change: a pool is only asked for newer ones. A stream of which something was erased is not kept.
 */
export const readStream = (db: Queryable, stream: string): Promise<readonly ReadFact[]> =>
  readStreamInto(db, keptBy(db), stream);

/**
 * The same, asked of a connection that may see less than the process: what `keeper` keeps is added to, so whoever calls has had
 * the database say that the stream is seen.
 */
export const readSeenStream = (
  seen: Queryable,
  keeper: pg.Pool,
  stream: string,
): Promise<readonly ReadFact[]> => readStreamInto(seen, keptBy(keeper), stream);

async function readStreamInto(
  db: Queryable,
  kept: KeptStreams | undefined,
  stream: string,
): Promise<readonly ReadFact[]> {
  const known = kept?.get(stream) ?? [];
  // A stream is opened by the one who asked for it: one that cannot be read must not fail the others.
  const newer = (await rowsAfter(db, { stream, after: known.length })).map(readRow);
  const facts = newer.length === 0 ? known : [...known, ...newer];
  if (!newer.some(({ fact }) => fact.type === 'personal-data-erased')) {
    kept?.set(stream, facts);
    return facts;
  }
  kept?.delete(stream);
  return known.length === 0 ? facts : (await rowsAfter(db, { stream, after: 0 })).map(readRow);
}

/** Adds what has just been committed here to what is kept of its stream, so that the next command need not read it; gives back its last fact. */
export function keepWritten(
  db: Queryable,
  stream: string,
  after: number,
  written: readonly (StoredFact & { readonly fact: Fact })[],
): ReadFact | undefined {
  const kept = keptBy(db);
  const known = kept?.get(stream) ?? [];
  if (kept === undefined || known.length !== after) return undefined;
  // What is kept holds no erasure: only what is new can.
  if (written.some(({ fact }) => fact.type === 'personal-data-erased')) {
    kept.delete(stream);
    return undefined;
  }
  const facts = [...known, ...written.map(readSealedFact)];
  kept.set(stream, facts);
  return facts.at(-1);
}

/** The facts of a stream if this process holds exactly so many; a write after them finds out whether they are still all. */
export function keptStream(db: Queryable, stream: string, version: number): readonly ReadFact[] | undefined {
  const known = keptBy(db)?.get(stream);
  return known?.length === version ? known : undefined;
}

const rowsAfter = gather<{ readonly stream: string; readonly after: number }, readonly StreamRow[]>(
  async (db, wanted) => {
    const least = new Map<string, number>();
    for (const { stream, after } of wanted) least.set(stream, Math.min(after, least.get(stream) ?? after));
    const values = [[...least.keys()], [...least.values()]];
    const { rows } = await db.query<StreamRow>({ name: 'read-stream', text: READ_STREAM, values });
    const found = Map.groupBy(rows, ({ stream }) => stream);
    return wanted.map(({ stream, after }) =>
      (found.get(stream) ?? []).filter(({ version }) => version > after),
    );
  },
);

/** The same for many streams in one query, by stream. */
export async function readStreams(
  db: Queryable,
  streams: readonly string[],
): Promise<ReadonlyMap<string, readonly ReadFact[]>> {
  const found = new Map<string, ReadFact[]>();
  if (streams.length === 0) return found;
  const { rows } = await db.query({ name: 'read-streams', text: READ_STREAMS, values: [streams] });
  for (const fact of rows.map(readRow)) {
    const { stream } = fact.fact;
    found.set(stream, [...(found.get(stream) ?? []), fact]);
  }
  return found;
}

interface FactRow {
  readonly bytes: Buffer;
  readonly commitment: Buffer;
  readonly disclosures: (string | null)[] | null;
}

interface StreamRow extends FactRow {
  readonly stream: string;
  readonly version: number;
}

/** Turns a row of (bytes, commitment, disclosures) into a fact; shared by every query that reads the journal. */
export function readRow(row: FactRow): ReadFact {
  return readStoredFact({
    bytes: row.bytes,
    commitment: row.commitment,
    disclosures: (row.disclosures ?? []).filter((item): item is string => item !== null),
  });
}

/** The columns of a journal row as `readRow` wants them; `j` is the journal's alias. */
export const FACT_COLUMNS = `j.bytes, j.commitment,
  (select d.bytes from disclosure d where d.stream = j.stream and d.version = j.version) as disclosures`;

// The order inside keeps this one look into the index for each stream, whatever the table's statistics say.
const READ_STREAM = `select wanted.stream, facts.* from unnest($1::text[], $2::int[]) as wanted(stream, after),
  lateral (select j.version, ${FACT_COLUMNS} from journal j where j.stream = wanted.stream and j.version > wanted.after
    order by j.version offset 0) as facts`;
const READ_STREAMS = `select facts.* from unnest($1::text[]) as wanted(stream),
  lateral (select ${FACT_COLUMNS} from journal j where j.stream = wanted.stream order by j.version offset 0) as facts`;
