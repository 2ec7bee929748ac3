import type {
  AnswerViewingRequest,
  AskViewingRequest,
  CaseViewing,
  ViewingReply,
  ViewingRow,
} from '@mingjing/api';
import {
  addDays,
  answerViewing,
  askViewing,
  type CaseState,
  can,
  type Fact,
  factTypes,
  leaveStanding,
  MOST_VIEWING_DAYS,
  RuleError,
  refuseRecording,
  type ViewingRequest,
  viewingRequests,
} from '@mingjing/law';
import { recordInBureau } from '../bureaus/record-in-bureau.ts';
import { type LoadedCase, rulesOf, seenCase } from '../cases/case-store.ts';
import type { ReadFact } from '../journal/fact-codec.ts';
import { readStream } from '../journal/read-stream.ts';
import { commandDigest } from '../journal/repeated-command.ts';
import { authoriseQuery } from '../people/authorise.ts';
import { type Person, peopleOf, toActor } from '../people/people.ts';
import { seenBy } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';

/** Asks for leave to see the records of one case: a fact of the bureau, so that no command in the case meets it. */
export async function askForViewing(
  context: ServerContext,
  person: Person,
  request: AskViewingRequest,
): Promise<void> {
  const { id, ...wish } = request;
  const loaded = await seenCase(context.databases, person, wish.caseId);
  authoriseQuery(person, 'view-case', loaded.state);
  const rules = rulesOf(context, loaded.state);
  await write(context, person, id, commandDigest(wish), (requests, today) =>
    askViewing(toActor(person), wish, loaded.state, rules, requests, today),
  );
}

/** Grants or refuses what was asked for. */
export async function answerAsked(
  context: ServerContext,
  person: Person,
  request: AnswerViewingRequest,
): Promise<void> {
  const { id, ...answer } = request;
  const asked = (await requestsOf(context, person.bureau)).find((one) => one.id === answer.request);
  const cite = asked && (await refusalFor(context, person, asked))?.cite;
  await write(context, person, id, commandDigest(answer), (requests, today) =>
    answerViewing(toActor(person), answer, requests, { today, last: lastDay(today), cite }),
  );
}

/** Everybody's askings for those who answer them, one's own for the others; the newest first. */
export async function listViewing(context: ServerContext, person: Person): Promise<ViewingReply> {
  const today = context.clock.today();
  const mayDecide = can(toActor(person), 'decide-viewing', { bureau: person.bureau }) === undefined;
  const all = await requestsOf(context, person.bureau);
  const seen = all.filter(
    (one) => mayDecide || person.roles.includes('policy-and-law') || one.person === person.id,
  );
  return { today, last: lastDay(today), mayDecide, rows: (await toRows(context, person, seen)).reverse() };
}

/** Whether this person sees the records of the case today, and their last asking. */
export async function viewingOfCase(
  context: ServerContext,
  person: Person,
  { id, state }: LoadedCase,
): Promise<CaseViewing> {
  const refusal = refuseRecording(person, state, rulesOf(context, state));
  if (refusal === undefined) return { refusal: null, asked: null };
  const own = (await requestsOf(context, state.bureau)).filter(
    (one) => one.person === person.id && one.caseId === id,
  );
  const [asked = null] = await toRows(context, person, own.slice(-1));
  const leave = leaveStanding(own, { person: person.id, caseId: id, today: context.clock.today() });
  return { refusal: leave === undefined ? refusal : null, asked };
}

/** Lets the person at the records of the case, or throws the refusal with its clause; answers whether a leave was needed. */
export async function authoriseRecords(
  context: ServerContext,
  person: Person,
  id: string,
  state: CaseState,
  copying = false,
): Promise<'by-leave' | 'without'> {
  const refused = refuseRecording(person, state, rulesOf(context, state));
  if (refused === undefined) return 'without';
  const today = context.clock.today();
  const requests = await requestsOf(context, state.bureau);
  if (leaveStanding(requests, { person: person.id, caseId: id, today, copying })) return 'by-leave';
  throw new RuleError(refused.code, refused.sentence, refused.cite);
}

async function write(
  context: ServerContext,
  person: Person,
  id: string,
  digest: string,
  decide: (requests: readonly ViewingRequest[], today: string) => Fact,
): Promise<void> {
  await recordInBureau(context, person.bureau, { id, digest, actor: person.id }, async (_client, stream) => {
    const fact = decide(requestsIn(stream), context.clock.today());
    factTypes[fact.type].schema.parse(fact.data);
    return { facts: [fact], project: [] };
  });
}

async function requestsOf(context: ServerContext, bureau: string): Promise<readonly ViewingRequest[]> {
  return requestsIn(await readStream(context.databases.app, `bureau/${bureau}`));
}

const requestsIn = (stream: readonly ReadFact[]) => viewingRequests(stream.map(({ fact }) => fact));

async function refusalFor(context: ServerContext, person: Person, asked: ViewingRequest) {
  const { state } = await seenCase(context.databases, person, asked.caseId);
  const people = await peopleOf(context.databases.app, [state.bureau]);
  const who = people.find(({ id }) => id === asked.person);
  return who && refuseRecording(who, state, rulesOf(context, state));
}

async function toRows(
  context: ServerContext,
  person: Person,
  requests: readonly ViewingRequest[],
): Promise<ViewingRow[]> {
  if (requests.length === 0) return [];
  const db = context.databases.app;
  const names = new Map((await peopleOf(db, [person.bureau])).map(({ id, name }) => [id, name]));
  const { rows } = await seenBy(context.databases, person).query<{
    id: string;
    number: string | null;
    title: string;
  }>(`select id, number, title from case_file where id = any($1)`, [requests.map(({ caseId }) => caseId)]);
  const cases = new Map(rows.map((row) => [row.id, row]));
  const today = context.clock.today();
  return requests.map(({ person: asker, decidedBy, ...one }) => ({
    ...one,
    caseNumber: cases.get(one.caseId)?.number ?? null,
    caseTitle: cases.get(one.caseId)?.title ?? '',
    person: names.get(asker) ?? asker,
    isOwn: asker === person.id,
    state: one.state === 'granted' && (one.until ?? '') < today ? 'over' : one.state,
    decidedBy: decidedBy === null ? null : (names.get(decidedBy) ?? decidedBy),
  }));
}

const lastDay = (today: string): string => addDays(today, MOST_VIEWING_DAYS - 1);
