import type { Queryable } from './database.ts';
import { type ReadFact, readStoredFact } from './fact-codec.ts';
import { gather } from './gather.ts';

/** All facts of a stream in order, with the disclosures that remain. */
export async function readStream(db: Queryable, stream: string): Promise<readonly ReadFact[]> {
  return (await rowsOf(db, stream)).map(readRow);
}

// A stream is opened by the one who asked for it: one that cannot be read must not fail the others.
const rowsOf = gather<string, readonly (FactRow & { readonly stream: string })[]>(async (db, streams) => {
  const { rows } = await db.query({ name: 'read-stream', text: READ_STREAM, values: [streams] });
  const found = Map.groupBy(rows as (FactRow & { readonly stream: string })[], ({ stream }) => stream);
  return streams.map((stream) => found.get(stream) ?? []);
});

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
  (select array_agg(d.bytes order by d.name) from disclosure d where d.stream = j.stream and d.version = j.version) as disclosures`;

const READ_STREAM = `select j.stream, ${FACT_COLUMNS} from journal j where j.stream = any($1) order by j.stream, j.version`;
const READ_STREAMS = `select ${FACT_COLUMNS} from journal j where j.stream = any($1) order by j.stream, j.version`;
