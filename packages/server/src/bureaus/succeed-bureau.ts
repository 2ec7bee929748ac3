import type { BureauCommandRequest, CommandReply } from '@mingjing/api';
import {
  type BureauProfile,
  bureauProfileSchema,
  type Fact,
  foldProfile,
  type RecordedFact,
  RuleError,
  refuseSuccession,
} from '@mingjing/law';
import type { PoolClient } from 'pg';
import { appendToBureau } from '../journal/append-to-bureau.ts';
import { readStream } from '../journal/read-stream.ts';
import { commandDigest } from '../journal/repeated-command.ts';
import type { ProjectionWrite } from '../journal/write-command.ts';
import { announceLaw } from '../law-in-force/watch-law.ts';
import { agreedBy } from '../people/confirmed-by.ts';
import { type Person, peopleOf, updatePerson } from '../people/people.ts';
import { endSessions } from '../people/sessions.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { officerChange, officerOf } from './officers.ts';
import { projectProfile } from './project-profile.ts';
import { type BureauWork, recordInBureau } from './record-in-bureau.ts';
import { profileVersion } from './run-bureau-command.ts';

type Succeeding = Extract<BureauCommandRequest['command'], { type: 'succeed-bureau' }>;

/**
 * Another bureau of the installation continues in a bureau's place: asked by the bureau's system administrator, agreed on the spot
 * by the successor's. One transaction tells it in both streams and ends the accounts and the public officers of the bureau; its
 * log is closed and followed after that (`log/close-succeeded.ts`).
 */
export async function succeedBureau(
  context: ServerContext,
  by: Person,
  request: Omit<BureauCommandRequest, 'command'> & { readonly command: Succeeding },
): Promise<CommandReply> {
  const { confirmer, type: _type, ...told } = request.command;
  const confirmed = await agreedBy(context, by, confirmer, {
    body: told.successor,
    role: 'system-administrator',
    action: 'accept-succession',
    who: '承继机关',
  });
  const digest = commandDigest({
    ...request,
    command: { ...told, type: 'succeed-bureau', confirmedBy: confirmed.id },
  });
  const asked = { id: request.id, digest, actor: by.id };
  const reply = await recordInBureau(
    context,
    by.bureau,
    asked,
    async (client, stream) => {
      if (profileVersion(stream) !== request.expectedVersion) throw new RequestError('version-conflict');
      const known = stream.map(({ fact }) => fact);
      // Read under the rows' locks: what stood when the process last looked may have been decided away.
      const bureaus = await readBodies(client);
      const refusal = refuseSuccession(
        { bureau: by.bureau, ...told },
        bureaus,
        known[0]?.occurredOn ?? '',
        context.clock.today(),
      );
      if (refusal !== undefined) throw new RuleError(refusal.code, refusal.sentence);
      return await succeed({ context, client, known, by, confirmed, bureaus, told });
    },
    [told.successor],
  );
  for (const bureau of [by.bureau, told.successor]) await announceLaw(context.databases.app, bureau);
  await context.reloadResources();
  return reply;
}

interface Body {
  readonly id: string;
  readonly name: string;
  readonly profile: BureauProfile;
}

interface Job {
  readonly context: ServerContext;
  readonly client: PoolClient;
  readonly known: readonly RecordedFact[];
  readonly by: Person;
  readonly confirmed: Person;
  readonly bureaus: ReadonlyMap<string, Body>;
  readonly told: Omit<Succeeding, 'type' | 'confirmer'>;
}

async function succeed(job: Job): Promise<BureauWork> {
  const { context, client, known, by, confirmed, bureaus, told } = job;
  const { successor, on, title, number, reason } = told;
  const own = bureaus.get(by.bureau);
  const next = bureaus.get(successor);
  if (own === undefined || next === undefined || foldProfile(known) === null)
    throw new RequestError('bad-request', '机关由旧版程序设立，承继不能在这里登记。');
  const accounts = await endAccounts(job, own, `本机关由${next.name}承继。`);
  // Counted when nobody of the bureau can open or close a case any more.
  const openCases = await countOpen(client, by.bureau);
  const recordedAt = context.clock.now().toISOString();
  const fact: Fact = {
    type: 'bureau-succeeded',
    occurredOn: on,
    data: { successor, name: next.name, title, number, openCases, reason, confirmedBy: confirmed.id },
  };
  const takenOn: Fact = {
    type: 'succession-taken-on',
    occurredOn: on,
    data: { bureau: own.id, name: own.name, title, number, openCases, askedBy: by.id },
  };
  const theirs = (await readStream(client, `bureau/${successor}`)).map((one) => one.fact);
  await appendToBureau(client, {
    bureau: successor,
    actor: confirmed.id,
    recordedAt,
    fact: takenOn,
    project: projectProfile(successor, [...theirs, { ...takenOn, recordedAt }]),
  });
  return {
    facts: [...accounts.facts, fact],
    project: [...accounts.project, ...projectProfile(own.id, [...known, { ...fact, recordedAt }])],
  };
}

/** Nobody signs in for the bureau any more; the accounts stay, because records name them. */
async function endAccounts(
  { context, client, confirmed }: Job,
  { id, profile }: Body,
  reason: string,
): Promise<BureauWork> {
  const today = context.clock.today();
  const facts: Fact[] = [];
  const project: ProjectionWrite[] = [];
  for (const person of (await peopleOf(client, [id])).filter(({ active }) => active)) {
    await updatePerson(client, { ...person, active: false });
    await endSessions(client, person.id);
    const officer = officerChange(id, officerOf(profile, person), null, today);
    const data = { person: person.id, reason, confirmedBy: confirmed.id };
    facts.push({ type: 'account-deactivated', occurredOn: today, data }, ...officer.facts);
    project.push(...officer.project);
  }
  return { facts, project };
}

async function readBodies(client: PoolClient): Promise<ReadonlyMap<string, Body>> {
  const { rows } = await client.query<Body>(`select id, name, profile from bureau`);
  return new Map(rows.map((row) => [row.id, { ...row, profile: bureauProfileSchema.parse(row.profile) }]));
}

async function countOpen(client: PoolClient, bureau: string): Promise<number> {
  await client.query(`select set_config('mingjing.bureau', $1, true)`, [bureau]);
  const { rows } = await client.query<{ open: number }>(
    `select count(*)::int as open from case_file where bureau = $1 and closed_on is null`,
    [bureau],
  );
  return rows[0]?.open ?? 0;
}
