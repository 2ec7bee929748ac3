import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Headers of every answer: no script, nothing from elsewhere, framed only by whom the bureau names. */
export function securityHeaders(frameAncestors: string, tls: boolean): Record<string, string> {
  return {
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors ${frameAncestors}`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
    ...(tls ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}

/** Sends a page with its ETag; a visitor who has it already gets 304. Caches between may keep it for ten seconds. */
export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  body: string,
): FastifyReply {
  const etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const held = request.headers['if-none-match'] ?? '';
  reply.headers({ etag, 'cache-control': 'public, max-age=0, s-maxage=10, must-revalidate', vary: 'cookie' });
  if (held.split(',').some((one) => one.trim() === etag)) return reply.status(304).send();
  return reply.type(type).send(body);
}
