import pg from 'pg';
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
  viewer: Viewer,
  work: (db: Queryable) => Promise<T>,
): Promise<T> {
  return inTransaction(databases.reader, work, named(viewer));
}

/** The same under the role that answers requests, which also changes what is the person's to change. */
export function actAs<T>(
  databases: Pick<Databases, 'app'>,
  viewer: Viewer,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return inTransaction(databases.app, work, named(viewer));
}

/** Begins a transaction in somebody's name, in one message: the settings end with it. */
export function named({ id, bureau, openedCase }: Viewer): string {
  const settings = { bureau, actor: id, case: openedCase ?? '' };
  const told = Object.entries(settings).map(
    ([key, value]) => `set_config('mingjing.${key}', ${pg.escapeLiteral(value)}, true)`,
  );
  return `begin; select ${told.join(', ')}`;
}

/** Statements of one person, each in a transaction of its own under `seeAs`. */
export function seenBy(databases: Pick<Databases, 'reader'>, viewer: Viewer): Queryable {
  return each((work) => seeAs(databases, viewer, work));
}

/** The same under `actAs`. */
export function actingBy(databases: Pick<Databases, 'app'>, viewer: Viewer): Queryable {
  return each((work) => actAs(databases, viewer, work));
}

function each(run: (work: (db: Queryable) => Promise<unknown>) => Promise<unknown>): Queryable {
  const query = (asked: pg.QueryConfig | string, values?: unknown[]) =>
    run((db) => db.query(asked as string, values));
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
