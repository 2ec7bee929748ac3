import { randomUUID } from 'node:crypto';
import type { CommandReply, CommandRequest } from '@mingjing/api';
import {
  type CaseContext,
  type CaseState,
  decideCase,
  elapse,
  extendCase,
  type Fact,
  factTypes,
  foldCase,
  type Outcome,
} from '@mingjing/law';
import { unnested } from '../journal/columns.ts';
import { inTransaction, type Queryable, writingPool } from '../journal/database.ts';
import { carryOutErasures } from '../journal/erase.ts';
import { asRead } from '../journal/fact-codec.ts';
import {
  projectCase,
  projectDecision,
  projectDecisionCount,
  projectEvidence,
  renewCase,
} from '../journal/projections.ts';
import { commandDigest, once } from '../journal/repeated-command.ts';
import { replyOf } from '../journal/reply-of.ts';
import { type CommandWrite, type ProjectionWrite, writeCommand } from '../journal/write-command.ts';
import { authoriseQuery } from '../people/authorise.ts';
import { forgetPeople, knownPeople } from '../people/known-people.ts';
import type { Person } from '../people/people.ts';
import type { Viewer } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { refuseAdoptedBefore } from './adopted-before.ts';
import { forgetAttached, withStoredAttachment } from './attached-evidence.ts';
import { renderOrders } from './case-documents.ts';
import {
  actingAround,
  bureauxAround,
  caseContext,
  caseStream,
  keepState,
  keptCase,
  type LoadedCase,
  lawFacts,
  rulesOf,
  seenCase,
} from './case-store.ts';
import { collectNumbers, drawNumbers } from './numbers.ts';

/** Carries out one command on a case (or opens one): load, fold, let law decide, write everything in one transaction. */
export async function runCaseCommand(
  context: ServerContext,
  person: Person,
  caseId: string | null,
  request: CommandRequest,
): Promise<CommandReply> {
  const digest = commandDigest({ ...request, caseId });
  const reply = await once(context.databases.app, { id: request.id, digest, actor: person.id }, () =>
    runOnce(context, person, caseId, request, digest),
  );
  context.sequencer.wake();
  if (reply.facts.some(({ type }) => type === 'personal-data-erased'))
    await carryOutErasures(context, reply.stream);
  return reply;
}

async function runOnce(
  context: ServerContext,
  person: Person,
  caseId: string | null,
  request: CommandRequest,
  digest: string,
): Promise<CommandReply> {
  const { databases } = context;
  const id = caseId ?? randomUUID();
  const run = async (found: LoadedCase | null) => {
    const loaded = found && (await permitted(context, person, found, request.expectedVersion));
    return await runOn(context, person, { id, loaded, request, digest });
  };
  const kept = caseId === null ? null : keptCase(databases.app, id, request.expectedVersion);
  if (kept !== undefined) {
    try {
      return await run(kept);
    } catch {
      // What is kept of case and people may be behind what another process wrote: the answer is given on what stands now.
    }
  }
  forgetPeople(databases.app);
  forgetAttached(databases.app, request.command);
  return await run(caseId === null ? null : await seenCase(databases, person, id));
}

async function runOn(
  context: ServerContext,
  person: Person,
  { id, loaded, request, digest }: Pick<OutcomeWrite, 'id' | 'loaded' | 'request' | 'digest'>,
): Promise<CommandReply> {
  const db = context.databases.app;
  const rules =
    loaded === null
      ? context.resources().rulebook(person.bureau, request.occurredOn ?? context.clock.today())
      : rulesOf(context, loaded.state, request.occurredOn);
  const { command, originals } = await withStoredAttachment(db, person.bureau, request.command);
  const { actors, versions } = await knownPeople(db, bureauxAround(context, rules.bureau.id));
  const around = actingAround(context, rules.bureau.id, actors);
  const law = await caseContext(context, person, rules, request, loaded, around);
  const preview = collectNumbers(rules.bureau, law.today);
  const outcome = decideCase(loaded?.state ?? null, command, { ...law, numbers: preview.source });
  const write = (on: Queryable, decided: Outcome) =>
    writeOutcome(context, on, {
      id,
      person,
      request,
      digest,
      loaded,
      decided,
      law,
      people: versions,
      originals,
    });
  const plain =
    preview.wanted.length === 0 &&
    outcome.documents.length === 0 &&
    !outcome.facts.some(({ type }) => type === 'decision-made' || type === 'case-adopted');
  return plain
    ? await write(db, outcome)
    : await inTransaction(writingPool(db), async (client) => {
        await refuseAdoptedBefore(client, context.databases, person, rules.bureau.id, outcome.facts);
        const numbers = await drawNumbers(client, rules.bureau, law.today, preview.wanted);
        return await write(client, decideCase(loaded?.state ?? null, command, { ...law, numbers }));
      });
}

/** The case for one who may see it, as they saw it: what mere time has added since is no conflict. */
async function permitted(
  context: ServerContext,
  person: Person,
  found: LoadedCase,
  expectedVersion: number,
): Promise<LoadedCase> {
  authoriseQuery(person, 'view-case', found.state);
  insistOnVersion(found, expectedVersion);
  const loaded = await afterElapse(context, person, found);
  insistOnVersion(loaded, expectedVersion);
  return loaded;
}

