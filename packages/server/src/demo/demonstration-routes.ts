import { routes } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { demonstrationAccounts } from './demonstration.ts';

/** The accounts of the demonstration; there is no such door in a real installation. */
export function demonstrationRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.demonstrationAccounts, async () => {
    if (!context.demonstration) throw new RequestError('not-found');
    return demonstrationAccounts();
  });
}
