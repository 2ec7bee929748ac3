import { type CaseExportPlan, routes } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noteRead } from '../audit/reads.ts';
import { caseStream, seenCase } from '../cases/case-store.ts';
import { namesAround } from '../cases/case-view.ts';
import { policyFor } from '../log/witness-policy.ts';
import { authoriseQuery } from '../people/authorise.ts';
import type { Person } from '../people/people.ts';
import { actingBy, seenBy } from '../people/see-as.ts';
import { readVerifier } from '../platform/verifier-bundle.ts';
import { authoriseRecords } from '../viewing/viewing-requests.ts';
import type { ServerContext } from '../web/context.ts';
import { requirePerson } from '../web/office-server.ts';
import { awaitLog } from './await-log.ts';
import { type CaseExport, gatherCase } from './gather-case.ts';
import { packBag, sizeOfBag } from './pack-bag.ts';
import {
  type ExportedCase,
  type ExportStatement,
  exportStream,
  findExport,
  recordExport,
} from './record-export.ts';

const parameters = z.strictObject({ id: z.uuid() });

/** The doors of a case's export: what would be in it, and the zip itself. */
export function exportRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.caseExport, async (request): Promise<CaseExportPlan> => {
    const { id } = parameters.parse(request.params);
    const found = await gather(context, requirePerson(request), id, findExport);
    const { facts, present, absent, isWitnessed } = found;
    return {
      facts: facts.length,
      factsInLog: facts.filter(({ logIndex }) => logIndex !== null).length,
      documents: present.filter(({ kind }) => kind === 'document').length,
      originals: present.filter(({ kind }) => kind === 'original').length,
      withheld: facts.reduce((sum, fact) => sum + fact.withheld.length, 0),
      absent: absent.map(({ kind, fact, reason }) => ({ kind, fact, reason })),
      isWitnessed,
      size: sizeOfBag(found.files, found.info),
    };
  });
  app.get(routes.caseExportFile, async (request, reply) => {
    const person = requirePerson(request);
    const { id } = parameters.parse(request.params);
    const found = await gather(context, person, id, (asked) =>
      recordExport(asked, { actor: person.id, now: context.clock.now() }),
    );
    const { state } = await seenCase(context.databases, person, id);
    const how = await authoriseRecords(context, person, id, state, true);
    const action = how === 'by-leave' ? 'export-by-leave' : 'export-case';
    await noteRead(context, person, action, caseStream(id), state.bureau);
    const { size, stream } = packBag(found.files, found.info);
    return reply
      .headers({
        'content-type': 'application/zip',
        'content-length': size,
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.fileName)}`,
      })
      .send(stream);
  });
}

async function gather(
  context: ServerContext,
  person: Person,
  id: string,
  stating: (of: ExportedCase) => Promise<ExportStatement>,
): Promise<CaseExport> {
  const log = actingBy(context.databases, person);
  const { state } = await seenCase(context.databases, person, id);
  // Whoever may not see the case learns not even that it is there.
  authoriseQuery(person, 'view-case', state);
  authoriseQuery(person, 'export-case', state);
  await authoriseRecords(context, person, id, state, true);
  const statement = await stating({ db: log, id, bureau: state.bureau });
  const streams = [exportStream(id), ...statement.ends.map(({ stream }) => stream)];
  await awaitLog(log, streams, () => context.sequencer.wake());
  return await gatherCase(
    {
      db: seenBy(context.databases, person),
      log,
      evidenceFolder: context.evidenceFolder,
      policy: policyFor(context, state.bureau),
      bureauName: (bureau) => context.resources().bureaus.get(bureau)?.name ?? bureau,
      namesIn: (inside) => namesAround(context, inside),
      portalAddress: context.portalAddress,
      verifier: await readVerifier(),
      now: context.clock.now(),
      by: person.name,
    },
    id,
    statement,
  );
}
