import { type EmergencyReply, openEmergencyRequest, routes } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import { authoriseQuery } from '../people/authorise.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { emergenciesOf, openInEmergency } from './emergency-access.ts';

/** One case opened to an administrator in an emergency, and everybody's openings before it. */
export function emergencyRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.emergencyAccess, async (request): Promise<EmergencyReply> => {
    const person = requirePerson(request);
    authoriseQuery(person, 'view-emergency-access');
    return { rows: await emergenciesOf(context, person.bureau) };
  });
  app.post(routes.emergencyAccess, async (request, reply) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'open-emergency-access');
    const row = await openInEmergency(context, person, openEmergencyRequest.parse(request.body));
    return reply.status(201).send(row);
  });
}
