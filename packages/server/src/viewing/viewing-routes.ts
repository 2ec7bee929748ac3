import { answerViewingRequest, askViewingRequest, routes, type ViewingReply } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import { authoriseQuery } from '../people/authorise.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { answerAsked, askForViewing, listViewing } from './viewing-requests.ts';

/** Leave to see the records of a case one does not handle: asked for, granted for some days, or refused. */
export function viewingRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.viewing, async (request): Promise<ViewingReply> => {
    const person = requirePerson(request);
    authoriseQuery(person, 'view-viewing');
    return await listViewing(context, person);
  });
  app.post(routes.viewing, async (request, reply): Promise<ViewingReply> => {
    const person = requirePerson(request);
    authoriseQuery(person, 'ask-viewing');
    await askForViewing(context, person, askViewingRequest.parse(request.body));
    reply.status(201);
    return await listViewing(context, person);
  });
  app.post(routes.viewingAnswers, async (request, reply): Promise<ViewingReply> => {
    const person = requirePerson(request);
    authoriseQuery(person, 'decide-viewing');
    await answerAsked(context, person, answerViewingRequest.parse(request.body));
    reply.status(201);
    return await listViewing(context, person);
  });
}
