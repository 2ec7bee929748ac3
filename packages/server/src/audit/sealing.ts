import { describeError } from '../platform/log.ts';
import type { ServerContext } from '../web/context.ts';
import { sealReads } from './reads.ts';

const HOUR = 3600_000;

/** Seals every bureau's reads each hour and once more when the office closes, so that no read stays unsealed for long. */
export function startSealing(context: ServerContext, every = HOUR): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  const seal = () => {
    running = running.then(() => sealAll(context));
    return running;
  };
  const timer = setInterval(seal, every);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return seal();
    },
  };
}

/** One bureau's failure (another process sealed at the same moment, the database was away) leaves its reads for the next time. */
async function sealAll(context: ServerContext): Promise<void> {
  for (const bureau of context.resources().bureaus.keys()) {
    try {
      await sealReads(context, bureau);
    } catch (error) {
      context.log.warn('sealing-reads-failed', describeError(error));
    }
  }
}
