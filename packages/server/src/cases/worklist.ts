import type { CaseRow, WorkItem, WorklistReply } from '@mingjing/api';
import {
  type Calendar,
  type CaseDuty,
  type CaseState,
  caseDuties,
  firstOpenCommand,
  roleLabels,
  stageLabels,
  stages,
} from '@mingjing/law';
import { type CaseStateRow, caseStates, STATE_JOIN } from '../journal/case-states.ts';
import type { Queryable } from '../journal/database.ts';
import { updateItems } from '../law-in-force/update-items.ts';
import { updatesFor } from '../law-in-force/view-register.ts';
import type { Person } from '../people/people.ts';
import { actingBy, seenBy } from '../people/see-as.ts';
import { publicationOutcomes, publicationsAwaiting } from '../publications/publication-store.ts';
import { viewingAwaiting } from '../viewing/viewing-awaiting.ts';
import type { ServerContext } from '../web/context.ts';
import { caseContext, rulesOf } from './case-store.ts';
import { namesAround } from './case-view.ts';
import { dueWords } from './due-words.ts';

type Query = {
  group: WorkItem['group'] | 'all';
  kind?: 'permit' | 'penalty' | undefined;
  who: 'mine' | 'bureau';
  sort: 'due' | 'case';
};

/** What is due, by whom, in order: computed from the open cases when it is read, never stored. */
export async function worklist(context: ServerContext, person: Person, query: Query): Promise<WorklistReply> {
  const seen = seenBy(context.databases, person);
  const today = context.clock.today();
  const open = await openCases(seen, actingBy(context.databases, person), person.bureau);
  const outcomes = await publicationOutcomes(
    context,
    open.map(({ id }) => id),
    seen,
  );
  const names = await namesAround(context, {
    bureau: person.bureau,
    participants: open.map(({ state }) => ({ body: state.bureau })),
  });
  const all = open.flatMap(({ id, state }) => {
    const calendar = context.resources().calendarOf(state.bureau);
    return caseDuties(state, rulesOf(context, state), calendar, today, outcomes.get(id)?.outcome)
      .filter(
        (duty) => duty.doneOn === null && duty.binding && !isOpenEnded(duty) && !REMEDIES.has(duty.does),
      )
      .map((duty) => {
        const publicationId = PUBLICITY.has(duty.does) ? outcomes.get(id)?.id : undefined;
        const item = toItem(id, state, duty, today, calendar, names);
        return publicationId === undefined ? item : { ...item, publicationId };
      });
  });
  const mine = [
    ...all.filter((item) => query.who === 'bureau' || isMine(item, open, person)),
    ...updateItems(context, person, query.who),
  ];
  const kindred = mine.filter((item) => query.kind === undefined || item.kind === query.kind);
  const counts = {
    all: kindred.filter(({ group }) => group !== 'party').length,
    overdue: 0,
    today: 0,
    soon: 0,
    later: 0,
    party: 0,
  };
  for (const { group } of kindred) counts[group] += 1;
  const items = kindred
    .filter(({ group }) => query.group === 'all' || group === query.group)
    .sort(query.sort === 'due' ? byDue : byCase);
  const next = kindred.filter((item) => item.due !== null && item.due > today).sort(byDue)[0];
  return {
    today,
    counts,
    items,
    next: next?.due == null ? null : { what: next.what, due: next.due },
    awaitingMe: [
      ...(await casesAwaiting(context, person, open, names)),
      ...(await publicationsAwaiting(context, person, names)),
      ...(await viewingAwaiting(context, person)),
    ],
    updates: updatesFor(context, person, names).filter(({ cite }) => cite === null),
    myCases: open
      .filter(({ state }) => state.handlers.includes(person.id))
      .slice(0, 8)
      .map(({ id, state, updatedAt }) =>
        caseRow(
          {
            id,
            kind: state.kind,
            number: state.number,
            title: state.title,
            party: state.party?.name ?? '已依法删除',
            stage: state.stage,
            handlers: state.handlers,
            openedOn: state.permit?.receivedOn ?? state.dates['filing-proposed'] ?? '',
            decidedOn: state.decision?.madeOn ?? null,
            closedOn: state.dates['case-closed'] ?? null,
            updatedAt,
          },
          names,
        ),
      ),
  };
}

/** Duties that are done on the publication, not in the case. */
const PUBLICITY: ReadonlySet<string> = new Set(['publish', 'withdraw', 'end-publication']);

/** Open to the party for months, whatever else becomes of the case: they stand on its page, not in the list. */
const REMEDIES: ReadonlySet<string> = new Set(['apply-reconsideration', 'sue']);

/** A publication term without figures asks nothing of anybody until the bureau sets one. */
const isOpenEnded = (duty: CaseDuty): boolean => duty.does === 'end-publication' && duty.due === null;

interface OpenCase {
  readonly id: string;
  readonly state: CaseState;
  readonly updatedAt: string;
}

