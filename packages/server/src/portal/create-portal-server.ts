import cookie from '@fastify/cookie';
import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { answerError } from './http/answer-error.ts';
import { securityHeaders } from './http/headers.ts';
import { limitDoors } from './http/limited-doors.ts';
import type { PortalOptions } from './http/portal-options.ts';
import { loadStyles } from './http/styles.ts';
import { errorPage } from './pages/error-page.ts';
import type { View } from './pages/view.ts';
import { documentRoutes } from './routes/document-routes.ts';
import { informationRoutes } from './routes/information-routes.ts';
import { logRoutes } from './routes/log-routes.ts';
import { openDataRoutes } from './routes/open-data-routes.ts';
import { resultRoutes } from './routes/result-routes.ts';
import { createSite } from './site.ts';

export type { PortalOptions } from './http/portal-options.ts';

/** The public portal: server-rendered pages without script, read from published views only. */
export async function createPortalServer(options: PortalOptions): Promise<FastifyInstance> {
  const tls = options.https !== undefined;
  const headers = securityHeaders(options.frameAncestors ?? "'self'", tls);
  const styles = loadStyles();
  const site = createSite(options, styles.path);
  const isBehindProxy = (options.trustedProxies ?? []).length > 0;
  const app = Fastify({
    ...(options.https === undefined ? {} : { https: options.https }),
    logger: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024,
    trustProxy: isBehindProxy ? [...(options.trustedProxies ?? [])] : false,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    forceCloseConnections: true,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      reply.headers(headers);
      answerError(site.plainView(), error, request, reply);
    },
  } as object) as unknown as FastifyInstance;
  await app.register(cookie);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
  });
  if (options.rates !== undefined) limitDoors(app, { rates: options.rates, behindProxy: isBehindProxy });
  const view = (request: FastifyRequest): View => site.commonView(request, false);
  app.setErrorHandler((error, request, reply) => answerError(view(request), error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    reply
      .status(404)
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(errorPage(view(request), 'not-found').toString());
  });
  app.get(styles.path, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('text/css; charset=utf-8')
      .send(styles.text),
  );
  app.get('/healthz', async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(await options.health()),
  );
  app.get('/robots.txt', async (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send('User-agent: *\nAllow: /\n'),
  );
  informationRoutes(app, site);
  resultRoutes(app, site);
  documentRoutes(app, site);
  openDataRoutes(app, site);
  if (options.logFolder !== undefined) logRoutes(app, options.logFolder);
  return app;
}
