import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Markup } from '../markup/markup.ts';
import { sendCached } from './headers.ts';
import { rememberSize } from './text-size.ts';

/** Sends a finished page and remembers the size of type that its address asks for. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, page: Markup): FastifyReply {
  rememberSize(request, reply, request.protocol === 'https');
  return sendCached(request, reply, 'text/html; charset=utf-8', page.toString());
}
