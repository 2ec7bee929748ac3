import { seeAs, type Viewer } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';

/** What a person has begun to write on a case, a publication or `start`, by command; the database shows nobody else's. */
export async function draftsOf(
  { databases }: Pick<ServerContext, 'databases'>,
  person: Viewer,
  subject: string,
): Promise<Readonly<Record<string, Record<string, unknown>>>> {
  const { rows } = await seeAs(databases, person, (db) =>
    db.query<{ command: string; body: Record<string, unknown> }>(
      `select command, body from draft where person = $1 and subject = $2`,
      [person.id, subject],
    ),
  );
  return Object.fromEntries(rows.map(({ command, body }) => [command, body]));
}
