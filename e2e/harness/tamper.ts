import { openDatabases } from '../../packages/server/src/journal/database.ts';
import { readConfig } from '../../packages/server/src/platform/config.ts';
import { attachDatabase } from '../../packages/server/src/platform/database/start-database.ts';
import { silentLog } from '../../packages/server/src/platform/log.ts';

export type Ask = (text: string, values?: readonly unknown[]) => Promise<readonly Record<string, unknown>[]>;

/** Works on the tables as their owner, as somebody with the keys of the machine could. */
export async function asOwner(dataFolder: string, work: (ask: Ask) => Promise<void>): Promise<void> {
  const database = await attachDatabase(readConfig({ MINGJING_DATA: dataFolder }), silentLog);
  const databases = openDatabases(
    () => database.connectionOptions('owner'),
    () => undefined,
  );
  try {
    await work(async (text, values = []) => (await databases.app.query(text, [...values])).rows);
  } finally {
    await databases.close();
    await database.stop();
  }
}
