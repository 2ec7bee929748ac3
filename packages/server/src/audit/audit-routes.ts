import { routes } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { authoriseQuery } from '../people/authorise.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';

const PAGE = 200;
const auditQuery = z.strictObject({ before: z.iso.datetime().optional() });

/** Who looked at what, newest first: for the audit administrator and the supervisor; names the record, never its content. */
export function auditRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.auditReads, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'view-audit');
    const { before } = auditQuery.parse(request.query);
    const { rows } = await context.databases.app.query<{
      id: string;
      person: string;
      name: string | null;
      action: string;
      subject: string;
      read_at: Date;
      segment: number | null;
    }>(
      `select r.id, r.person, p.name, r.action, r.subject, r.read_at, r.segment
       from audit_read r left join person p on p.id = r.person
       where r.bureau = $1 and ($2::timestamptz is null or r.read_at < $2) order by r.read_at desc, r.id desc limit ${PAGE}`,
      [person.bureau, before ?? null],
    );
    return {
      rows: rows.map(({ read_at, ...row }) => ({
        ...row,
        name: row.name ?? row.person,
        readAt: read_at.toISOString(),
      })),
      next: rows.length === PAGE ? (rows.at(-1)?.read_at.toISOString() ?? null) : null,
    };
  });
}
