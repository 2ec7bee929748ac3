import type { WorkItem } from '@mingjing/api';
import {
  type Calendar,
  type CaseDuty,
  type CaseState,
  caseDuties,
  formatCite,
  roleLabels,
} from '@mingjing/law';
import { rulesOf } from '../cases/case-store.ts';
import { matterOf } from '../cases/document-parts.ts';
import { updateItems } from '../law-in-force/update-items.ts';
import type { Person } from '../people/people.ts';
import { seenBy } from '../people/see-as.ts';
import {
  PUBLICITY,
  type PublicationOutcome,
  publicationOutcomes,
} from '../publications/publication-store.ts';
import type { ServerContext } from '../web/context.ts';
import { dueWords } from './due-words.ts';
import { endingResults } from './ending-results.ts';
import type { OpenCase } from './open-cases.ts';

/** A line of the worklist with the case and the publication it came of; a change of the law has neither, the end of an imported result no case. */
export interface WorkLine {
  readonly item: Omit<WorkItem, 'step' | 'state' | 'lacks'> & Partial<Pick<WorkItem, 'state'>>;
  readonly state: CaseState | null;
  readonly publication: PublicationOutcome | null;
  /** The clause as it is cited in full: the address of a filter names it so. */
  readonly article: string;
}

/** What is due in these cases and by changes of the law, for this person or for the whole bureau, unordered. */
export async function workLines(
  context: ServerContext,
  person: Person,
  open: readonly OpenCase[],
  who: 'mine' | 'bureau',
  names: ReadonlyMap<string, string>,
): Promise<readonly WorkLine[]> {
  const theirs = open.filter(({ state }) => who === 'bureau' || concerns(state, person));
  const outcomes = await publicationOutcomes(
    context,
    theirs.map(({ id }) => id),
    seenBy(context.databases, person),
  );
  return [
    ...theirs.flatMap((one) =>
      linesOf(context, one, outcomes.get(one.id), names).filter(
        // Publications of another bureau are not to be seen: whether it is done there is not known here.
        ({ item }) => one.state.bureau === person.bureau || !PUBLICITY.has(item.duty.does),
      ),
    ),
    ...updateItems(context, person, who).map((item) => lineOf(item, null, null)),
    ...(await endingResults(context, person, who)).map((item) => lineOf(item, null, null)),
  ].filter(({ item, state }) => who === 'bureau' || state === null || isMine(item, state, person));
}

function linesOf(
  context: ServerContext,
  { id, state }: OpenCase,
  publication: PublicationOutcome | undefined,
  names: ReadonlyMap<string, string>,
): readonly WorkLine[] {
  const today = context.clock.today();
  const calendar = context.resources().calendarOf(state.bureau);
  const rules = rulesOf(context, state);
  const matter = matterOf(state, rules).name;
  return caseDuties(state, rules, calendar, today, publication?.outcome)
    .filter((duty) => duty.doneOn === null && duty.binding && !isOpenEnded(duty) && !REMEDIES.has(duty.does))
    .map((duty) => {
      const item = { ...toItem(id, state, duty, { today, calendar, names }), matter };
      return PUBLICITY.has(duty.does) && publication !== undefined
        ? lineOf({ ...item, publicationId: publication.id }, state, publication)
        : lineOf(item, state, null);
    });
}

const lineOf = (
  item: WorkLine['item'],
  state: WorkLine['state'],
  publication: WorkLine['publication'],
): WorkLine => ({ item, state, publication, article: formatCite(item.cite) });

/** Open to the party for months, whatever else becomes of the case: they stand on its page, not in the list. */
const REMEDIES: ReadonlySet<string> = new Set(['apply-reconsideration', 'sue']);

/** A publication term without figures asks nothing of anybody until the bureau sets one. */
const isOpenEnded = (duty: CaseDuty): boolean => duty.does === 'end-publication' && duty.due === null;

function toItem(
  caseId: string,
  state: CaseState,
  duty: CaseDuty,
  day: {
    readonly today: string;
    readonly calendar: Calendar;
    readonly names: ReadonlyMap<string, string>;
  },
): Omit<WorkLine['item'], 'matter'> {
  const isPartys = duty.waitingFor === 'party';
  return {
    ...dueWords(duty, day.today, day.calendar),
    caseId,
    number: state.number,
    title: state.title,
    party: state.party?.name ?? '已依法删除',
    kind: state.kind,
    what: duty.name,
    cite: duty.cite,
    owner: isPartys
      ? '当事人'
      : state.handlers.map((id) => day.names.get(id) ?? id).join('、') ||
        (roleLabels[duty.owner as keyof typeof roleLabels] ?? duty.owner),
    duty,
  };
}

/** Whether anything in the case can be this person's: asked before its duties are worked out. */
function concerns(state: CaseState, person: Person): boolean {
  return state.handlers.includes(person.id) || keepsArchive(state, person) || takesUnassigned(state, person);
}

function isMine(item: WorkLine['item'], state: CaseState, person: Person): boolean {
  if (state.handlers.includes(person.id)) return true;
  if (item.duty.does === 'file-away' && keepsArchive(state, person)) return true;
  return takesUnassigned(state, person);
}

const keepsArchive = (state: CaseState, person: Person): boolean =>
  person.roles.includes('archive-keeper') && state.bureau === person.bureau;

const takesUnassigned = (state: CaseState, person: Person): boolean =>
  (state.handlers.length === 0 || isUntaken(state, person)) &&
  state.bureau === person.bureau &&
  person.roles.some((role) => role === 'window-clerk' || role === 'reviewer' || role === 'approver');

/** Came over from a bureau in whose place the person acts, and nobody of theirs handles it yet. */
const isUntaken = (state: CaseState, { home }: Person): boolean =>
  home !== undefined && state.takenOver?.by !== home;
