import { type Databases, inTransaction, type Queryable } from '../journal/database.ts';
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

/** Refuses, as if there were none, unless the database shows this row to the person. */
export async function requireSeen(
  databases: Pick<Databases, 'reader'>,
  viewer: Viewer,
  table: 'case_file' | 'publication',
  id: string,
): Promise<void> {
  const { rowCount } = await seeAs(databases, viewer, (db) =>
    db.query({ name: `seen-${table}`, text: `select 1 from ${table} where id = $1`, values: [id] }),
  );
  if (rowCount === 0) throw new RequestError('not-found');
}
