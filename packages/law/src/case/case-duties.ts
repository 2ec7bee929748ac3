import type { ExcludedDays } from '../duties/add-limit.ts';
import type { Calendar } from '../duties/calendar.ts';
import { scheduleChain } from '../duties/chain-steps.ts';
import { addDays, asPrinted } from '../duties/day.ts';
import { dutiesFor } from '../duties/duties-for.ts';
import type { CaseDuty, Duty } from '../duties/duty.ts';
import type { Circumstances, Rulebook } from '../pack/rulebook.ts';
import type { EventName } from '../pack/schema.ts';
import type { CaseState, IssuedDocument } from './case-state.ts';
import { circumstancesOf } from './circumstances.ts';
import { penaltyCircumstances } from './penalty/major.ts';

/** What happened to the case outside its own stream: on the carriers of publication and in the archive. */
export interface OutsideDates {
  readonly publishedOn?: string | undefined;
  /** Confirmed on the main carrier: only this counts as published. */
  readonly confirmedOn?: string | undefined;
  /** The day on which each carrier was confirmed, for duties that name their carrier. */
  readonly carriers?: Readonly<Record<string, string>>;
  readonly withdrawnOn?: string | undefined;
  /** The days on which what is public was put right. */
  readonly correctedOn?: readonly string[];
  /** Decided not to be published. */
  readonly withheldOn?: string | undefined;
  readonly filedOn?: string | undefined;
  /** What stands, or stood, on the page. */
  readonly words?: readonly string[];
}

/** Every duty that the events of a case started, what became of it, and whose turn it is; ordered by due date. */
export function caseDuties(
  state: CaseState,
  rules: Rulebook,
  calendar: Calendar,
  asOf: string,
  outside: OutsideDates = {},
): readonly CaseDuty[] {
  const circumstances =
    state.kind === 'penalty' ? penaltyCircumstances(state, rules) : circumstancesOf(state, rules);
  const ground = { rules, calendar, circumstances, asOf };
  const seen = new Set<string>();
  return startsOf(state, outside)
    .flatMap((start) => dutiesOf(start, state, ground))
    .filter(({ duty, start }) => isFirst(seen, `${duty.id}@${start.document?.documentId ?? start.date}`))
    .map(({ duty, start }) => {
      const done = doneOn(duty, start, state, outside, asOf);
      const judged = done === null ? duty : asJudgedOn(done, duty, start, state, ground);
      const onPaper = wasDoneOnPaper(done, state) ? { onPaper: true as const } : {};
      return {
        ...toCaseDuty(judged, done, start, asOf),
        ...onPaper,
        steps: stepsOf(judged, rules, calendar),
      };
    })
    .sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'));
}

/** The bureau's next binding duty with a date that is not done; a worklist shows it for the case. */
export function nextDue(duties: readonly CaseDuty[]): CaseDuty | undefined {
  return duties.find(
    (duty) =>
      duty.due !== null &&
      duty.binding &&
      duty.modality === 'must' &&
      duty.waitingFor === 'bureau' &&
      (duty.state === 'open' || duty.state === 'overdue'),
  );
}

interface Ground {
  readonly rules: Rulebook;
  readonly calendar: Calendar;
  readonly circumstances: Circumstances;
  readonly asOf: string;
}

interface Start {
  readonly event: EventName;
  readonly date: string;
  readonly document?: IssuedDocument;
  /** The carrier on which it happened; only duties that name this carrier begin here. */
  readonly channel?: string;
}

/** Which events of the case start duties, and on which legal day each happened. */
function startsOf(state: CaseState, outside: OutsideDates): readonly Start[] {
  const at = (event: EventName, date: string | undefined | null): readonly Start[] =>
    date ? [{ event, date }] : [];
  return [
    ...at('application-received', state.permit?.receivedOn),
    ...at('application-received', state.dates['supplement-received']),
    ...at('supplement-requested', state.dates['supplement-requested']),
    ...at('application-accepted', state.permit?.clockStart),
    ...at('time-excluded', state.dates['time-excluded']),
    ...at('case-filed', state.dates['case-filed']),
    ...at('notice-served', state.penalty?.priorNotice?.servedOn),
    ...at('review-requested', state.dates['legal-review-requested']),
    ...at('decision-made', state.decision?.madeOn),
    ...at('information-formed', state.decision?.madeOn),
    ...at('decision-served', decisionDocument(state)?.servedOn),
    ...at('decision-revoked', state.decision?.revoked?.on),
    ...at('published', outside.publishedOn),
    ...Object.entries(outside.carriers ?? {}).map(([channel, date]) => ({
      event: 'published' as const,
      date,
      channel,
    })),
    ...correctedAfterwards(state, outside).flatMap((date) => [
      ...at('information-changed', date),
      ...at('correction-requested', date),
    ]),
    ...at('not-published', outside.withheldOn),
    ...at('closing-ground-arose', closingGround(state)),
    ...at('act-ended', actEnded(state)),
    ...state.documents
      .filter(({ forServing, remade }) => forServing && remade === undefined)
      .flatMap((document): readonly Start[] => {
        const date = madeOn(state, document);
        return date ? [{ event: 'document-issued', date, document }] : [];
      }),
  ];
}

