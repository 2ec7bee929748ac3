import { actedForQuery, listReadsQuery, listSegmentsQuery, type RecheckReply, routes } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import { bureauActedFor } from '../people/authorise.ts';
import { describeCounts, readLastOwnRecheck, readRecheckFindings } from '../recheck/last-recheck.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { listReads } from './list-reads.ts';
import { listSegments } from './list-segments.ts';

/** Who looked at what, and how that is sealed: for the audit administrator; names the record, never its content. */
export function auditRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.auditReads, async (request) => {
    const person = requirePerson(request);
    const { bureau, ...query } = listReadsQuery.parse(request.query);
    return await listReads(context, bureauActedFor(context, person, 'view-audit', bureau), query);
  });
  app.get(routes.auditSegments, async (request) => {
    const person = requirePerson(request);
    const { bureau, ...query } = listSegmentsQuery.parse(request.query);
    return await listSegments(context, bureauActedFor(context, person, 'view-audit', bureau), query);
  });
  app.get(routes.auditRecheck, async (request): Promise<RecheckReply> => {
    const person = requirePerson(request);
    const bureau = bureauActedFor(context, person, 'view-recheck', actedForQuery.parse(request.query).bureau);
    const last = await readLastOwnRecheck(context.databases.app, context.keyFolder);
    return {
      last: last && {
        startedAt: last.startedAt.toISOString(),
        finishedAt: last.finishedAt.toISOString(),
        findings: last.findings,
        counted: describeCounts(last.counts),
        sentences: await readRecheckFindings(context.databases.app, last.run, bureau, 200),
      },
    };
  });
}
