import { randomUUID } from 'node:crypto';
import type { CommandReply, CommandRequest } from '@mingjing/api';
import {
  type CaseState,
  decidedFor,
  decidePublication,
  type Fact,
  factTypes,
  foldPublication,
  type PublicationContext,
  type RecordedFact,
  type Refusal,
  type Rulebook,
} from '@mingjing/law';
import { peopleAround, rulesOf, seenCase } from '../cases/case-store.ts';
import { importedTerm } from '../exchange/check/check-term.ts';
import { checkRow } from '../exchange/check-row.ts';
import { erasedIdentity } from '../exchange/erased-identity.ts';
import { termOverOf } from '../exchange/import-file.ts';
import { publishedFact } from '../exchange/import-store.ts';
import { carryOutErasures } from '../journal/erase.ts';
import { commandDigest, once } from '../journal/repeated-command.ts';
import { replyOf } from '../journal/reply-of.ts';
import { writeCommand } from '../journal/write-command.ts';
import { authoriseQuery } from '../people/authorise.ts';
import type { Person } from '../people/people.ts';
import { toActor } from '../people/people.ts';
import { actAs, seenBy } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { projectPublication } from './project-publication.ts';
import { type LoadedPublication, seenPublication } from './publication-store.ts';

/** Opens the publication of a decided case with a first draft; returns its id. Drafting twice finds the first. */
export async function startPublication(
  context: ServerContext,
  person: Person,
  commandId: string,
  caseId: string,
): Promise<string> {
  const loaded = await seenCase(context.databases, person, caseId);
  authoriseQuery(person, 'draft-publication', loaded.state);
  const first = await findDrafted(context, person, caseId);
  if (first !== undefined) return first;
  const request = { id: commandId, expectedVersion: 0, command: { type: 'draft-publication' } };
  try {
    return (await run(context, person, null, request, loaded.id)).id;
  } catch (error) {
    // Somebody drafted at the same moment: theirs is the one.
    const theirs = error instanceof RequestError ? await findDrafted(context, person, caseId) : undefined;
    if (theirs === undefined) throw error;
    return theirs;
  }
}

async function findDrafted(
  context: ServerContext,
  person: Person,
  caseId: string,
): Promise<string | undefined> {
  const { rows } = await seenBy(context.databases, person).query<{ id: string }>(
    `select id from publication where case_id = $1`,
    [caseId],
  );
  return rows[0]?.id;
}

/** Carries out a command on a publication: draft again, approve, return, withhold, confirm a carrier, withdraw. */
export async function runPublicationCommand(
  context: ServerContext,
  person: Person,
  id: string,
  request: CommandRequest,
): Promise<CommandReply> {
  return await run(context, person, await seenPublication(context.databases, person, id), request, null);
}

