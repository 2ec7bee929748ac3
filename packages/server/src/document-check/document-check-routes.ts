import { checkDocumentRequest, routes } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { checkDocument } from './check-document.ts';

/** The office's door to a printed document by its code. What is typed comes as a body: a code stands in no address. */
export function documentCheckRoutes(app: FastifyInstance, context: ServerContext): void {
  app.post(routes.documentCheck, async (request) => {
    const person = requirePerson(request);
    return await checkDocument(context, person, checkDocumentRequest.parse(request.body).typed);
  });
}
