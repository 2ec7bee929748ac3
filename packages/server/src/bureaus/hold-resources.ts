import type { Queryable } from '../journal/database.ts';
import type { ServerContext } from '../web/context.ts';
import { loadResources } from './resources.ts';

/** Reads the law as it stands and keeps it, until it is read anew. */
export async function holdResources(
  db: Queryable,
): Promise<Pick<ServerContext, 'resources' | 'reloadResources'>> {
  let held = await loadResources(db);
  return {
    resources: () => held,
    reloadResources: async () => {
      held = await loadResources(db);
    },
  };
}
