import type { FastifyInstance } from 'fastify';
import { createPortalServer, type PortalOptions } from '../portal/create-portal-server.ts';
import type { TestContext } from './open-context.ts';

/** The portal of a test's office; a test says only where its own is another. */
export function openPortal(
  { context, databases }: TestContext,
  own: Partial<PortalOptions> = {},
): Promise<FastifyInstance> {
  return createPortalServer({
    portal: databases.portal,
    clock: context.clock,
    baseAddress: context.portalAddress,
    law: () => context.resources(),
    health: async () => ({}),
    logger: false,
    ...own,
  });
}
