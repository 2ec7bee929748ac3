import type { CommandReply, LawCommandRequest } from '@mingjing/api';
import {
  type BureauContext,
  type BureauState,
  decideBureau,
  decideCalendar,
  type Fact,
  factTypes,
  foldBureau,
} from '@mingjing/law';
import { inTransaction } from '../journal/database.ts';
import type { ReadFact } from '../journal/fact-codec.ts';
import { readStream } from '../journal/read-stream.ts';
import { commandDigest, once } from '../journal/repeated-command.ts';
import { replyOf } from '../journal/reply-of.ts';
import { writeCommand } from '../journal/write-command.ts';
import { type Person, toActor } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { projectBureau } from './project-law.ts';
import { readYearText } from './read-law-files.ts';
import { hashYear, keepYear } from './stored-versions.ts';
import { announceLaw } from './watch-law.ts';

/** The law of a bureau as its journal tells it. */
export interface LoadedLaw {
  readonly stream: string;
  readonly facts: readonly ReadFact[];
  readonly state: BureauState;
}

/** Reads the bureau's own stream. */
export async function loadLaw(context: ServerContext, bureau: string): Promise<LoadedLaw> {
  const stream = `bureau/${bureau}`;
  const facts = await readStream(context.databases.app, stream);
  return { stream, facts, state: foldBureau(facts.map(({ fact }) => fact)) };
}

/** What law needs to decide for this person on the law of their bureau. */
export function bureauContext(context: ServerContext, person: Person): BureauContext {
  const resources = context.resources();
  const record = resources.bureaus.get(person.bureau);
  if (record === undefined) throw new RequestError('not-found');
  return {
    actor: toActor(person),
    profile: record.profile,
    today: context.clock.today(),
    find: (version) => resources.packVersion(version),
  };
}

/** Carries out one command on the law of the person's bureau; every node goes by it as soon as it stands in the journal. */
export async function runLawCommand(
  context: ServerContext,
  person: Person,
  { id, command }: LawCommandRequest,
): Promise<CommandReply> {
  const digest = commandDigest({ command, bureau: person.bureau });
  const reply = await once(context.databases.app, { id, digest, actor: person.id }, () =>
    decideAndWrite(context, person, { id, command }, digest),
  );
  await context.reloadResources();
  context.sequencer.wake();
  return reply;
}

async function decideAndWrite(
  context: ServerContext,
  person: Person,
  { id, command }: LawCommandRequest,
  digest: string,
): Promise<CommandReply> {
  // Another node may have stored a version a moment ago that this one has not read yet.
  await context.reloadResources();
  const loaded = await loadLaw(context, person.bureau);
  const around = bureauContext(context, person);
  const year = command.type === 'import-calendar' ? readYearText(command.yaml) : undefined;
  const facts =
    command.type === 'import-calendar'
      ? year === undefined
        ? []
        : decideCalendar(year, hashYear(year), loaded.state, around)
      : decideBureau(loaded.state, command, around);
  return await inTransaction(context.databases.app, async (client) => {
    if (year !== undefined) await keepYear(client, year);
    const reply = await writeLaw(context, person, { loaded, facts, id, digest }, client);
    await announceLaw(client, person.bureau);
    return reply;
  });
}

async function writeLaw(
  context: ServerContext,
  person: Person,
  write: {
    readonly loaded: LoadedLaw;
    readonly facts: readonly Fact[];
    readonly id: string;
    readonly digest: string;
  },
  client: Parameters<typeof writeCommand>[0],
): Promise<CommandReply> {
  const { loaded, facts, id, digest } = write;
  const recordedAt = context.clock.now().toISOString();
  const start = loaded.state.version;
  const state = foldBureau([
    ...loaded.facts.map(({ fact }) => fact),
    ...facts.map((fact, i) => ({
      ...fact,
      stream: loaded.stream,
      version: start + i + 1,
      typeVersion: factTypes[fact.type].version,
      recordedAt,
      actor: person.id,
      erased: [],
    })),
  ]);
  const written = await writeCommand(client, {
    commandId: id,
    digest,
    stream: loaded.stream,
    bureau: person.bureau,
    actor: person.id,
    recordedAt,
    after: { version: start, commitment: loaded.facts.at(-1)?.stored.commitment ?? null },
    facts,
    project: projectBureau(person.bureau, state),
  });
  return replyOf(loaded.stream, person.bureau, written);
}
