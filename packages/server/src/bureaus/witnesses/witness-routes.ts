import { actedForQuery, routes, witnessCommandRequest } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import { bureauActedFor } from '../../people/authorise.ts';
import type { ServerContext } from '../../web/context.ts';
import { requirePerson } from '../../web/office-server.ts';
import { changeWitness } from './change-witness.ts';
import { viewWitnesses } from './view-witnesses.ts';

/** Who witnesses the bureau's log, how far each has come, and the naming and ending of one. */
export function witnessRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.witnesses, async (request) => {
    const person = requirePerson(request);
    const { bureau } = actedForQuery.parse(request.query);
    return await viewWitnesses(context, bureauActedFor(context, person, 'view-witnesses', bureau));
  });
  app.post(routes.witnesses, async (request) => {
    const person = requirePerson(request);
    const { bureau: wanted } = actedForQuery.parse(request.query);
    const bureau = bureauActedFor(context, person, 'change-witnesses', wanted);
    return await changeWitness(context, person, bureau, witnessCommandRequest.parse(request.body));
  });
}
