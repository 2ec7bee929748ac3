import pg from 'pg';
import { rebuild } from '../journal/rebuild.ts';
import type { TestContext } from './open-context.ts';

/** Rows in which the tables of a test's database differ from what its journal folds to, each by table and key; none is as it must be. */
export async function differingRows({ database }: Pick<TestContext, 'database'>): Promise<readonly string[]> {
  const owner = new pg.Client(database.connectionOptions('owner'));
  await owner.connect();
  const tables = await rebuild(owner).finally(() => owner.end());
  return tables.flatMap(({ table, differing }) => differing.map((key) => `${table} ${key}`));
}
