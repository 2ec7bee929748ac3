import { type CaseState, foldCase } from '@mingjing/law';
import type { Queryable } from './database.ts';
import { readStreams } from './read-stream.ts';

/** The folded state of a case, or what folding is needed to have it. */
export interface CaseStateRow {
  readonly id: string;
  /** As kept at the case's own version; null where it fell behind. */
  readonly state: CaseState | null;
}

/** What a query over cases (alias `c`) joins to have `s.state` where it is kept at the case's version. */
export const STATE_JOIN = `left join case_state s on s.id = c.id and s.version = c.version`;

/** The states of many cases by id: what is kept, and the rest folded from the journal and, by `keeper`, kept for the next reader. */
export async function caseStates(
  db: Queryable,
  rows: readonly CaseStateRow[],
  keeper: Queryable = db,
): Promise<ReadonlyMap<string, CaseState>> {
  const states = new Map<string, CaseState>();
  const behind: string[] = [];
  for (const { id, state } of rows) {
    if (state === null) behind.push(id);
    else states.set(id, state);
  }
  for (let start = 0; start < behind.length; start += TOGETHER) {
    const ids = behind.slice(start, start + TOGETHER);
    const streams = await readStreams(
      db,
      ids.map((id) => `case/${id}`),
    );
    const folded = [...streams.values()].flatMap((facts) => foldCase(facts.map(({ fact }) => fact)) ?? []);
    for (const state of folded) states.set(state.id, state);
    await keep(keeper, folded, 'where case_state.version < excluded.version');
  }
  return states;
}

/** Puts the state in place of whatever is kept: after an erasure nothing may hold what was erased. */
export async function replaceCaseState(db: Queryable, state: CaseState): Promise<void> {
  await keep(db, [state], '');
}

const TOGETHER = 200;

/** In the order of ids, so that two readers never wait for each other. */
async function keep(db: Queryable, folded: readonly CaseState[], condition: string): Promise<void> {
  const states = [...folded].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (states.length === 0) return;
  await db.query(
    `insert into case_state (id, version, state) select * from unnest($1::text[], $2::int[], $3::jsonb[])
     on conflict (id) do update set version = excluded.version, state = excluded.state ${condition}`,
    [
      states.map(({ id }) => id),
      states.map(({ version }) => version),
      states.map((state) => JSON.stringify(state)),
    ],
  );
}