/** What law needs to decide on a publication. */
export async function publicationContext(
  context: ServerContext,
  person: Person,
  loaded: LoadedPublication | null,
  caseId: string | null,
  day: { occurredOn?: string | undefined; lateReason?: string | undefined } = {},
): Promise<PublicationContext> {
  const today = context.clock.today();
  const decision = loaded?.state.decisionStream ?? (caseId === null ? null : `case/${caseId}`);
  const caseState =
    decision === null
      ? null
      : (await seenCase(context.databases, person, decision.replace(/^case\//, ''))).state;
  const bureau = caseState?.bureau ?? loaded?.bureau ?? person.bureau;
  const rules = publicationRules(context, bureau, caseState, loaded);
  const termOver = loaded?.state.origin === 'import' ? importedOver(context, loaded) : undefined;
  return {
    actor: toActor(person),
    rules,
    calendar: context.resources().calendarOf(bureau),
    today,
    occurredOn: day.occurredOn ?? today,
    ...(day.lateReason === undefined ? {} : { lateReason: day.lateReason }),
    caseState,
    ...(termOver === undefined ? {} : { termOver }),
    names: publicationNames(context, bureau, caseState, rules),
    people: await peopleAround(context, bureau),
  };
}

/** What the bodies and the matter of a publication are called. */
export function publicationNames(
  context: ServerContext,
  bureau: string,
  caseState: CaseState | null,
  rules: Rulebook,
): PublicationContext['names'] {
  const { bureaus } = context.resources();
  const matter = rules.bureau.matters.find(({ id }) => id === caseState?.matter);
  const handling = caseState === null ? bureau : decidedFor(caseState);
  const authority = caseState?.decision?.issuingAuthority ?? bureau;
  return {
    bureauName: bureaus.get(handling)?.name ?? handling,
    authorityName:
      bureaus.get(authority)?.name ??
      (rules.bureau.superior?.id === authority ? rules.bureau.superior.name : authority),
    ...(matter === undefined
      ? {}
      : {
          matterName: matter.name,
          ...(matter.category === undefined ? {} : { category: matter.category }),
        }),
  };
}

/** A publication goes on from its case; one that was imported begins on the day of its import. */
function publicationRules(
  context: ServerContext,
  bureau: string,
  caseState: CaseState | null,
  loaded: LoadedPublication | null,
): Rulebook {
  const today = context.clock.today();
  if (caseState !== null) return rulesOf(context, caseState, caseState.decision?.madeOn);
  const openedOn = loaded?.facts[0]?.fact.occurredOn ?? today;
  return context.resources().rulebookOver({ bureau, openedOn, event: openedOn, today });
}

async function run(
  context: ServerContext,
  person: Person,
  loaded: LoadedPublication | null,
  request: CommandRequest,
  caseId: string | null,
): Promise<CommandReply> {
  if (loaded !== null) authoriseQuery(person, 'view-publication', { bureau: loaded.bureau });
  const digest = commandDigest({ ...request, publication: loaded?.id ?? null, caseId });
  const reply = await once(context.databases.app, { id: request.id, digest, actor: person.id }, () =>
    runOnce(context, person, loaded, request, caseId, digest),
  );
  context.sequencer.wake();
  // A command that was under way while a value was erased may have written it into a projection again.
  if (loaded?.state.erasure != null || loaded?.facts.some(({ fact }) => fact.type === 'personal-data-erased'))
    await carryOutErasures(context, loaded.stream);
  return reply;
}

/** What law says to a command on a publication: the facts that would follow, nothing written. */
export async function decideOn(
  context: ServerContext,
  person: Person,
  loaded: LoadedPublication | null,
  request: Pick<CommandRequest, 'command' | 'occurredOn' | 'lateReason'>,
  caseId: string | null,
): Promise<{ readonly law: PublicationContext; readonly facts: readonly Fact[] }> {
  const law = await publicationContext(context, person, loaded, caseId, request);
  const decided = decidePublication(loaded?.state ?? null, request.command, law);
  if (loaded?.state.origin !== 'import') return { law, facts: decided.facts };
  const facts = decided.facts.map((fact) =>
    fact.type === 'result-published'
      ? publishImported(context, law, loaded, fact)
      : fact.type === 'personal-data-erased'
        ? eraseImported(context, loaded, fact)
        : fact,
  );
  return { law, facts: await Promise.all(facts) };
}

/** Erasing an imported row keeps, in place of its identity, what knows the same row again. */
async function eraseImported(
  { keyFolder }: ServerContext,
  { facts }: LoadedPublication,
  fact: Fact,
): Promise<Fact> {
  const imported = facts.findLast((one) => one.fact.type === 'result-imported')?.fact.data.identity;
  if (typeof imported !== 'string') return fact;
  return { ...fact, data: { ...fact.data, importIdentity: await erasedIdentity(keyFolder, imported) } };
}

async function runOnce(
  context: ServerContext,
  person: Person,
  loaded: LoadedPublication | null,
  request: CommandRequest,
  caseId: string | null,
  digest: string,
): Promise<CommandReply> {
  if (loaded !== null && loaded.state.version !== request.expectedVersion)
    throw new RequestError('version-conflict');
  const { law, facts } = await decideOn(context, person, loaded, request, caseId);
  const id = loaded?.id ?? randomUUID();
  const stream = `publication/${id}`;
  const recordedAt = context.clock.now().toISOString();
  const start = loaded?.state.version ?? 0;
  const recorded: RecordedFact[] = [
    ...(loaded?.facts.map(({ fact }) => fact) ?? []),
    ...facts.map((fact, i) => ({
      ...fact,
      stream,
      version: start + i + 1,
      typeVersion: factTypes[fact.type].version,
      recordedAt,
      actor: person.id,
      erased: [],
    })),
  ];
  const state = foldPublication(recorded);
  if (state === null) throw new Error('a publication command left no publication');
  const written = await actAs(context.databases, person, (client) =>
    writeCommand(client, {
      commandId: request.id,
      digest,
      stream,
      bureau: law.rules.bureau.id,
      actor: person.id,
      recordedAt,
      after: { version: start, commitment: loaded?.facts.at(-1)?.stored.commitment ?? null },
      facts,
      project: projectPublication(law.rules.bureau.id, state, recorded),
    }),
  );
  return replyOf(stream, id, written);
}

/** An imported row is published by its own columns, as it came, instead of by the pack's fields. */
function publishImported(
  context: ServerContext,
  law: PublicationContext,
  loaded: LoadedPublication,
  fact: Fact,
): Fact {
  const checked = checkImported(loaded, law.today);
  return {
    ...publishedFact(
      { resources: context.resources() },
      law.rules,
      checked,
      loaded.state.number,
      law.occurredOn,
    ),
    occurredOn: fact.occurredOn,
  };
}

/** The row of an imported result as it is checked at the door; its time in public is asked apart. */
function checkImported({ bureau, state }: LoadedPublication, today: string) {
  const kind = state.kind === 'penalty' ? 'penalty' : 'permit';
  const values = state.fields as Readonly<Record<string, string>>;
  const source = { row: 1, values, extra: new Map(), findings: [] };
  return checkRow(source, { bureau, kind, today, termOver: () => null });
}

/** Why an imported result that waits does not become public any more, if its time has ended meanwhile. */
function importedOver(context: ServerContext, loaded: LoadedPublication): Refusal | undefined {
  if (loaded.state.status !== 'imported') return undefined;
  const today = context.clock.today();
  const { kind, record } = checkImported(loaded, today);
  return termOverOf({ resources: context.resources(), today }, loaded.bureau)(importedTerm(kind, record))
    ?.refusal;
}
