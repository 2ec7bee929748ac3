import type { Queryable } from './database.ts';
import { type ReadFact, readStoredFact } from './fact-codec.ts';

/** All facts of a stream in order, with the disclosures that remain. */
export async function readStream(db: Queryable, stream: string): Promise<readonly ReadFact[]> {
  const result = await db.query({ name: 'read-stream', text: READ_STREAM, values: [stream] });
  return result.rows.map(readRow);
}

/** Turns a row of (bytes, commitment, disclosures) into a fact; shared by every query that reads the journal. */
export function readRow(row: {
  bytes: Buffer;
  commitment: Buffer;
  disclosures: (string | null)[] | null;
}): ReadFact {
  return readStoredFact({
    bytes: row.bytes,
    commitment: row.commitment,
    disclosures: (row.disclosures ?? []).filter((item): item is string => item !== null),
  });
}

/** The columns of a journal row as `readRow` wants them; `j` is the journal's alias. */
export const FACT_COLUMNS = `j.bytes, j.commitment,
  (select array_agg(d.bytes order by d.name) from disclosure d where d.stream = j.stream and d.version = j.version) as disclosures`;

const READ_STREAM = `select ${FACT_COLUMNS} from journal j where j.stream = $1 order by j.version`;
