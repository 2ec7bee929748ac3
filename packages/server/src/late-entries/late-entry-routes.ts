import { lateEntriesQuery, routes } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import { noteRead } from '../audit/reads.ts';
import { authoriseQuery } from '../people/authorise.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { listLateEntries } from './list-late-entries.ts';

/** 补录清单: what was entered later than the packs allow, for whoever supervises. */
export function lateEntryRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.lateEntries, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'view-late-entries');
    const query = lateEntriesQuery.parse(request.query);
    if (query.after === undefined) await noteRead(context, person, 'view-late-entries', 'late-entries');
    return await listLateEntries(context, person, query);
  });
}
