import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RequestError } from './request-error.ts';

const parameter = z.object({ id: z.uuid() });

/** The id that an address names; an address with anything else leads nowhere, and says so as any other that is not there. */
export function uuidOf(request: FastifyRequest): string {
  const read = parameter.safeParse(request.params);
  if (!read.success) throw new RequestError('not-found');
  return read.data.id;
}
