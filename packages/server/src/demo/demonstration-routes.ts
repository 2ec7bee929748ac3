import { routes } from '@mingjing/api';
import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../web/context.ts';
import { demonstrationAccounts } from './demonstration.ts';

/** The accounts of the demonstration, which anyone may take; a real installation has none. */
export function demonstrationRoutes(app: FastifyInstance, context: ServerContext): void {
  app.get(routes.demonstrationAccounts, async () =>
    context.demonstration ? await demonstrationAccounts(context.databases.app) : [],
  );
}
