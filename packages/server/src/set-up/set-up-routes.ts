import { routes, setUpRequest } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../web/context.ts';
import type { SetUp } from './set-up.ts';

/** The set-up page's two calls: what may be chosen, and the choice. */
export function setUpRoutes(app: FastifyInstance, context: ServerContext, setUp: SetUp): void {
  app.get(routes.setUp, async () => ({ open: setUp.token() !== null, profiles: setUp.profiles() }));
  app.post(routes.setUp, async (request, reply) => {
    await setUp.run(context, setUpRequest.parse(request.body));
    return reply.status(201).send({ done: true });
  });
}
