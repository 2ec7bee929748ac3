import { addBureauRequest, type BureauView, bureauCommandRequest, routes } from '@mingjing/api';
import { can, foldProfile, profileFacts, roleLabels } from '@mingjing/law';
import type { FastifyInstance } from 'fastify';
import { timelineOf } from '../cases/timeline.ts';
import { readStream } from '../journal/read-stream.ts';
import { authoriseQuery } from '../people/authorise.ts';
import { type Person, peopleOf, toActor } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { RequestError } from '../web/request-error.ts';
import { addBureau, listBureaux } from './add-bureau.ts';
import { entrustAdministrator } from './entrust-administrator.ts';
import { profileVersion, runBureauCommand } from './run-bureau-command.ts';
import { succeedBureau } from './succeed-bureau.ts';

/** What the bureau is, which matters it handles, and further bureaux of the installation. */
export function bureauRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.bureau, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'view-bureau');
    return await viewBureau(context, person);
  });
  app.post(routes.bureau, async (request) => {
    const person = requirePerson(request);
    const wanted = bureauCommandRequest.parse(request.body);
    authoriseQuery(person, wanted.command.type);
    const { command } = wanted;
    if (command.type === 'succeed-bureau')
      return await succeedBureau(context, person, { ...wanted, command });
    return command.type === 'entrust-administrator' || command.type === 'take-back-administrator'
      ? await entrustAdministrator(context, person, { ...wanted, command })
      : await runBureauCommand(context, person, { ...wanted, command });
  });
  app.get(routes.bureaux, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'add-bureau');
    return listBureaux(context);
  });
  app.post(routes.bureaux, async (request, reply) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'add-bureau');
    return reply.status(201).send(await addBureau(context, person, addBureauRequest.parse(request.body)));
  });
}

async function viewBureau(context: ServerContext, person: Person): Promise<BureauView> {
  const record = context.resources().bureaus.get(person.bureau);
  if (record === undefined) throw new RequestError('not-found');
  const db = context.databases.app;
  const stream = `bureau/${person.bureau}`;
  const facts = await readStream(db, stream);
  const people = await peopleOf(db, [
    person.bureau,
    ...(record.profile.superior ? [record.profile.superior.id] : []),
    ...[record.profile.successor, ...(record.profile.predecessors ?? [])].flatMap((one) => one?.body ?? []),
  ]);
  const refused = (action: string) => can(toActor(person), action, { bureau: person.bureau });
  const [profile, matters] = [refused('change-profile'), refused('add-matter')];
  const told = [
    ...profileFacts,
    'bureau-added',
    'administration-taken-on',
    'administration-given-back',
  ].filter((type) => type !== 'bureau-created');
  return {
    profile: foldProfile(facts.map(({ fact }) => fact)) ?? record.profile,
    version: profileVersion(facts),
    demonstration: record.demonstration,
    refusals: {
      ...(profile === undefined ? {} : { profile }),
      ...(matters === undefined ? {} : { matters }),
    },
    timeline: await timelineOf(
      db,
      stream,
      facts.filter(({ fact }) => told.includes(fact.type)),
      new Map([
        ...Object.entries(roleLabels),
        ...[...people, ...context.resources().bureaus.values()].map(({ id, name }) => [id, name] as const),
      ]),
    ),
  };
}
