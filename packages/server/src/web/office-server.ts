import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import { inPlaceOf } from '../people/in-place-of.ts';
import type { Person } from '../people/people.ts';
import { findSession } from '../people/sessions.ts';
import type { ServerContext } from './context.ts';
import { answerError } from './problems.ts';
import { RequestError } from './request-error.ts';
import { requireWritable } from './writable-text.ts';

declare module 'fastify' {
  interface FastifyRequest {
    person: Person | null;
    sessionToken: string | null;
  }
}

const SESSION_COOKIE = 'mingjing-session';

/** The session's cookie: over TLS by a name that no neighbouring host and no plain page can set. */
export const sessionCookie = (protocol: string) =>
  protocol === 'https' ? `__Host-${SESSION_COOKIE}` : SESSION_COOKIE;

/** The office's server: sessions, origin check, headers, the routes handed in, and the bundle of screens. */
export async function createOfficeServer(options: {
  readonly context: ServerContext;
  readonly bundle: string;
  readonly https?: { readonly cert: Buffer; readonly key: Buffer } | undefined;
  readonly health: () => Promise<object>;
  readonly routes: (app: FastifyInstance, context: ServerContext) => void;
}): Promise<FastifyInstance> {
  const { context } = options;
  const app = Fastify({
    ...(options.https === undefined ? {} : { https: options.https }),
    logger: false,
    genReqId: () => randomUUID().slice(0, 8),
    bodyLimit: 2 * 1024 * 1024,
    trustProxy: false,
    forceCloseConnections: true,
  } as object) as unknown as FastifyInstance;
  await app.register(cookie);
  await app.register(multipart, {
    limits: { files: 1, fileSize: 2 * 1024 ** 3, fields: 10, fieldSize: 100_000, parts: 12 },
  });
  app.decorateRequest('person', null);
  app.decorateRequest('sessionToken', null);
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, context.log));
  app.get('/healthz', async () => await options.health());

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders(options.https !== undefined));
    if (request.method !== 'GET' && request.method !== 'HEAD')
      requireOwnOrigin(request.headers.origin, request.headers.host, options.https !== undefined);
    // The route that was found, since the path itself may be written in escapes.
    if (!(request.routeOptions.url ?? request.url).startsWith('/api/')) return;
    reply.header('cache-control', 'no-store');
    const token = request.cookies[sessionCookie(request.protocol)];
    if (token === undefined) return;
    request.sessionToken = token;
    const session = await findSession(context.databases.app, token, new Date());
    if (session !== undefined)
      request.person = inPlaceOf(context.resources().bureaus, session.person, session.actsIn);
  });
  app.addHook('preHandler', async (request) => {
    requireWritable([request.params, request.query, request.body]);
  });
  // What an upload still sends after its refusal is read and thrown away, or the connection's next request would wait behind it.
  app.addHook('onResponse', async (request) => {
    if (!request.raw.complete) request.raw.unpipe().resume();
  });
  options.routes(app, context);
  if (existsSync(options.bundle)) {
    await app.register(fastifyStatic, {
      root: options.bundle,
      wildcard: true,
      immutable: true,
      maxAge: '30d',
      index: false,
      cacheControl: true,
      allowedPath: (path) => path !== '/index.html',
    });
    app.get('/', (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false }),
    );
    app.setNotFoundHandler((request, reply) => {
      if (
        request.url.startsWith('/api/') ||
        request.method !== 'GET' ||
        /\.[a-z0-9]+$/i.test(request.url.split('?')[0] ?? '')
      ) {
        answerError(new RequestError('not-found'), request, reply, context.log);
        return;
      }
      reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
    });
  }
  return app;
}

/** The signed-in person of a request; refuses who is not signed in or still has to change the first password. */
export function requirePerson(request: { person: Person | null }): Person {
  if (request.person === null) throw new RequestError('not-signed-in');
  if (request.person.mustChangePassword) throw new RequestError('password-change-needed');
  return request.person;
}

function requireOwnOrigin(origin: string | undefined, host: string | undefined, tls: boolean): void {
  const from = origin === undefined ? null : URL.parse(origin);
  if (from === null || from.origin !== origin || from.host !== host || (tls && from.protocol !== 'https:'))
    throw new RequestError('bad-origin');
}

function securityHeaders(tls: boolean): Record<string, string> {
  return {
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    ...(tls ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
