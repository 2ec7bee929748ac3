import { randomBytes } from 'node:crypto';
import type { CommandReply, PersonCommand, PersonCommandRequest } from '@mingjing/api';
import {
  type BureauProfile,
  becomesAdministrator,
  type Fact,
  RuleError,
  refuseAccountChange,
  secondPersonNeeded,
  takesSecondPerson,
} from '@mingjing/law';
import { officerChange, officerOf } from '../bureaus/officers.ts';
import { type BureauWork, recordInBureau } from '../bureaus/record-in-bureau.ts';
import type { Queryable } from '../journal/database.ts';
import { commandDigest } from '../journal/repeated-command.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { confirmedBy } from './confirmed-by.ts';
import { isLocked, unlock } from './lock-out.ts';
import { oneTimePassword } from './one-time-password.ts';
import { hashPassword } from './passwords.ts';
import { type Person, peopleOf, updatePerson } from './people.ts';
import { entrustedRoles, factsAbout, lastVersion } from './person-view.ts';
import { changePassword, endSessions } from './sessions.ts';

/** Carries out what the system administrator wants with one person of the bureau: account, roles, credential, password. */
export async function runPersonCommand(
  context: ServerContext,
  by: Person,
  id: string,
  request: PersonCommandRequest,
): Promise<CommandReply> {
  const bureau = context.resources().bureaus.get(by.bureau);
  if (bureau === undefined) throw new RequestError('not-found');
  const { command } = request;
  // The password stays out of the digest: an unsalted digest of it would be as good as the password.
  const { password, confirmer, ...told } = { password: '', confirmer: undefined, ...command };
  const confirmed = confirmer && (await confirmedBy(context, by, confirmer, 'confirm-administrator'));
  const digest = commandDigest({
    ...request,
    command: { ...told, ...(confirmed && { confirmedBy: confirmed.id }) },
    person: id,
  });
  const asked = { id: request.id, digest, actor: by.id };
  return await recordInBureau(context, bureau.id, asked, async (client, stream) => {
    const everyone = await peopleOf(client, [bureau.id]);
    const before = everyone.find((one) => one.id === id);
    if (before === undefined) throw new RequestError('not-found');
    if (lastVersion(factsAbout(stream, id)) !== request.expectedVersion)
      throw new RequestError('version-conflict');
    const today = context.clock.today();
    const entrusted = entrustedRoles(context, bureau.id);
    const job = { client, profile: bureau.profile, entrusted, by, before, everyone, today, confirmed };
    return await carryOut(job, command, async () =>
      hashPassword(
        oneTimePassword(
          before.roles,
          password,
          command.type === 'reset-password' ? command.confirmer : undefined,
        ),
      ),
    );
  });
}

interface Job {
  readonly client: Queryable;
  readonly profile: BureauProfile;
  readonly entrusted: readonly string[];
  readonly by: Person;
  readonly before: Person;
  readonly everyone: readonly Person[];
  readonly today: string;
  /** Who confirmed on the spot. */
  readonly confirmed: Person | undefined;
}

async function carryOut(
  job: Job,
  command: PersonCommand,
  newHash: () => Promise<string>,
): Promise<BureauWork> {
  const { client, before } = job;
  switch (command.type) {
    case 'change-person':
      return await change(job, { ...before, ...pick(command) });
    case 'deactivate-person':
      if (!before.active) throw new RuleError('already-deactivated', '这个账号已经停用。');
      await endSessions(client, before.id);
      return await change(job, { ...before, active: false }, command.reason);
    case 'reactivate-person':
      if (before.active) throw new RuleError('not-deactivated', '这个账号没有停用。');
      return await change(job, { ...before, active: true }, command.reason);
    case 'unlock-account':
      if (!(await isLocked(client, before.login, new Date())))
        throw new RuleError('not-locked', '这个账号没有锁定。');
      await unlock(client, before.login);
      return { facts: [fact({ ...job, confirmed: undefined }, 'account-unlocked', {})], project: [] };
    case 'reset-password':
      if (job.by.id === before.id)
        throw new RuleError('own-account', '自己的密码在登录后自行更换，不由自己重置。');
      if (!before.active) throw new RuleError('already-deactivated', '账号已停用。先恢复，再重置密码。');
      requireConfirmed(job, before);
      await changePassword(client, before.id, await newHash(), true);
      await unlock(client, before.login);
      return {
        facts: [fact(job, 'password-reset', {})],
        project: [],
      };
  }
}

/** Nobody makes, deposes or takes over an administrator alone; who confirms is not the one whose account it is. */
function requireConfirmed({ before, confirmed }: Job, after: Person): void {
  if (takesSecondPerson(before.roles, after.roles) && (confirmed === undefined || confirmed.id === before.id))
    throw new RuleError(secondPersonNeeded.code, secondPersonNeeded.sentence);
}

const pick = ({
  name,
  post,
  unit,
  roles,
  credential,
}: Extract<PersonCommand, { type: 'change-person' }>) => ({
  name,
  post,
  unit,
  roles,
  credential,
});

async function change(job: Job, after: Person, reason?: string): Promise<BureauWork> {
  const { before, profile, today } = job;
  const refusal = refuseAccountChange(job.by.id, before, after, job.everyone, job.entrusted);
  if (refusal !== undefined) throw new RuleError(refusal.code, refusal.sentence);
  requireConfirmed(job, after);
  if (after.unit !== before.unit && !profile.units.some(({ id }) => id === after.unit))
    throw new RequestError('bad-request', '没有这个内设机构。', [{ key: 'unit', message: '另选科室。' }]);
  await updatePerson(job.client, after);
  // Whoever registered the account may know its password: an administrator begins with one that two persons set.
  if (becomesAdministrator(before.roles, after.roles))
    await changePassword(
      job.client,
      after.id,
      await hashPassword(randomBytes(32).toString('base64url')),
      true,
    );
  const publicOfficer = (person: Person) => (person.active ? officerOf(profile, person) : null);
  const officer = officerChange(profile.id, publicOfficer(before), publicOfficer(after), today);
  const facts = [...accountFacts(job, after, reason), ...officer.facts];
  if (facts.length === 0 && JSON.stringify(before) === JSON.stringify(after))
    throw new RuleError('nothing-changed', '没有改动。');
  return {
    facts: facts.length > 0 ? facts : [fact(job, 'account-changed', standing(after))],
    project: officer.project,
  };
}

function accountFacts(job: Job, after: Person, reason: string | undefined): readonly Fact[] {
  const { before } = job;
  if (after.active !== before.active)
    return [fact(job, after.active ? 'account-reactivated' : 'account-deactivated', { reason })];
  const same = after.roles.join() === before.roles.join() && after.unit === before.unit;
  return same ? [] : [fact(job, 'account-changed', standing(after))];
}

const standing = ({ roles, unit }: Person) => ({ roles, ...(unit === null ? {} : { unit }) });

const fact = (job: Job, type: Fact['type'], data: Readonly<Record<string, unknown>>): Fact => ({
  type,
  occurredOn: job.today,
  data: { person: job.before.id, ...data, ...(job.confirmed && { confirmedBy: job.confirmed.id }) },
});
