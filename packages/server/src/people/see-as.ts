import type pg from 'pg';
import { type Databases, inTransaction, type Queryable } from '../journal/database.ts';
import type { ReadFact } from '../journal/fact-codec.ts';
import { readSeenStream } from '../journal/read-stream.ts';
import { RequestError } from '../web/request-error.ts';

/** For whom rows are shown: the person, the bureau, and the one case that an emergency access has opened. */
export interface Viewer {
  readonly id: string;
  readonly bureau: string;
  readonly openedCase?: string | undefined;
}

/** Reads what a person looks at: the database itself shows only rows of bodies and cases in which the person's bureau takes part. */
export function seeAs<T>(
  databases: Pick<Databases, 'reader'>,
  { id, bureau, openedCase }: Viewer,
  work: (db: Queryable) => Promise<T>,
): Promise<T> {
  return inTransaction(databases.reader, async (client) => {
    await client.query({
      name: 'see-as',
      text: `select set_config('mingjing.bureau', $1, true), set_config('mingjing.actor', $2, true), set_config('mingjing.case', $3, true)`,
      values: [bureau, id, openedCase ?? ''],
    });
    return await work(client);
  });
}

/** Statements of one person, each in a transaction of its own under `seeAs`. */
export function seenBy(databases: Pick<Databases, 'reader'>, viewer: Viewer): Queryable {
  const query = (asked: pg.QueryConfig | string, values?: unknown[]) =>
    seeAs(databases, viewer, (db) => db.query(asked as string, values));
  return { query } as Queryable;
}

/**
 * All facts of a case or a publication as the person may see them. What this process keeps of them is served only once the
 * database has shown the row that stands for it; otherwise it is as if there were none.
 */
export async function readSeen(
  databases: Pick<Databases, 'reader' | 'app'>,
  viewer: Viewer,
  table: 'case_file' | 'publication',
  id: string,
): Promise<readonly ReadFact[]> {
  return await seeAs(databases, viewer, async (db) => {
    const seen = { name: `seen-${table}`, text: `select 1 from ${table} where id = $1`, values: [id] };
    if ((await db.query(seen)).rowCount === 0) throw new RequestError('not-found');
    return await readSeenStream(db, databases.app, `${table === 'case_file' ? 'case' : table}/${id}`);
  });
}
