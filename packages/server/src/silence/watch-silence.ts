import { addDays, type CaseState, nextSilence } from '@mingjing/law';
import { loadCase, rulesOf } from '../cases/case-store.ts';
import { afterElapse } from '../cases/run-command.ts';
import { type CaseStateRow, caseStates, STATE_JOIN } from '../journal/case-states.ts';
import { describeError } from '../platform/log.ts';
import type { ServerContext } from '../web/context.ts';
import { lawMark } from './law-mark.ts';

/** Knows which undecided cases wait for silence, and until when: from the cases as they stand, then from what the logs add. */
export interface SilenceWatch {
  /** Writes what silence has brought by today, in at most `most` cases; answers in how many. */
  round(most?: number): Promise<number>;
}

/**
 * What it knows it has reckoned itself and keeps nowhere else: another law or calendar has it begin anew, and so does another process.
 * Two that write the same at once are harmless: the later one finds the fact there.
 */
export function watchSilence(server: ServerContext, stopping?: AbortSignal): SilenceWatch {
  const watched: Watched = { server, stopping, laws: new Map(), entries: new Map(), days: new Map() };
  return {
    round: async (most = MOST) => {
      await readCases(watched);
      await takeInEntries(watched);
      return await bringDue(watched, most);
    },
  };
}

/** Cases written in one round, rows read at a time. */
const MOST = 500;
const PAGE = 200;

interface Watched {
  readonly server: ServerContext;
  readonly stopping: AbortSignal | undefined;
  /** By bureau the law and the calendar by which its days were reckoned. */
  readonly laws: Map<string, string>;
  /** By bureau how many entries of its log are taken in. */
  readonly entries: Map<string, number>;
  /** By case the day on which silence brings the next fact. */
  readonly days: Map<string, string>;
}

/** Every undecided case of the bureaux whose law is new. What comes into the log meanwhile is taken in afterwards: none is missed. */
async function readCases(watched: Watched): Promise<void> {
  const { server, laws, entries, days } = watched;
  const marks = [...server.resources().bureaus.keys()].map((id) => [id, lawMark(server, id)] as const);
  const fresh = new Map(marks.filter(([bureau, mark]) => laws.get(bureau) !== mark));
  if (fresh.size === 0) return;
  const { worker } = server.databases;
  const heads = await worker.query<{ bureau: string; size: number }>(
    `select bureau, size from ledger_head where bureau = any($1)`,
    [[...fresh.keys()]],
  );
  for (let after: string | undefined = ''; after !== undefined; ) {
    watched.stopping?.throwIfAborted();
    const { rows }: { rows: CaseStateRow[] } = await worker.query<CaseStateRow>(
      `select c.id, s.state from case_file c ${STATE_JOIN}
       where c.id > $1 and c.bureau = any($2) and ${UNDECIDED} order by c.id limit ${PAGE}`,
      [after, [...fresh.keys()]],
    );
    for (const { id } of rows) days.delete(id);
    await reckon(watched, rows);
    after = rows.length < PAGE ? undefined : rows.at(-1)?.id;
  }
  const sizes = new Map(heads.rows.map(({ bureau, size }) => [bureau, size]));
  for (const [bureau, mark] of fresh) {
    laws.set(bureau, mark);
    entries.set(bureau, sizes.get(bureau) ?? 0);
  }
}

/** The cases that new entries of the logs belong to: a log has them in one order and leaves none out. */
async function takeInEntries(watched: Watched): Promise<void> {
  const { server, entries, days } = watched;
  for (let more = true; more; ) {
    watched.stopping?.throwIfAborted();
    const { rows } = await server.databases.worker.query<NewEntries>(NEW_ENTRIES, [
      [...entries.keys()],
      [...entries.values()],
    ]);
    const ids = [...new Set(rows.flatMap(({ cases }) => cases))];
    for (const id of ids) days.delete(id);
    const cases = await server.databases.worker.query<CaseStateRow>(
      `select c.id, s.state from case_file c ${STATE_JOIN} where c.id = any($1) and ${UNDECIDED}`,
      [ids],
    );
    await reckon(watched, cases.rows);
    for (const { bureau, next } of rows) entries.set(bureau, next);
    more = rows.some(({ count }) => count === PAGE);
  }
}

interface NewEntries {
  readonly bureau: string;
  readonly next: number;
  readonly count: number;
  readonly cases: readonly string[];
}

const UNDECIDED = 'c.decided_on is null and c.closed_on is null';
const NEW_ENTRIES = `select w.bureau, max(e.index) + 1 as next, count(*)::int as count,
    coalesce(array_agg(distinct substr(e.stream, 6)) filter (where e.stream like 'case/%'), '{}') as cases
  from unnest($1::text[], $2::bigint[]) as w(bureau, taken), lateral (
    select index, stream from ledger_entry where ledger_entry.bureau = w.bureau and index >= w.taken order by index limit ${PAGE}) as e
  group by w.bureau`;

async function reckon(watched: Watched, rows: readonly CaseStateRow[]): Promise<void> {
  const states = await caseStates(watched.server.databases.worker, rows);
  for (const state of states.values()) note(watched, state);
}

function note({ server, days }: Watched, state: CaseState): void {
  const calendar = server.resources().calendarOf(state.bureau);
  const day = nextSilence(state, rulesOf(server, state), calendar);
  if (typeof day === 'string') days.set(state.id, day);
  else days.delete(state.id);
}

/** A case that cannot be written today keeps none of the others waiting: it is tried again tomorrow. */
async function bringDue(watched: Watched, most: number): Promise<number> {
  const { server, days } = watched;
  const today = server.clock.today();
  const due = [...days].filter(([, day]) => day <= today).sort(([, a], [, b]) => (a < b ? -1 : 1));
  let written = 0;
  for (const [id] of due.slice(0, most)) {
    watched.stopping?.throwIfAborted();
    try {
      const loaded = await loadCase(server.databases.worker, id);
      const after = await afterElapse(server, { id: 'time', bureau: loaded.state.bureau }, loaded);
      if (after.state.version > loaded.state.version) written += 1;
      note(watched, after.state);
    } catch (error) {
      days.set(id, addDays(today, 1));
      server.log.warn('silence-not-written', describeError(error));
    }
  }
  return written;
}
