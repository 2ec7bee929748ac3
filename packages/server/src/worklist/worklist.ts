import type { CaseRow, WorkItem, WorklistReply } from '@mingjing/api';
import { beganOn, endedOn } from '@mingjing/law';
import { caseRow } from '../cases/case-row.ts';
import { namesAround } from '../cases/case-view.ts';
import { updatesFor } from '../law-in-force/view-register.ts';
import type { Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { awaitingOf } from './awaiting.ts';
import { groupNotes } from './group-notes.ts';
import { inheritedOf } from './inherited.ts';
import { joinedCases } from './joined-cases.ts';
import { lawByCase } from './law-of-case.ts';
import { countsOf, menuOf } from './line-counts.ts';
import { monthFigures } from './month-figures.ts';
import { type OpenCase, openCases } from './open-cases.ts';
import { type WorkLine, workLines } from './work-items.ts';
import { withStep } from './work-step.ts';

type Query = {
  group: WorkItem['group'] | 'all';
  kind?: 'permit' | 'penalty' | undefined;
  matter?: string | undefined;
  article?: string | undefined;
  who: 'mine' | 'bureau';
  sort: 'due' | 'case';
};

/** What is due, by whom, in order: computed from the open cases when it is read, never stored. */
export async function worklist(context: ServerContext, person: Person, query: Query): Promise<WorklistReply> {
  const today = context.clock.today();
  const open = await openCases(context, person);
  const names = await namesOf(context, person, open);
  const lawOf = lawByCase(context, person);
  const all = await workLines(context, person, open, query.who, names);
  const chosen = all.filter(
    ({ item, article }) =>
      (query.kind === undefined || item.kind === query.kind) &&
      (query.matter === undefined || item.matter === query.matter) &&
      (query.article === undefined || article === query.article),
  );
  const counts = countsOf(chosen);
  const lines = chosen
    .filter(({ item }) => query.group === 'all' || item.group === query.group)
    .sort(query.sort === 'due' ? byDue : byCase);
  const next = chosen.filter(({ item }) => item.due !== null && item.due > today).sort(byDue)[0]?.item;
  const awaiting = await awaitingOf(context, person, open, names, lawOf);
  const mine = myCases(open, person);
  return {
    today,
    counts,
    menu: query.who === 'mine' ? menuOf(all, awaiting, mine.length) : null,
    unfiltered: all.filter(({ item }) => item.group !== 'party').length,
    choices: choicesOf(all),
    notes: groupNotes(context.resources().calendarOf(person.bureau), today, lines, chosen),
    items: await Promise.all(lines.map((line) => withStep(context, person, line, lawOf))),
    next: next?.due == null ? null : { what: next.what, due: next.due },
    awaitingMe: awaiting.rows,
    awaitingCount: awaiting.count,
    updates: updatesFor(context, person, names).filter(({ cite }) => cite === null),
    myCases: mine.slice(0, 8).map((one) => rowOf(one, names)),
    myCasesCount: mine.length,
    month: await monthFigures(context, person),
    joined: await joinedCases(context, person, open, lawOf),
    inherited: await inheritedOf(context, person),
  };
}

/** Names of the people of every body that has a part in these cases. */
export function namesOf(context: ServerContext, person: Person, open: readonly OpenCase[]) {
  return namesAround(context, {
    bureau: person.bureau,
    participants: [...new Set(open.map(({ state }) => state.bureau))].map((body) => ({ body })),
  });
}

/** The cases this person handles that are not closed, as the list of cases has them. */
export const myCases = (open: readonly OpenCase[], person: Person): readonly OpenCase[] =>
  open.filter(({ state, isClosed }) => !isClosed && state.handlers.includes(person.id));

/** Matters and clauses that something in the list is about, each once, by name. */
function choicesOf(lines: readonly WorkLine[]): WorklistReply['choices'] {
  const matters = new Set(lines.flatMap(({ item }) => item.matter ?? []));
  const articles = new Map(lines.map(({ item, article }) => [article, item.cite]));
  const byName = (a: string, b: string) => a.localeCompare(b, 'zh');
  return {
    matters: [...matters].sort(byName),
    articles: [...articles].map(([key, cite]) => ({ key, cite })).sort((a, b) => byName(a.key, b.key)),
  };
}

function rowOf({ id, state, updatedAt }: OpenCase, names: ReadonlyMap<string, string>): CaseRow {
  return caseRow(
    {
      id,
      kind: state.kind,
      number: state.number,
      title: state.title,
      party: state.party?.name ?? '已依法删除',
      stage: state.stage,
      handlers: state.handlers,
      openedOn: beganOn(state) ?? '',
      decidedOn: state.decision?.madeOn ?? null,
      closedOn: endedOn(state) ?? null,
      updatedAt,
    },
    names,
  );
}

const byDue = (a: WorkLine, b: WorkLine) =>
  (a.item.due ?? '9999').localeCompare(b.item.due ?? '9999') || byCase(a, b);
const byCase = ({ item: a }: WorkLine, { item: b }: WorkLine) =>
  (a.number ?? a.title).localeCompare(b.number ?? b.title);
