import {
  approvalPreviewsRequest,
  approvalsRequest,
  commandRequest,
  draftPublicationRequest,
  listPublicationsQuery,
  routes,
} from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import { noteRead } from '../audit/reads.ts';
import { authoriseQuery } from '../people/authorise.ts';
import { markOf } from '../people/note-sign-in.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { uuidOf } from '../web/uuid-of.ts';
import { approveSeveral, previewApprovals } from './approve-several.ts';
import { seenPublication } from './publication-store.ts';
import { listPublications, viewPublication } from './publication-view.ts';
import { runPublicationCommand, startPublication } from './run-publication-command.ts';

/** The office's doors to publications. */
export function publicationRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.publications, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'list-publications');
    const query = listPublicationsQuery.parse(request.query);
    if (query.q && query.after === undefined)
      await noteRead(context, person, 'search-publications', `search/${markOf(query.q)}`);
    return await listPublications(context, person, query);
  });
  app.post(routes.publications, async (request, reply) => {
    const person = requirePerson(request);
    const { id, caseId } = draftPublicationRequest.parse(request.body);
    reply.status(201);
    return { id: await startPublication(context, person, id, caseId) };
  });
  app.get(routes.publication, async (request) => {
    const person = requirePerson(request);
    const id = uuidOf(request);
    const loaded = await seenPublication(context.databases, person, id);
    authoriseQuery(person, 'view-publication', { bureau: loaded.bureau });
    await noteRead(context, person, 'view-publication', loaded.stream, loaded.bureau);
    return await viewPublication(context, person, loaded);
  });
  app.post(routes.approvalPreviews, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'approve-publication');
    const { publications } = approvalPreviewsRequest.parse(request.body);
    return await previewApprovals(context, person, publications);
  });
  app.post(routes.approvals, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'approve-publication');
    return await approveSeveral(context, person, approvalsRequest.parse(request.body));
  });
  app.post(routes.publicationCommands, async (request) => {
    const person = requirePerson(request);
    return await runPublicationCommand(context, person, uuidOf(request), commandRequest.parse(request.body));
  });
}
