import pg from 'pg';
import type { Queryable } from '../journal/database.ts';
import { describeError } from '../platform/log.ts';
import type { ServerContext } from '../web/context.ts';

const CHANNEL = 'mingjing_law';
const AGAIN_AFTER = 1000;

/** Tells every node, on commit, that the law of a bureau has changed. */
export async function announceLaw(client: Queryable, bureau: string): Promise<void> {
  await client.query(`select pg_notify('${CHANNEL}', $1)`, [bureau]);
}

/** Reloads the law whenever any node announces a change, and after every interruption in which one may have been missed. */
export function watchLaw(
  context: Pick<ServerContext, 'reloadResources' | 'log'>,
  connection: pg.ClientConfig,
): { readonly ready: Promise<void>; stop(): Promise<void> } {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let reloading: Promise<void> = Promise.resolve();
  const reload = () => {
    reloading = reloading
      .then(() => context.reloadResources())
      .catch((error: unknown) => context.log.warn('law-not-reloaded', describeError(error)));
    return reloading;
  };
  const later = () => {
    if (stopped || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void listen().then(reload, later);
    }, AGAIN_AFTER);
  };
  const listen = async () => {
    const fresh = new pg.Client({ application_name: 'mingjing-law', ...connection });
    client = fresh;
    fresh.on('error', () => undefined);
    fresh.on('end', later);
    fresh.on('notification', () => void reload());
    await fresh.connect();
    await fresh.query(`listen ${CHANNEL}`);
  };
  return {
    ready: listen().catch(later),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
      await reloading;
    },
  };
}
