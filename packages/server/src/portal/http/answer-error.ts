import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorPage, type Failure } from '../pages/error-page.ts';
import type { View } from '../pages/view.ts';
import { TooMany } from './limited-doors.ts';

/** A page that is not there; thrown by the routes, answered in one place. */
export class PageMissing extends Error {}

/** Turns whatever went wrong into a page: known causes in plain words, anything else with a number to quote. */
export function answerError(view: View, error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const failure = failureOf(error);
  const status = STATUS[failure];
  if (failure === 'broken') request.log.error({ err: error }, 'page failed');
  else if (status >= 500) request.log.warn({ code: (error as { code?: string }).code }, 'page unavailable');
  if (error instanceof TooMany) reply.header('retry-after', String(error.seconds));
  if (status === 503) reply.header('retry-after', '10');
  reply
    .status(status)
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(errorPage(view, failure, failure === 'broken' ? request.id : undefined).toString());
}

const STATUS: Readonly<Record<Failure, number>> = {
  'not-found': 404,
  'too-many': 429,
  'bad-address': 400,
  'too-slow': 503,
  'not-in-log': 503,
  away: 503,
  broken: 500,
};

function failureOf(error: unknown): Failure {
  if (error instanceof PageMissing) return 'not-found';
  if (error instanceof TooMany) return 'too-many';
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  if (code === '57014') return 'too-slow';
  if (code !== undefined && (/^(?:08|57P|53)/.test(code) || LOST.includes(code))) return 'away';
  if (
    message !== undefined &&
    /^(?:Connection terminated|timeout exceeded when trying to connect)/.test(message)
  )
    return 'away';
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 ? 'bad-address' : 'broken';
}

const LOST: readonly string[] = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT'];
