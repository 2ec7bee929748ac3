import { describeError } from '../platform/log.ts';
import type { ServerContext } from '../web/context.ts';
import { watchSilence } from './watch-silence.ts';

/** Writes every minute what silence has brought, so that lists and worklists show it without a visit. */
export function startWatchingSilence(context: ServerContext, every = MINUTE): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const watch = watchSilence(context, stopping.signal);
  let running: Promise<void> | undefined;
  const look = () => {
    running ??= lookNow().finally(() => {
      running = undefined;
    });
  };
  const lookNow = async () => {
    try {
      await watch.round();
    } catch (error) {
      if (!stopping.signal.aborted) context.log.warn('watching-silence-failed', describeError(error));
    }
  };
  look();
  const timer = setInterval(look, every);
  timer.unref();
  return {
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await running;
    },
  };
}

const MINUTE = 60_000;