async function openCases(db: Queryable, keeper: Queryable, bureau: string): Promise<readonly OpenCase[]> {
  const { rows } = await db.query<CaseStateRow & { updated_at: Date }>({
    name: 'open-cases',
    text: `select c.id, s.state, c.updated_at from case_file c ${STATE_JOIN} where (c.bureau = $1 or $1 = any(c.participants))
      and (c.closed_on is null or exists (select 1 from publication p where p.case_id = c.id and p.state in ('drafted', 'returned', 'published'))
        or (c.decided_on is not null and not exists (select 1 from publication p where p.case_id = c.id))
        or not exists (select 1 from journal j where j.stream = 'case/' || c.id and j.version = c.version and j.type = 'case-archived'))
      order by c.updated_at desc limit 2000`,
    values: [bureau],
  });
  const states = await caseStates(db, rows, keeper);
  return rows.flatMap(({ id, updated_at }) => {
    const state = states.get(id);
    return state === undefined ? [] : [{ id, state, updatedAt: updated_at.toISOString() }];
  });
}

function toItem(
  caseId: string,
  state: CaseState,
  duty: CaseDuty,
  today: string,
  calendar: Calendar,
  names: ReadonlyMap<string, string>,
): WorkItem {
  return {
    ...dueWords(duty, today, calendar),
    caseId,
    number: state.number,
    title: state.title,
    party: state.party?.name ?? '已依法删除',
    kind: state.kind,
    what: duty.name,
    cite: duty.cite,
    owner:
      duty.waitingFor === 'party'
        ? '当事人'
        : state.handlers.map((id) => names.get(id) ?? id).join('、') ||
          (roleLabels[duty.owner as keyof typeof roleLabels] ?? duty.owner),
    state: duty.waitingFor === 'party' ? '不是本局义务' : stageLabels[state.stage],
    duty,
  };
}

function isMine(item: WorkItem, open: readonly OpenCase[], person: Person): boolean {
  const state = open.find(({ id }) => id === item.caseId)?.state;
  if (state === undefined) return false;
  if (state.handlers.includes(person.id)) return true;
  if (item.duty?.does === 'file-away' && person.roles.includes('archive-keeper'))
    return state.bureau === person.bureau;
  return (
    state.handlers.length === 0 &&
    person.roles.some((role) => role === 'window-clerk' || role === 'reviewer' || role === 'approver') &&
    state.bureau === person.bureau
  );
}

/** Cases whose next step is this person's: reviewers, approvers, legal reviewers and the superior's people. */
async function casesAwaiting(
  context: ServerContext,
  person: Person,
  open: readonly OpenCase[],
  names: ReadonlyMap<string, string>,
): Promise<WorklistReply['awaitingMe']> {
  const found: WorklistReply['awaitingMe'][number][] = [];
  const contexts = new Map<string, Awaited<ReturnType<typeof caseContext>>>();
  for (const { id, state, updatedAt } of open) {
    const rules = rulesOf(context, state);
    const law = contexts.get(state.bureau) ?? (await caseContext(context, person, rules));
    contexts.set(state.bureau, law);
    const action = firstOpenCommand(state, { ...law, rules }, AWAITED);
    const actor = state.entries.at(-1)?.actor;
    if (action !== undefined)
      found.push({
        caseId: id,
        label: action.label,
        title: state.title,
        number: state.number,
        party: state.party?.name ?? '已依法删除',
        from:
          state.bureau === person.bureau
            ? null
            : (context.resources().bureaus.get(state.bureau)?.short ?? state.bureau),
        by: names.get(actor ?? '') ?? '',
        at: updatedAt,
      });
  }
  return found;
}

const AWAITED = new Set([
  'review-opinion',
  'approve-opinion',
  'approve-extension',
  'seal-certificate',
  'approve-filing',
  'review-report',
  'give-legal-review',
  'make-penalty-decision',
  'make-permit-decision',
  'confirm-correction',
  'confirm-erasure',
  'assign-handlers',
  'deliberate',
]);

/** A case in a list, its stage placed among those of its kind and its handlers by name. */
export function caseRow(
  shown: Omit<CaseRow, 'stageLabel' | 'stageIndex' | 'stageCount'>,
  names: ReadonlyMap<string, string>,
): CaseRow {
  const order: readonly string[] = stages[shown.kind];
  return {
    ...shown,
    stageLabel: stageLabels[shown.stage as keyof typeof stageLabels],
    stageIndex: order.indexOf(shown.stage),
    stageCount: order.length,
    handlers: shown.handlers.map((handler) => names.get(handler) ?? handler),
  };
}

const byDue = (a: WorkItem, b: WorkItem) => (a.due ?? '9999').localeCompare(b.due ?? '9999') || byCase(a, b);
const byCase = (a: WorkItem, b: WorkItem) => (a.number ?? a.title).localeCompare(b.number ?? b.title);
