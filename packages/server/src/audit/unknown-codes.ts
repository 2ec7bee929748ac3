import { describeError } from '../platform/log.ts';
import type { ServerContext } from '../web/context.ts';
import { noteReadIn } from './reads.ts';

/** In the audit stream, whoever asks on the portal: nobody is told apart. */
export const PUBLIC = 'public';

/** Counts what was asked for in vain. */
export interface UnknownCodes {
  noted(bureau: string): void;
  /** Writes down what has been counted so far. */
  flush(): Promise<void>;
  stop(): Promise<void>;
}

const TEN_MINUTES = 600_000;

/**
 * Counts, by bureau and day, the codes asked for on the portal that no document bears, and notes how many there were: a number,
 * never a code, an address or a person. What a killed process had counted in its last ten minutes is lost.
 */
export function startCountingUnknownCodes(
  context: Pick<ServerContext, 'databases' | 'clock' | 'log'>,
  every = TEN_MINUTES,
): UnknownCodes {
  let counts = new Map<string, number>();
  let running: Promise<void> = Promise.resolve();
  const write = async () => {
    const counted = counts;
    counts = new Map();
    for (const [key, times] of counted) {
      const [bureau = '', day = ''] = key.split(' ');
      const subject = `codes/${day}/${times}`;
      const at = context.clock.now();
      await noteReadIn(context.databases.app, at, { id: PUBLIC, bureau }, 'unknown-code', subject).catch(
        (error: unknown) => {
          counts.set(key, (counts.get(key) ?? 0) + times);
          context.log.warn('noting-unknown-codes-failed', describeError(error));
        },
      );
    }
  };
  const flush = () => {
    running = running.then(write);
    return running;
  };
  const timer = setInterval(flush, every);
  timer.unref();
  return {
    noted: (bureau) => {
      const key = `${bureau} ${context.clock.today()}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    },
    flush,
    stop: () => {
      clearInterval(timer);
      return flush();
    },
  };
}