function insistOnVersion(loaded: LoadedCase, expectedVersion: number): void {
  const unseen = loaded.facts.slice(expectedVersion);
  if (expectedVersion > loaded.state.version || unseen.some(({ fact }) => fact.actor !== TIME))
    throw new RequestError('version-conflict');
}

/** Who acts where a period has simply run out. */
const TIME = 'time';

/** Brings in what silence has brought about until today, as facts of their own, before anything else happens to the case. */
export async function afterElapse(
  context: ServerContext,
  viewer: Viewer,
  loaded: LoadedCase,
): Promise<LoadedCase> {
  const today = context.clock.today();
  const calendar = context.resources().calendarOf(loaded.state.bureau);
  const facts = elapse(loaded.state, rulesOf(context, loaded.state), calendar, today);
  if (facts.length === 0) return loaded;
  const commandId = randomUUID();
  const recordedAt = context.clock.now().toISOString();
  try {
    await writeCommand(context.databases.app, {
      ...target(loaded),
      commandId,
      digest: null,
      bureau: loaded.state.bureau,
      actor: TIME,
      recordedAt,
      facts,
      project: [
        renewCase(foldWith(loaded, facts, TIME, recordedAt), { recordedAt, actor: TIME }, loaded.state),
      ],
    });
    context.sequencer.wake();
  } catch (error) {
    if (!(error instanceof RequestError && error.code === 'version-conflict')) throw error;
  }
  return await seenCase(context.databases, viewer, loaded.id);
}

interface OutcomeWrite {
  readonly id: string;
  readonly person: Person;
  readonly request: CommandRequest;
  readonly digest: string;
  readonly loaded: LoadedCase | null;
  readonly decided: Outcome;
  readonly law: CaseContext;
  readonly people: Readonly<Record<string, number>>;
  readonly originals: readonly string[];
}

const DRAFT_COLUMNS = ['text', 'text', 'text'] as const;
const DROP_DRAFT = `delete from draft d using (select ${unnested(DRAFT_COLUMNS, 1, ['person', 'subject', 'command'])}) as w
  where d.person = w.person and d.subject = w.subject and d.command = w.command`;

async function writeOutcome(
  context: ServerContext,
  db: Queryable,
  { id, person, request, digest, loaded, decided, law, people, originals }: OutcomeWrite,
): Promise<CommandReply> {
  const recordedAt = context.clock.now().toISOString();
  const before = foldWith(loaded, decided.facts, person.id, recordedAt, id);
  const documents = await renderOrders(context, before, decided.documents, law, person);
  const facts: Fact[] = [...decided.facts, ...documents.map(({ fact }) => fact)];
  const state = documents.length === 0 ? before : foldWith(loaded, facts, person.id, recordedAt, id);
  const ordinals = facts
    .filter((fact) => fact.type === 'decision-made')
    .map((fact) => fact.data.ordinal as { kind: string; year: number; number: number });
  const last = { recordedAt, actor: person.id };
  const project: ProjectionWrite[] = [
    loaded === null ? projectCase(state, last) : renewCase(state, last, loaded.state),
    ...projectEvidence(id, facts),
    ...projectDecision(state, facts, recordedAt),
    ...ordinals.map((ordinal) => projectDecisionCount(state.bureau, ordinal)),
    ...documents.map(({ write }) => write),
    {
      name: 'drop-draft',
      text: DROP_DRAFT,
      columns: DRAFT_COLUMNS,
      values: [person.id, loaded === null ? 'start' : id, request.command.type],
    },
  ];
  const write: CommandWrite = {
    ...(loaded === null
      ? { stream: caseStream(id), after: { version: 0, commitment: null } }
      : target(loaded)),
    commandId: request.id,
    digest,
    bureau: state.bureau,
    actor: person.id,
    recordedAt,
    facts,
    people,
    originals,
    project,
    kept: (last) => keepState(last, state, loaded?.facts.at(-1)),
  };
  return replyOf(caseStream(id), id, await writeCommand(db, write));
}

function foldWith(
  loaded: LoadedCase | null,
  facts: readonly Fact[],
  actor: string,
  recordedAt: string,
  id?: string,
): CaseState {
  const stream = loaded?.stream ?? caseStream(id ?? '');
  const start = loaded?.state.version ?? 0;
  const recorded = facts.map((fact, i) => ({
    ...fact,
    data: asRead(fact.type, fact.data),
    stream,
    version: start + i + 1,
    typeVersion: factTypes[fact.type].version,
    recordedAt,
    actor,
    erased: [],
  }));
  const state =
    loaded === null
      ? foldCase(recorded)
      : (extendCase(loaded.state, recorded) ?? foldCase([...lawFacts(loaded), ...recorded]));
  if (state === null) throw new Error('facts of a new case do not open one');
  return state;
}

function target(loaded: LoadedCase) {
  return {
    stream: loaded.stream,
    after: { version: loaded.state.version, commitment: loaded.facts.at(-1)?.stored.commitment ?? null },
  };
}