/** The days on which words were put right that were public by then. */
function correctedAfterwards(
  state: CaseState,
  { publishedOn, withdrawnOn, words = [] }: OutsideDates,
): readonly string[] {
  if (publishedOn === undefined) return [];
  return state.entries
    .filter(({ type, occurredOn }) => type === 'document-corrected' && occurredOn >= publishedOn)
    .filter(({ data }) => words.some((one) => asPrinted(one).includes(String(data.before))))
    .map(({ occurredOn }) => occurredOn)
    .filter((day) => withdrawnOn === undefined || withdrawnOn >= day);
}

function dutiesOf(
  start: Start,
  state: CaseState,
  { rules, calendar, circumstances, asOf }: Ground,
): readonly { readonly duty: Duty; readonly start: Start }[] {
  const duties = dutiesFor({
    rules,
    calendar,
    event: start.event,
    kind: state.kind,
    date: start.date,
    circumstances,
    excluded: excludedDays(state, asOf),
    extensionDays: state.extensionDays,
    extends: 'decide',
    asProposed: true,
  });
  return duties.filter((duty) => beginsHere(duty, start)).map((duty) => ({ duty, start }));
}

function beginsHere({ channel, does }: Duty, start: Start): boolean {
  if (start.event === 'information-changed' || start.event === 'correction-requested')
    return does === 'update' || does === 'correct';
  return start.event !== 'published' || channel === (start.channel ?? null);
}

/** Days that do not count; a span still running is excluded up to the day asked about. */
function excludedDays(state: CaseState, asOf: string): readonly ExcludedDays[] {
  return state.excluded.map(({ startsOn, resumedOn, cause }) => ({
    from: startsOn,
    to: resumedOn === undefined ? asOf : addDays(resumedOn, -1),
    cause,
  }));
}

function isFirst(seen: Set<string>, key: string): boolean {
  if (seen.has(key)) return false;
  seen.add(key);
  return true;
}

/** Remedies are the party's: what becomes of them is not known here, only that their time is over. */
const REMEDIES: readonly string[] = ['apply-reconsideration', 'sue'];

function doneOn(
  duty: Duty,
  start: Start,
  state: CaseState,
  outside: OutsideDates,
  asOf: string,
): string | null {
  if (REMEDIES.includes(duty.does))
    return duty.due !== null && !duty.provisional && asOf > duty.due ? duty.due : null;
  return (start.document ? start.document.servedOn : doneDate(duty, start, state, outside)) ?? null;
}

/** What is done is measured by the law of the day it was done: a stricter limit of today makes no lateness of yesterday. */
function asJudgedOn(done: string, duty: Duty, start: Start, state: CaseState, ground: Ground): Duty {
  const rules = ground.rules.asOf(done);
  if (rules === ground.rules) return duty;
  const then = dutiesOf(start, state, { ...ground, rules }).map((one) => one.duty);
  return then.find(({ does, channel }) => does === duty.does && channel === duty.channel) ?? duty;
}

/** The product knows of it only from the paper. */
function wasDoneOnPaper(done: string | null, { adoption }: CaseState): boolean {
  return adoption?.state === 'confirmed' && adoption.done.some(({ occurredOn }) => occurredOn === done);
}

function toCaseDuty(duty: Duty, doneOn: string | null, start: Start, asOf: string): Omit<CaseDuty, 'steps'> {
  const named = start.document
    ? { id: `${duty.id}@${start.document.documentId}`, name: `${duty.name}：${start.document.title}` }
    : {};
  const waitingFor = turnOf(duty.does, start.event);
  const due = isLeave({ modality: duty.modality, waitingFor }) ? null : duty.due;
  return { ...duty, ...named, doneOn, waitingFor, state: stateOf({ ...duty, due }, doneOn, asOf) };
}

