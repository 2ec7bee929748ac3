import type { CaseView } from '@mingjing/api';
import {
  availableActions,
  type Calendar,
  type CaseContext,
  type CaseDuty,
  type CaseState,
  can,
  caseDuties,
  changedWords,
  explainDuty,
  handledBy,
  keptUntil,
  kindLabels,
  noticesOf,
  participationLabels,
  pointWords,
  processRecords,
  type Rulebook,
  retentionFor,
  stageRail,
  successorsOf,
  turnsOfOthers,
} from '@mingjing/law';
import { emergenciesOf } from '../emergency/emergency-access.ts';
import type { Queryable } from '../journal/database.ts';
import type { Person } from '../people/people.ts';
import { peopleOf } from '../people/people.ts';
import { findPublicationOfCase, PUBLICITY, publicationsNaming } from '../publications/publication-store.ts';
import { viewingOfCase } from '../viewing/viewing-requests.ts';
import type { ServerContext } from '../web/context.ts';
import { caseContext, type LoadedCase, rulesOf } from './case-store.ts';
import { codeNames } from './code-names.ts';
import { daysLeft } from './days-left.ts';
import { bureauName, matterOf, unitName } from './document-parts.ts';
import { draftsOf } from './drafts.ts';
import { recordsFirst, requirementStep } from './requirement-step.ts';
import { timelineOf } from './timeline.ts';

/** Everything the case page shows, for this person, now; `seen` asks the database as that person. */
export async function viewCase(
  context: ServerContext,
  person: Person,
  loaded: LoadedCase,
  seen: Queryable,
): Promise<CaseView> {
  const { state } = loaded;
  const facts = loaded.facts.map(({ fact }) => fact);
  const db = context.databases.app;
  const rules = rulesOf(context, state);
  const law = await caseContext(context, person, rules, {}, loaded);
  const names = await namesAround(context, state);
  const publication = await findPublicationOfCase(context, loaded.id, seen);
  // Publications of another bureau are not to be seen: whether it is done there is not known here.
  const duties = caseDuties(state, rules, law.calendar, law.today, publication?.outcome).filter(
    ({ does }) => state.bureau === person.bureau || !PUBLICITY.has(does),
  );
  const actions = availableActions(state, law);
  const [timeline, evidence, drafts] = await Promise.all([
    timelineOf(db, loaded.stream, loaded.facts, new Map([...names, ...codeNames(state, rules)])),
    evidenceOf(seen, state),
    draftsOf(context, person, loaded.id),
  ]);
  const step = requirementStep(state, rules);
  const last = timeline.find((entry) => entry.logIndex !== null)?.logIndex ?? null;
  return {
    emergencies: await emergenciesOf(context, seen, state.bureau, loaded.id),
    viewing: await viewingOfCase(context, person, loaded),
    id: loaded.id,
    version: state.version,
    mayExport: can(law.actor, 'export-case', state) === undefined,
    kind: state.kind,
    kindLabel: kindLabels[state.kind],
    number: state.number,
    title: state.title,
    stage: state.stage,
    party: state.party,
    participants: namedBodies(state, names),
    matterName: matterOf(state, rules).name,
    unitName: unitName(state, rules),
    authorityName: bureauName(
      context.resources().bureaus,
      state.decision?.issuingAuthority ?? issuingAuthority(state, rules),
      state,
      law,
    ),
    people: peopleLines(state, names),
    tags: tagsOf(state),
    rail: stageRail(state, duties, rules).map((step) => ({
      ...step,
      date: step.date ?? null,
      note: step.note ?? null,
      onPaper: step.onPaper === true,
    })),
    requirements: [...step.requirements, ...step.asks],
    requirementsTitle: step.title,
    records: processRecords(facts, state, rules),
    actions: recordsFirst(actions, step),
    // A step that stands among the actions, refused, says itself whose it is.
    turns: turnsOfOthers(state, law).filter(({ command }) => !actions.some((one) => one.command === command)),
    retention: retentionOf(state, rules, law.calendar),
    duties: duties.map((duty) => dutyView(duty, law)),
    timeline,
    documents: state.documents
      .map((document) => ({
        id: document.documentId,
        title: document.title,
        number: document.documentNumber,
        servedOn: document.servedOn ?? null,
        forServing: document.forServing,
        remade: document.remade ?? null,
        notices: noticesOf(state, document),
        changed: changedWords(state, document, facts),
        onPaper: document.madeOnPaperOn !== undefined,
      }))
      .reverse(),
    evidence,
    publication: {
      id: publication?.id ?? null,
      state: publication?.state ?? null,
      ...draftability(state, publication?.id ?? null, person, rules),
      naming: actions.some(({ command }) => command.endsWith('-erasure'))
        ? await publicationsNaming(seen, state)
        : [],
    },
    drafts,
    log: { size: timeline.length, lastIndex: last },
  };
}

/** Counted from the day of archiving; what the texts leave open is said with the answer proposed or decided. */
function retentionOf(state: CaseState, rules: Rulebook, calendar: Calendar): CaseView['retention'] {
  const archivedOn = state.dates['case-archived'];
  if (archivedOn === undefined) return [];
  return retentionFor(rules, state.kind).map((one) => ({
    name: one.rule.name,
    until: keptUntil(one.rule, archivedOn, calendar),
    note: pointWords(one) ?? null,
    cite: one.cite,
  }));
}

/** A duty with its full sentence, its calendar strip and what is left of it. */
export function dutyView(duty: CaseDuty, law: Pick<CaseContext, 'calendar' | 'today'>) {
  return { ...duty, ...explainDuty(duty), left: daysLeft(duty, law) };
}

