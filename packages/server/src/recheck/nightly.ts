import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { dateInChina } from '../platform/clock.ts';
import { describeError, type Log } from '../platform/log.ts';
import { type Repeating, startRepeating } from '../platform/start-repeating.ts';
import type { RecheckPlaces } from './finding.ts';
import { type RecheckResult, RecheckRunning, runRecheck } from './run-recheck.ts';

/** From when on the night's recheck begins, by the hour in China. */
const HOUR = 2;
const LOOK = 10 * 60_000;
/** An installation that was never rechecked does not wait for the night. */
const FIRST = 2 * 60_000;
/** After each batch it rests this many times what the batch took: at most a fifth of one processor's time goes into it. */
const REST_TIMES = 4;
const REST_MOST = 2_000;

/** Starts looking whether tonight's recheck is still to be done; one that was cut off is taken up again. */
export function startNightlyRecheck(options: {
  readonly connection: pg.ClientConfig;
  readonly places: RecheckPlaces;
  readonly last: () => Promise<Date | null>;
  /** Puts into the logs what has ended. */
  readonly seal: () => Promise<unknown>;
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>;
  readonly now?: () => Date;
}): Repeating {
  const now = options.now ?? (() => new Date());
  const recheck = async (stopping: AbortSignal) => {
    // One that was run by hand too.
    await options.seal();
    if (!isDue(await options.last(), now()) || stopping.aborted) return;
    const result = await runRecheck(options.connection, options.places, { now, rest: resting(stopping) });
    tell(options.log, result);
    await options.seal();
  };
  return startRepeating(recheck, {
    first: FIRST,
    every: LOOK,
    failed: (error) => {
      if (!(error instanceof RecheckRunning)) options.log.warn('recheck-failed', describeError(error));
    },
  });
}

/** Whether the night that began last has no recheck of its own yet. */
export function isDue(last: Date | null, now: Date): boolean {
  if (last === null) return true;
  const today = Date.parse(`${dateInChina(now)}T0${HOUR}:00:00+08:00`);
  const night = now.getTime() >= today ? today : today - 24 * 3600_000;
  return last.getTime() < night;
}

function resting(signal: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    signal.throwIfAborted();
    await sleep(Math.min(REST_MOST, REST_TIMES * (performance.now() - since)), undefined, { signal });
    since = performance.now();
  };
}

function tell(log: Pick<Log, 'info' | 'error'>, { findings, startedAt, finishedAt }: RecheckResult): void {
  const durationMs = finishedAt.getTime() - startedAt.getTime();
  if (findings === 0) log.info('recheck-done', { durationMs });
  else log.error('recheck-found', { durationMs, count: findings });
}
