import { describeError, type Log } from './log.ts';

/** Stops once when asked to (signal, or the launcher gone): `stop` finishes what was begun, then the process ends. */
export const onShutdown = (stop: () => Promise<void>, log: Log, patienceMs = 60_000): void => {
  let asked: number | undefined;
  const shutDown = (reason: string) => {
    if (asked !== undefined) {
      // Terminal and launcher both pass on one Ctrl-C; only a later one means impatience.
      if (Date.now() - asked > 2_000) process.exit(130);
      return;
    }
    asked = Date.now();
    log.info('stopping', { cause: reason });
    setTimeout(() => process.exit(1), patienceMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error('stop-failed', describeError(error));
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => shutDown(signal));
  if (process.connected) {
    process.on('disconnect', () => shutDown('launcher-gone'));
    process.channel?.unref();
  }
};