function issuingAuthority(state: CaseState, rules: Rulebook): string {
  return rules.procedure(state.kind)?.rule.issuingAuthority === 'superior'
    ? (rules.bureau.superior?.id ?? state.bureau)
    : handledBy(state);
}

/** Whether this person may draft the publication of the case. */
export function draftability(
  state: CaseState,
  publication: string | null,
  person: Person,
  rules: Rulebook,
): Omit<CaseView['publication'], 'id' | 'state' | 'naming'> {
  const cite = rules.publication(state.kind)?.cite;
  const refused = (code: string, sentence: string) => ({
    canDraft: false,
    refusal: { code, sentence, ...(cite && { cite }) },
  });
  if (state.decision === null) return refused('no-decision', '作出决定后才能起草公示。');
  if (publication !== null) return { canDraft: false };
  const may =
    person.bureau === state.bureau &&
    (state.handlers.includes(person.id) || person.roles.includes('liaison'));
  return may ? { canDraft: true } : refused('not-yours', '由承办人或者联络员起草公示。');
}

function tagsOf(state: CaseState): string[] {
  return [
    ...(state.permit?.intake === 'deemed-accepted' ? ['逾期未告知，视为受理'] : []),
    ...(state.kind === 'penalty' ? ['普通程序'] : []),
    ...(state.penalty?.hearing.state === 'held' ? ['经听证'] : []),
    ...(state.decision?.revoked === undefined ? [] : ['决定已被撤销或者变更']),
    ...(state.adoption === undefined ? [] : [adoptionTags[state.adoption.state]]),
    ...(state.erasure === null ? [] : ['有删除申请待确认']),
    ...(state.correction === null ? [] : ['有更正申请待确认']),
    ...(state.documentCorrection ? ['有文书更正申请待批准'] : []),
  ];
}

const adoptionTags = {
  stated: '纸质转入，待他人核对',
  confirmed: '纸质转入',
  refused: '与纸质不符，未转入',
} as const;

function peopleLines(state: CaseState, names: ReadonlyMap<string, string>): CaseView['people'] {
  const by = (type: string) => (state.doneBy[type] ?? []).slice(0, 1).map((id) => names.get(id) ?? id);
  const lines =
    state.kind === 'permit'
      ? ([
          ['收件', by('application-received')],
          ['审核', by('opinion-reviewed')],
          ['批准', by('opinion-approved')],
        ] as const)
      : ([
          ['审核', by('report-reviewed')],
          ['法制审核', by('legal-review-given')],
          ['批准', by('decision-made')],
        ] as const);
  return [
    { label: '承办', names: state.handlers.map((id) => names.get(id) ?? id) },
    ...lines.map(([label, found]) => ({ label, names: found })),
  ].filter(({ names: found }) => found.length > 0);
}

/** By what name a fact bears who ran a command of the command line, where nobody signs in. */
const COMMAND_LINE = 'command-line';

/** Names of everyone who may appear in the case, the people of participating bodies included. */
export async function namesAround(
  context: ServerContext,
  state: {
    bureau: string;
    participants: readonly { body: string }[];
    entries?: CaseState['entries'];
  },
): Promise<ReadonlyMap<string, string>> {
  // Who recorded something for a body is named after the body has left.
  const once = (state.entries ?? []).flatMap(({ type, data }) =>
    type === 'participant-named' ? [String(data.body)] : [],
  );
  const { bureaus } = context.resources();
  const known = [state.bureau, ...state.participants.map(({ body }) => body), ...once];
  const bodies = known.flatMap((body) => [body, ...successorsOf(bureaus, body)]);
  const people = await peopleOf(context.databases.app, bodies);
  return new Map([
    ...bodies.flatMap((body) => {
      const name = bureaus.get(body)?.name;
      return name === undefined ? [] : [[body, name] as const];
    }),
    ...people.map(({ id, name }) => [id, name] as const),
    [COMMAND_LINE, '系统管理员（命令行）'] as const,
  ]);
}

/** Bodies named for the case, and in what capacity. */
function namedBodies(
  { participants }: CaseState,
  names: ReadonlyMap<string, string>,
): CaseView['participants'] {
  const named = participants.filter(({ as }) => as === 'joint' || as === 'entrusted' || as === 'supervising');
  if (named.length === 0) return [];
  return participants
    .filter((one) => one.as === 'handling' || named.includes(one))
    .map(({ body, as, since, until, letter }) => ({
      body,
      name: names.get(body) ?? body,
      label: participationLabels[as as keyof typeof participationLabels],
      since: since ?? null,
      until: until ?? null,
      letter: letter ?? null,
    }));
}

async function evidenceOf(seen: Queryable, state: CaseState): Promise<CaseView['evidence']> {
  const { rows } = await seen.query<{
    id: string;
    facts: { claims?: { label: string; text: string }[] };
  }>(`select id, facts from evidence where id = any($1)`, [
    state.records.map((record) => record.attachment.evidenceId),
  ]);
  const claims = new Map(rows.map(({ id, facts }) => [id, facts.claims ?? []]));
  return state.records
    .map((record) => ({
      id: record.attachment.evidenceId,
      name: record.name,
      fileName: record.fileName,
      erased: record.erased === true,
      mediaType: record.attachment.mediaType,
      size: record.attachment.size,
      requirement: record.requirement,
      sha256: record.attachment.sha256,
      claims: record.erased ? [] : (claims.get(record.attachment.evidenceId) ?? []),
    }))
    .reverse();
}
