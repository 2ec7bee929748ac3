import { createHash, randomUUID } from 'node:crypto';
import type { CommandReply, CommandRequest } from '@mingjing/api';
import {
  decidePublication,
  type Fact,
  factTypes,
  foldPublication,
  type PublicationContext,
  type RecordedFact,
  RuleError,
} from '@mingjing/law';
import { canonicalize, type JsonValue } from '@mingjing/ledger';
import { loadCase } from '../cases/case-store.ts';
import { checkRow } from '../exchange/check-row.ts';
import { publishedFact } from '../exchange/import-store.ts';
import { inTransaction } from '../journal/database.ts';
import { writeCommand } from '../journal/write-command.ts';
import type { Person } from '../people/people.ts';
import { toActor } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { projectPublication } from './project-publication.ts';
import { type LoadedPublication, loadPublication } from './publication-store.ts';

/** Opens the publication of a decided case with a first draft; returns its id. Drafting twice finds the first. */
export async function startPublication(
  context: ServerContext,
  person: Person,
  commandId: string,
  caseId: string,
): Promise<string> {
  const { rows } = await context.databases.app.query<{ id: string }>(
    `select id from publication where case_id = $1`,
    [caseId],
  );
  if (rows[0] !== undefined) return rows[0].id;
  const loaded = await loadCase(context.databases.app, caseId);
  const reply = await run(
    context,
    person,
    null,
    { id: commandId, expectedVersion: 0, command: { type: 'draft-publication' } },
    loaded.id,
  );
  return reply.id;
}

/** Carries out a command on a publication: draft again, approve, return, withhold, confirm a carrier, withdraw. */
export async function runPublicationCommand(
  context: ServerContext,
  person: Person,
  id: string,
  request: CommandRequest,
): Promise<CommandReply> {
  return await run(context, person, await loadPublication(context.databases.app, id), request, null);
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
    decision === null ? null : (await loadCase(context.databases.app, decision.replace(/^case\//, ''))).state;
  const bureau = caseState?.bureau ?? loaded?.bureau ?? person.bureau;
  const rules = context.resources().rulebook(bureau, today);
  const { bureaus } = context.resources();
  const matter = rules.bureau.matters.find(({ id }) => id === caseState?.matter);
  const authority = caseState?.decision?.issuingAuthority ?? bureau;
  return {
    actor: toActor(person),
    rules,
    calendar: context.resources().calendar,
    today,
    occurredOn: day.occurredOn ?? today,
    ...(day.lateReason === undefined ? {} : { lateReason: day.lateReason }),
    caseState,
    names: {
      bureauName: bureaus.get(bureau)?.name ?? bureau,
      authorityName:
        bureaus.get(authority)?.name ??
        (rules.bureau.superior?.id === authority ? rules.bureau.superior.name : authority),
      ...(matter === undefined
        ? {}
        : {
            matterName: matter.name,
            ...(matter.category === undefined ? {} : { category: matter.category }),
          }),
    },
  };
}

async function run(
  context: ServerContext,
  person: Person,
  loaded: LoadedPublication | null,
  request: CommandRequest,
  caseId: string | null,
): Promise<CommandReply> {
  const db = context.databases.app;
  const digest = createHash('sha256')
    .update(canonicalize(JSON.parse(JSON.stringify({ ...request, caseId })) as JsonValue))
    .digest('hex');
  const repeated = await db.query<{ reply: CommandReply; digest: string; actor: string }>(
    `select reply, digest, actor from command where id = $1`,
    [request.id],
  );
  if (repeated.rows[0] !== undefined) {
    if (repeated.rows[0].digest !== digest || repeated.rows[0].actor !== person.id)
      throw new RequestError('command-repeated');
    return repeated.rows[0].reply;
  }
  if (loaded !== null && loaded.state.version !== request.expectedVersion)
    throw new RequestError('version-conflict');
  if (loaded !== null && loaded.bureau !== person.bureau) throw new RequestError('not-found');
  const law = await publicationContext(context, person, loaded, caseId, request);
  if (law.caseState !== null && law.caseState.bureau !== person.bureau)
    throw new RuleError('other-bureau', '由办理本案的单位公示。');
  const decided = decidePublication(loaded?.state ?? null, request.command, law);
  const facts = decided.facts.map((fact) =>
    fact.type === 'result-published' && loaded?.state.origin === 'import'
      ? publishImported(context, law, loaded, fact)
      : fact,
  );
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
  let reply: CommandReply | undefined;
  await inTransaction(db, (client) =>
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
      reply: (written) => {
        reply = {
          stream,
          id,
          version: state.version,
          commitment: Buffer.from(written.at(-1)?.commitment ?? []).toString('hex'),
          facts: written.map(({ type, version }) => ({
            type,
            label: factTypes[type as keyof typeof factTypes].label,
            version,
          })),
        };
        return reply;
      },
    }),
  );
  context.sequencer.wake();
  if (reply === undefined) throw new Error('a command was written without a reply');
  return reply;
}

/** An imported row is published by its own columns, as it came, instead of by the pack's fields. */
function publishImported(
  context: ServerContext,
  law: PublicationContext,
  loaded: LoadedPublication,
  fact: Fact,
): Fact {
  const kind = loaded.state.kind === 'penalty' ? 'penalty' : 'permit';
  const values = loaded.state.fields as Record<string, string>;
  const checked = checkRow({ row: 1, values, findings: [] } as unknown as Parameters<typeof checkRow>[0], {
    bureau: loaded.bureau,
    kind,
    today: law.today,
  });
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
