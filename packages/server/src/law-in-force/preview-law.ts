import type { LawPreviewReply, LawPreviewRequest } from '@mingjing/api';
import {
  activationsWith,
  type CaseState,
  checkProposal,
  checkYear,
  kindLabels,
  type LawSide,
  lawChanges,
  type OutsideDates,
} from '@mingjing/law';
import type { ImaginedChange, Resources } from '../bureaus/resources.ts';
import { openedOn } from '../cases/case-store.ts';
import { type CaseStateRow, caseStates, STATE_JOIN } from '../journal/case-states.ts';
import type { Person } from '../people/people.ts';
import { actingBy, seenBy } from '../people/see-as.ts';
import { publicationOutcomes } from '../publications/publication-store.ts';
import { publicationNames } from '../publications/run-publication-command.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { readYearText } from './read-law-files.ts';
import { bureauContext, loadLaw } from './run-law-command.ts';

const BATCH = 100;
const MOST_SHOWN = 200;

/** What a change of law or calendar would turn in the bureau's cases that are not finished, batch by batch; changes nothing. */
export async function previewLaw(
  context: ServerContext,
  person: Person,
  request: LawPreviewRequest,
): Promise<LawPreviewReply> {
  const { change, day } = await imagined(context, person, request);
  const resources = context.resources();
  const after = resources.imagine(person.bureau, change);
  const reply = {
    day,
    cases: 0,
    changedCases: 0,
    changes: [] as LawPreviewReply['changes'][number][],
    more: 0,
  };
  for (let last = ''; ; ) {
    const batch = await unfinished(context, person, last);
    const outcomes = await publicationOutcomes(
      context,
      batch.map(({ id }) => id),
      seenBy(context.databases, person),
    );
    for (const { id, state } of batch) {
      const outside = outcomes.get(id)?.outcome ?? {};
      const changes = changesOf(context, state, { before: resources, after }, day, outside);
      reply.cases += 1;
      if (changes.length > 0) reply.changedCases += 1;
      const room = Math.max(0, MOST_SHOWN - reply.changes.length);
      reply.more += Math.max(0, changes.length - room);
      const named = {
        caseId: id,
        number: state.number,
        title: state.title,
        kindLabel: kindLabels[state.kind],
      };
      reply.changes.push(...changes.slice(0, room).map((one) => ({ ...named, ...one })));
    }
    last = batch.at(-1)?.id ?? '';
    if (batch.length < BATCH) return reply;
  }
}

/** The change as the law would stand, and the day from which it would be felt. */
async function imagined(
  context: ServerContext,
  person: Person,
  request: LawPreviewRequest,
): Promise<{ change: ImaginedChange; day: string }> {
  const around = bureauContext(context, person);
  if ('yaml' in request) {
    const year = readYearText(request.yaml);
    const problems = checkYear(year, around.today);
    if (problems.length > 0)
      throw new RequestError(
        'calendar-faulty',
        undefined,
        problems.map((message) => ({ key: 'calendar.yaml', message })),
      );
    return { change: { year }, day: around.today };
  }
  const { state } = await loadLaw(context, person.bureau);
  checkProposal(state, request, around);
  const begins = Object.values(request.packs).map((version) => around.find(version)?.inForceFrom ?? '');
  const day = [around.today, request.from ?? '', ...begins].sort().at(-1) ?? around.today;
  return {
    change: {
      activations: activationsWith(state, request, around.today),
      ...(request.layers === undefined ? {} : { layers: [...request.layers] }),
    },
    day,
  };
}

type Law = Pick<Resources, 'rulebookOver' | 'calendarOf'>;

function changesOf(
  context: ServerContext,
  state: CaseState,
  law: { readonly before: Law; readonly after: Law },
  day: string,
  outside: OutsideDates,
) {
  const side = (resources: Law): LawSide => {
    const asked = { bureau: state.bureau, openedOn: openedOn(state), packs: state.packs, today: day };
    return {
      rules: resources.rulebookOver({ ...asked, event: day }),
      publicationRules: resources.rulebookOver({ ...asked, event: state.decision?.madeOn ?? day }),
      calendar: resources.calendarOf(state.bureau),
    };
  };
  const before = side(law.before);
  const names = publicationNames(context, state.bureau, state, before.publicationRules);
  return lawChanges(state, day, outside, before, side(law.after), names);
}

async function unfinished(
  context: ServerContext,
  person: Person,
  after: string,
): Promise<readonly { readonly id: string; readonly state: CaseState }[]> {
  const db = seenBy(context.databases, person);
  const { rows } = await db.query<CaseStateRow>({
    name: 'unfinished-cases',
    text: `select c.id, s.state from case_file c ${STATE_JOIN} where c.bureau = $1 and c.id > $2
      and (c.closed_on is null or exists (select 1 from publication p where p.case_id = c.id and p.state in ('drafted', 'returned', 'published'))
        or (c.decided_on is not null and not exists (select 1 from publication p where p.case_id = c.id)))
      order by c.id limit ${BATCH}`,
    values: [person.bureau, after],
  });
  const states = await caseStates(db, rows, actingBy(context.databases, person));
  return rows.flatMap(({ id }) => {
    const state = states.get(id);
    return state === undefined ? [] : [{ id, state }];
  });
}
