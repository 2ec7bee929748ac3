import type { CaseState } from '@mingjing/law';
import { type CaseStateRow, caseStates, STATE_JOIN } from '../journal/case-states.ts';
import type { Queryable } from '../journal/database.ts';
import type { Person } from '../people/people.ts';
import { actingBy, seenBy } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';

/** A case in which something may still be due. */
export interface OpenCase {
  readonly id: string;
  readonly state: CaseState;
  readonly isClosed: boolean;
  readonly updatedAt: string;
}

/** The cases of the person's bureau in which something may still be due, those worked on last first. */
export async function openCases(context: ServerContext, person: Person): Promise<readonly OpenCase[]> {
  const seen = seenBy(context.databases, person);
  return await readOpen(seen, actingBy(context.databases, person), person.bureau);
}

async function readOpen(db: Queryable, keeper: Queryable, bureau: string): Promise<readonly OpenCase[]> {
  const { rows } = await db.query<CaseStateRow & { updated_at: Date; is_closed: boolean }>({
    name: 'open-cases',
    text: OPEN_CASES,
    values: [bureau],
  });
  const states = await caseStates(db, rows, keeper);
  return rows.flatMap(({ id, updated_at, is_closed }) => {
    const state = states.get(id);
    return state === undefined
      ? []
      : [{ id, state, isClosed: is_closed, updatedAt: updated_at.toISOString() }];
  });
}

/**
 * Closed cases stay while a decision of theirs is not public for good, or they are not filed away, which those refused as not as the paper says never are; of another bureau's case, whose
 * publications are not to be seen, only the latter is asked. Whether they are stands in the
 * last fact, looked up by its key for each: asked whether one exists, PostgreSQL might read the whole journal instead.
 */
export const OPEN_CASES = `select c.id, s.state, c.updated_at, c.closed_on is not null as is_closed from case_file c ${STATE_JOIN} where (c.bureau = $1 or $1 = any(c.participants))
  and (c.closed_on is null
    or (c.bureau = $1 and (exists (select 1 from publication p where p.case_id = c.id and p.state in ('drafted', 'returned', 'published'))
      or (c.decided_on is not null and not exists (select 1 from publication p where p.case_id = c.id))))
    or coalesce((select j.type from journal j where j.stream = 'case/' || c.id and j.version = c.version), '') not in ('case-archived', 'adoption-refused'))
  order by c.updated_at desc limit 2000`;
