import type { FastifyReply, FastifyRequest } from 'fastify';
import { oneOf, type Parameters } from '../read/result-query.ts';

/** Whether a visitor chose large type: the address says so first, then the cookie. */
export function isLarge(request: FastifyRequest): boolean {
  const asked = oneOf((request.query as Parameters).text);
  if (asked === 'large') return true;
  return asked !== 'normal' && request.cookies[COOKIE] === 'large';
}

/** Remembers a choice made in the address, for a year. */
export function rememberSize(request: FastifyRequest, reply: FastifyReply, tls: boolean): void {
  const asked = oneOf((request.query as Parameters).text);
  const held = request.cookies[COOKIE];
  const options = { path: '/', sameSite: 'lax', httpOnly: true, secure: tls } as const;
  if (asked === 'large' && held !== 'large')
    reply.setCookie(COOKIE, 'large', { ...options, maxAge: 31_536_000 });
  if (asked === 'normal' && held !== undefined) reply.clearCookie(COOKIE, options);
}

/** This page's own address in the other size of type. */
export function otherSize(url: string, large: boolean): string {
  const [path = '/', query = ''] = url.split('?', 2);
  const search = new URLSearchParams(query.slice(0, 2000));
  search.set('text', large ? 'normal' : 'large');
  return `${path.startsWith('/') && !path.startsWith('//') ? path : '/'}?${search}`;
}

const COOKIE = 'text';
