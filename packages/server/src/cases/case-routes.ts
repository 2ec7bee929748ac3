import { commandRequest, draftRequest, listCasesQuery, routes, worklistQuery } from '@mingjing/api';
import { can, startActions, startsOfOthers } from '@mingjing/law';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noteRead } from '../audit/reads.ts';
import { isOpenedTo } from '../emergency/emergency-access.ts';
import { authoriseQuery } from '../people/authorise.ts';
import { markOf } from '../people/note-sign-in.ts';
import { toActor } from '../people/people.ts';
import { actingBy, seeAs, seenBy } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { RequestError } from '../web/request-error.ts';
import { uuidOf } from '../web/uuid-of.ts';
import { menuCounts } from '../worklist/menu-counts.ts';
import { worklist } from '../worklist/worklist.ts';
import { caseContext, seenCase } from './case-store.ts';
import { viewCase } from './case-view.ts';
import { draftsOf } from './drafts.ts';
import { listCases } from './list-cases.ts';
import { afterElapse, runCaseCommand } from './run-command.ts';

/** The office's doors to cases: the list of what is due, the cases, one case, its commands, drafts and documents. */
export function caseRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.worklist, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'view-worklist');
    return await worklist(context, person, worklistQuery.parse(request.query));
  });
  app.get(routes.menuCounts, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'view-worklist');
    return await menuCounts(context, person);
  });
  app.get(routes.cases, async (request) => {
    const person = requirePerson(request);
    authoriseQuery(person, 'list-cases');
    const query = listCasesQuery.parse(request.query);
    if (query.q && query.after === undefined)
      await noteRead(context, person, 'search-cases', `search/${markOf(query.q)}`);
    return await listCases(context, person, query);
  });
  app.get(routes.caseStart, async (request) => {
    const person = requirePerson(request);
    if (can(toActor(person), 'list-cases', { bureau: person.bureau, participants: [] }) !== undefined)
      return { actions: [], others: [], drafts: {} };
    const rules = context.resources().rulebook(person.bureau, context.clock.today());
    const law = await caseContext(context, person, rules);
    return {
      actions: startActions(law),
      others: startsOfOthers(law),
      drafts: await draftsOf(context, person, 'start'),
    };
  });
  app.post(routes.cases, async (request, reply) => {
    const person = requirePerson(request);
    reply.status(201);
    return await runCaseCommand(context, person, null, commandRequest.parse(request.body));
  });
  app.get(routes.case, async (request) => {
    const person = requirePerson(request);
    const id = uuidOf(request);
    const opened = await isOpenedTo(context, person, id);
    const viewer = { ...person, openedCase: opened ? id : undefined };
    const loaded = await seenCase(context.databases, viewer, id);
    if (!opened) authoriseQuery(person, 'view-case', loaded.state);
    const action = opened ? 'emergency-view' : 'view-case';
    await noteRead(context, person, action, loaded.stream, loaded.state.bureau);
    const shown = await afterElapse(context, viewer, loaded);
    return await viewCase(context, person, shown, seenBy(context.databases, viewer));
  });
  app.post(routes.caseCommands, async (request) => {
    const person = requirePerson(request);
    return await runCaseCommand(context, person, uuidOf(request), commandRequest.parse(request.body));
  });
  app.put(routes.drafts, async (request, reply) => {
    const person = requirePerson(request);
    const { subject, command, body } = draftRequest.parse(request.body);
    await actingBy(context.databases, person).query(
      `insert into draft (person, subject, command, body, saved_at) values ($1, $2, $3, $4, $5)
       on conflict (person, subject, command) do update set body = excluded.body, saved_at = excluded.saved_at`,
      [person.id, subject, command, body, context.clock.now()],
    );
    return reply.status(204).send();
  });
  app.delete(routes.drafts, async (request, reply) => {
    const person = requirePerson(request);
    const { subject, command } = z
      .strictObject({ subject: z.string(), command: z.string() })
      .parse(request.query);
    await actingBy(context.databases, person).query(
      `delete from draft where person = $1 and subject = $2 and command = $3`,
      [person.id, subject, command],
    );
    return reply.status(204).send();
  });
  app.get(routes.document, async (request, reply) => {
    const person = requirePerson(request);
    const id = uuidOf(request);
    const { rows } = await seeAs(context.databases, person, (db) =>
      db.query<{ stream: string; title: string; number: string; bytes: Buffer | null }>(
        `select stream, title, number, bytes from document where id = $1`,
        [id],
      ),
    );
    const row = rows[0];
    if (row === undefined) throw new RequestError('not-found');
    const loaded = await seenCase(context.databases, person, row.stream.replace(/^case\//, ''));
    authoriseQuery(person, 'view-document', loaded.state);
    await noteRead(context, person, 'view-document', `${row.stream}/document/${id}`, loaded.state.bureau);
    if (row.bytes === null) throw new RequestError('not-found', '这份文书的内容已依法删除。');
    return reply
      .type('application/pdf')
      .header(
        'content-disposition',
        `inline; filename*=UTF-8''${encodeURIComponent(`${row.title} ${row.number}.pdf`)}`,
      )
      .send(row.bytes);
  });
}
