import { join } from 'node:path';
import { DiskFailed } from '../platform/file-operations.ts';
import { describeError } from '../platform/log.ts';
import type { ServerContext } from '../web/context.ts';
import { readAllLogs } from './logs.ts';
import { publishLog } from './publish-log.ts';

/** Longest time between a signed head and its files. */
const EVERY = 2000;

/** Keeps the files of every bureau's log up to its newest signed head, for the portal to serve and for others to mirror. */
export function startPublishing(
  context: Pick<ServerContext, 'databases' | 'log'>,
  folder: string,
  every = EVERY,
): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const publish = async (): Promise<void> => {
    for (const { id } of await readAllLogs(context.databases.portal)) {
      try {
        await publishLog(context.databases.portal, id, join(folder, id));
      } catch (error) {
        if (error instanceof DiskFailed) {
          clearInterval(timer);
          return context.log.error('publishing-log-stopped', describeError(error));
        }
        context.log.warn('publishing-log-failed', describeError(error));
      }
    }
  };
  // A round that takes long is not joined by a second one.
  const round = () => {
    running ??= publish()
      .catch((error: unknown) => context.log.warn('publishing-log-failed', describeError(error)))
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  const timer = setInterval(round, every);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
      await round();
    },
  };
}
