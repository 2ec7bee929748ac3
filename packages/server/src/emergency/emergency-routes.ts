import { actedForQuery, type EmergencyReply, openEmergencyRequest, routes } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import { authoriseQuery, bureauActedFor } from '../people/authorise.ts';
import { seenBy } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { emergenciesOf, openInEmergency } from './emergency-access.ts';

/** One case opened to an administrator in an emergency, and everybody's openings before it. */
export function emergencyRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.emergencyAccess, async (request): Promise<EmergencyReply> => {
    const person = requirePerson(request);
    const { bureau } = actedForQuery.parse(request.query);
    const of = bureauActedFor(context, person, 'view-emergency-access', bureau);
    const seen = seenBy(context.databases, { id: person.id, bureau: of });
    return { rows: await emergenciesOf(context, seen, of) };
  });
  app.post(routes.emergencyAccess, async (request, reply) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'open-emergency-access');
    const row = await openInEmergency(context, person, openEmergencyRequest.parse(request.body));
    return reply.status(201).send(row);
  });
}
