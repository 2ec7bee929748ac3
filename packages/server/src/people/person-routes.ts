import { randomUUID } from 'node:crypto';
import {
  actedForQuery,
  createPersonRequest,
  type PeopleReply,
  personCommandRequest,
  routes,
} from '@mingjing/api';
import {
  type Role,
  RuleError,
  refuseRoles,
  roles,
  secondPersonNeeded,
  takesSecondPerson,
} from '@mingjing/law';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { registerPerson } from '../bureaus/register-person.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { RequestError } from '../web/request-error.ts';
import { authoriseQuery, bureauActedFor } from './authorise.ts';
import { confirmedBy } from './confirmed-by.ts';
import { lockedLogins } from './lock-out.ts';
import { oneTimePassword } from './one-time-password.ts';
import { hashPassword } from './passwords.ts';
import { type Person, peopleOf } from './people.ts';
import { personRow } from './person-row.ts';
import { viewPerson } from './person-view.ts';
import { runPersonCommand } from './run-person-command.ts';

const idParameter = z.strictObject({ id: z.string().min(1).max(120) });

/** The people of a bureau: who there is, registering, and what the system administrator does with one of them. */
export function personRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.people, async (request): Promise<PeopleReply> => {
    const person = requirePerson(request);
    const { bureau: wanted } = actedForQuery.parse(request.query);
    const bureau = bureauActedFor(context, person, 'view-people', wanted);
    const people = await peopleOf(context.databases.app, [bureau]);
    const locked = await lockedLogins(
      context.databases.app,
      people.map(({ login }) => login),
      new Date(),
    );
    const units = context.resources().bureaus.get(bureau)?.profile.units ?? [];
    return {
      people: people.map((one) => personRow(one, locked.has(one.login))),
      units: units.map(({ id, name }) => ({ id, name })),
    };
  });
  app.post(routes.people, async (request, reply) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'manage-people');
    const id = await register(context, person, createPersonRequest.parse(request.body));
    return reply.status(201).send({ id });
  });
  app.get(routes.person, async (request) => {
    const person = requirePerson(request);
    const { bureau } = actedForQuery.parse(request.query);
    const of = bureauActedFor(context, person, 'view-people', bureau);
    return await viewPerson(context, person, of, idParameter.parse(request.params).id);
  });
  app.post(routes.personCommands, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'manage-people');
    const { id } = idParameter.parse(request.params);
    return await runPersonCommand(context, person, id, personCommandRequest.parse(request.body));
  });
}

async function register(
  context: ServerContext,
  by: Person,
  wanted: z.infer<typeof createPersonRequest>,
): Promise<string> {
  const held = wanted.roles.filter((role): role is Role => roles.includes(role as Role));
  if (held.length !== wanted.roles.length) throw new RequestError('bad-request', '有不认识的岗位。');
  const mixed = refuseRoles(held);
  if (mixed !== undefined) throw new RequestError('bad-request', mixed.sentence);
  const bureau = context.resources().bureaus.get(by.bureau);
  if (bureau === undefined || !bureau.profile.units.some(({ id }) => id === wanted.unit))
    throw new RequestError('bad-request', '没有这个内设机构。');
  const { password, credential, confirmer, ...known } = wanted;
  const confirmed = confirmer && (await confirmedBy(context, by, confirmer, 'confirm-administrator'));
  if (takesSecondPerson([], held) && confirmed === undefined)
    throw new RuleError(secondPersonNeeded.code, secondPersonNeeded.sentence);
  const first = oneTimePassword(held, password, confirmer);
  const id = `person-${randomUUID()}`;
  const created = { ...known, id, bureau: by.bureau, roles: held, credential: credential ?? null };
  try {
    const passwordHash = await hashPassword(first);
    await registerPerson(context, bureau.profile, by.id, { ...created, passwordHash }, confirmed?.id);
  } catch (error) {
    if ((error as { code?: string }).code !== '23505') throw error;
    throw new RequestError('bad-request', '这个登录名已有人用。', [
      { key: 'login', message: '换一个登录名。' },
    ]);
  }
  return id;
}
