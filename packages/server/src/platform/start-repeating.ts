/** Work that is done again and again until it is stopped. */
export interface Repeating {
  /** Ends the waiting, tells the run under way to stop, and waits for it. */
  stop(): Promise<void>;
}

/**
 * Runs work after `first` milliseconds (0: at once) and then every so often; never two runs at a time. A run that throws is told to
 * `failed`, unless it was told to stop, and the next one comes all the same.
 */
export function startRepeating(
  work: (stopping: AbortSignal) => Promise<unknown>,
  options: { readonly first: number; readonly every: number; readonly failed: (error: unknown) => void },
): Repeating {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  const run = async () => {
    try {
      await work(stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) options.failed(error);
    }
  };
  const look = () => {
    running ??= run().finally(() => {
      running = undefined;
    });
  };
  if (options.first === 0) look();
  const timers = [
    setInterval(look, options.every),
    ...(options.first === 0 ? [] : [setTimeout(look, options.first)]),
  ];
  for (const timer of timers) timer.unref();
  return {
    stop: async () => {
      stopping.abort();
      for (const timer of timers) clearTimeout(timer);
      await running;
    },
  };
}
