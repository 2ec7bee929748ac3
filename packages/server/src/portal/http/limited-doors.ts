import type { FastifyInstance } from 'fastify';
import { createRateLimit, isThisMachine, type Rate } from './rate-limit.ts';

/** What is limited: questions for one code, searches, and proofs that are made when they are asked for. */
export type LimitedKind = 'lookup' | 'search' | 'proof';
export type Rates = Readonly<Record<LimitedKind, Rate>>;

/** Generous for an office behind one address, dear for a machine that tries or copies; copies are in the open data. */
export const DEFAULT_RATES: Rates = {
  lookup: { burst: 40, perMinute: 40 },
  search: { burst: 120, perMinute: 120 },
  proof: { burst: 120, perMinute: 120 },
};

const DOORS: Readonly<Record<string, LimitedKind>> = {
  '/:bureau/verify': 'lookup',
  '/:bureau/verify/:code': 'lookup',
  '/:bureau/verify/:code/compare.html': 'lookup',
  '/results': 'search',
  '/:bureau/results': 'search',
  '/:bureau/officers': 'search',
  '/:bureau/deadlines': 'search',
  '/:bureau/results/:id/proof.json': 'proof',
  '/:bureau/results/:id/verify.html': 'proof',
  '/:bureau/recheck.json': 'proof',
};

/** Thrown where an address asks too often; says when it may go on. */
export class TooMany extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super('too many requests from one address');
    this.seconds = seconds;
  }
}

/** Limits these doors by the visitor's address; where no proxy is named, requests from this very machine are not counted. */
export function limitDoors(
  app: FastifyInstance,
  { rates, behindProxy }: { readonly rates: Rates; readonly behindProxy: boolean },
): void {
  const limits = {
    lookup: createRateLimit(rates.lookup),
    search: createRateLimit(rates.search),
    proof: createRateLimit(rates.proof),
  };
  app.addHook('onRequest', async (request) => {
    const kind = DOORS[request.routeOptions.url ?? ''];
    if (kind === undefined || (!behindProxy && isThisMachine(request.ip))) return;
    const seconds = limits[kind].wait(request.ip, performance.now());
    if (seconds > 0) throw new TooMany(seconds);
  });
}
