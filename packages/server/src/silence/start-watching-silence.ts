import { describeError } from '../platform/log.ts';
import { type Repeating, startRepeating } from '../platform/start-repeating.ts';
import type { ServerContext } from '../web/context.ts';
import { type SilenceWatch, watchSilence } from './watch-silence.ts';

/** Writes every minute what silence has brought, so that lists and worklists show it without a visit. */
export function startWatchingSilence(context: ServerContext, every = MINUTE): Repeating {
  let watch: SilenceWatch | undefined;
  return startRepeating(
    (stopping) => {
      watch ??= watchSilence(context, stopping);
      return watch.round();
    },
    {
      first: 0,
      every,
      failed: (error) => context.log.warn('watching-silence-failed', describeError(error)),
    },
  );
}

const MINUTE = 60_000;