/** The last day of each step of the chain that one of the layers wants inside the duty. */
function stepsOf(duty: Duty, { packs }: Rulebook, calendar: Calendar): CaseDuty['steps'] {
  const { due } = duty;
  if (due === null) return [];
  const answers = [duty, ...duty.others];
  const chains = packs.flatMap((pack) =>
    pack.chains.filter(({ within }) => answers.some(({ id, layer }) => layer === pack.id && id === within)),
  );
  return chains[0] === undefined ? [] : scheduleChain(chains[0], due, calendar);
}

/** What the bureau may do once the time has come (可以撤下): it is never late with it. */
export function isLeave(duty: Pick<CaseDuty, 'modality' | 'waitingFor'>): boolean {
  return duty.modality === 'may' && duty.waitingFor === 'bureau';
}

function stateOf(duty: Duty, doneOn: string | null, asOf: string): CaseDuty['state'] {
  if (doneOn !== null) return duty.due !== null && doneOn > duty.due ? 'done-late' : 'done';
  return duty.due !== null && asOf > duty.due && !duty.provisional ? 'overdue' : 'open';
}

function turnOf(does: string, event: EventName): CaseDuty['waitingFor'] {
  return event === 'supplement-requested' || ['state', 'hear-request', 'pay', ...REMEDIES].includes(does)
    ? 'party'
    : 'bureau';
}

/** The day on which a case did what the duty asks, by what the duty achieves. */
function doneDate(
  { does, channel }: Duty,
  start: Start,
  state: CaseState,
  outside: OutsideDates,
): string | undefined {
  const first = (...types: readonly string[]) => firstAfter(state, start.date, types);
  switch (does) {
    case 'publish':
      return (channel === null ? outside.confirmedOn : outside.carriers?.[channel]) ?? outside.withheldOn;
    case 'withdraw':
    case 'end-publication':
      return outside.withdrawnOn;
    case 'update':
    case 'correct':
      return outside.correctedOn?.find((day) => day >= start.date) ?? outside.withdrawnOn;
    case 'file-away':
      return first('case-archived') ?? outside.filedOn;
    case 'notify-supplement':
      return (
        first(...intakeOutcomes) ??
        (start.event === 'supplement-requested' ? first('supplement-received') : undefined)
      );
    case 'decide':
      return first('decision-made', 'act-terminated', 'case-closed');
    case 'extend':
      return first('extension-approved', 'extension-refused');
    case 'serve':
      return decisionDocument(state)?.servedOn;
    case 'issue-certificate':
      return decisionDocument(state)?.servedOn ?? first('certificate-sealed', 'decision-sealed');
    case 'review':
      return first('legal-review-given');
    case 'state':
      return first('statement-received', 'statement-waived');
    case 'hear-request':
      return first('hearing-requested', 'hearing-waived');
    case 'notify-hearing':
      return first('hearing-notified');
    case 'pay':
      return state.penalty?.execution === 'done' ? state.dates['execution-recorded'] : undefined;
    case 'close':
      return state.dates['case-closed'];
    default:
      return undefined;
  }
}

const intakeOutcomes = [
  'supplement-requested',
  'application-accepted',
  'application-deemed-accepted',
  'application-declined',
  'application-rejected',
] as const;

/** Legal day of the first such fact on or after a day. */
function firstAfter(state: CaseState, from: string, types: readonly string[]): string | undefined {
  return [...(state.adoption?.state === 'confirmed' ? state.adoption.done : []), ...state.entries].find(
    (entry) => types.includes(entry.type) && entry.occurredOn >= from,
  )?.occurredOn;
}

/** The day on which a document was made, here or on paper. */
export function madeOn(state: CaseState, document: IssuedDocument): string | undefined {
  return (
    document.madeOnPaperOn ?? state.entries.find((entry) => entry.version === document.version)?.occurredOn
  );
}

/** The document by which the party learns the decision. */
function decisionDocument(state: CaseState): IssuedDocument | undefined {
  const { decision } = state;
  if (decision === null) return undefined;
  return state.documents.find(
    ({ documentNumber, forServing, remade }) =>
      documentNumber === decision.documentNumber && forServing && remade === undefined,
  );
}

/** When a penalty case could be closed: carried out, or decided without a penalty. */
function closingGround({ decision, penalty, dates }: CaseState): string | undefined {
  if (decision?.result === 'no-penalty') return decision.madeOn;
  return penalty?.execution === 'done' ? dates['execution-recorded'] : undefined;
}

/** When the act ended: closed, terminated, or not begun at all. */
function actEnded(state: CaseState): string | undefined {
  return state.dates['case-closed'] ?? state.dates['filing-refused'];
}
