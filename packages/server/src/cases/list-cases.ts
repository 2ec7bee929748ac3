import type { CaseRow, Page } from '@mingjing/api';
import type { Person } from '../people/people.ts';
import { seeAs } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { escapeLike } from '../web/escape-like.ts';
import { caseRow } from './case-row.ts';
import { namesAround } from './case-view.ts';

const PAGE = 30;
const sorts = { updated: 'c.updated_at', opened: 'c.opened_on', number: 'c.number' } as const;

/** Cases the person's bureau handles or takes part in, filtered and sorted, page by page on a key. */
export async function listCases(
  context: ServerContext,
  person: Person,
  query: {
    q?: string | undefined;
    kind?: string | undefined;
    state: 'open' | 'closed' | 'all';
    mine: 'yes' | 'no';
    sort: keyof typeof sorts;
    after?: string | undefined;
  },
): Promise<Page<CaseRow>> {
  const column = sorts[query.sort];
  const [afterKey, afterId] = readCursor(query.after);
  const { rows } = await seeAs(context.databases, person, (db) =>
    db.query<{
      id: string;
      kind: CaseRow['kind'];
      number: string | null;
      title: string;
      party_name: string;
      stage: CaseRow['stage'];
      bureau: string;
      handlers: readonly string[];
      opened_on: string;
      decided_on: string | null;
      closed_on: string | null;
      updated_at: Date;
      key: string;
    }>(
      `select c.id, c.kind, c.number, c.title, c.party_name, c.stage, c.bureau, c.handlers, c.opened_on, c.decided_on, c.closed_on, c.updated_at, coalesce(${column}::text, '') as key from case_file c
     where (c.bureau = $1 or $1 = any(c.participants))
       and ($2::text is null or c.kind = $2)
       and ($3 = 'all' or ($3 = 'open') = (c.closed_on is null))
       and ($4 = 'no' or $5 = any(c.handlers))
       and ($6::text is null or c.title ilike $6 or c.number ilike $6 or c.party_name ilike $6)
       and ($7::text is null or (coalesce(${column}::text, ''), c.id) < ($7, $8))
     order by coalesce(${column}::text, '') desc, c.id desc limit ${PAGE + 1}`,
      [
        person.bureau,
        query.kind ?? null,
        query.state,
        query.mine,
        person.id,
        query.q === undefined || query.q === '' ? null : `%${escapeLike(query.q)}%`,
        afterKey,
        afterId,
      ],
    ),
  );
  const names = await namesAround(context, {
    bureau: person.bureau,
    participants: rows.slice(0, PAGE).map(({ bureau }) => ({ body: bureau })),
  });
  const last = rows[PAGE - 1];
  return {
    rows: rows.slice(0, PAGE).map((row) =>
      caseRow(
        {
          id: row.id,
          kind: row.kind,
          number: row.number,
          title: row.title,
          party: row.party_name,
          stage: row.stage,
          handlers: row.handlers,
          openedOn: row.opened_on,
          decidedOn: row.decided_on,
          closedOn: row.closed_on,
          updatedAt: row.updated_at.toISOString(),
        },
        names,
      ),
    ),
    next:
      rows.length > PAGE && last !== undefined
        ? Buffer.from(JSON.stringify([last.key, last.id])).toString('base64url')
        : null,
  };
}

/** A cursor is the last row's key; anything else starts from the beginning. */
export function readCursor(after: string | undefined): readonly [string | null, string | null] {
  if (after === undefined) return [null, null];
  try {
    const [key, id] = JSON.parse(Buffer.from(after, 'base64url').toString('utf8')) as unknown[];
    return typeof key === 'string' && typeof id === 'string' ? [key, id] : [null, null];
  } catch {
    return [null, null];
  }
}
