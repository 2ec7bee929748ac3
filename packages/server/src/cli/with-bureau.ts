import { env } from 'node:process';
import { loadResources, type Resources } from '../bureaus/resources.ts';
import { type Databases, openDatabases } from '../journal/database.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { attachDatabase } from '../platform/database/start-database.ts';
import { silentLog } from '../platform/log.ts';
import { migrate } from '../platform/migrations.ts';
import { CommandRefusal } from './command.ts';

/** Opens the data folder's database for one bureau that is in it, whether the office runs or not. */
export async function withBureau<T>(
  bureau: string,
  work: (databases: Databases, config: Config, resources: Resources) => Promise<T>,
): Promise<T> {
  const config = readConfig(env);
  const database = await attachDatabase(config, silentLog);
  try {
    await migrate(database.connectionOptions('owner'), silentLog);
    const databases = openDatabases(
      (role) => database.connectionOptions(role),
      () => undefined,
    );
    try {
      const resources = await loadResources(databases.app);
      if (!resources.bureaus.has(bureau))
        throw new CommandRefusal(
          `这个数据目录里没有机关“${bureau}”。已有：${[...resources.bureaus.keys()].join('、') || '（无，先做初始设置或者用 --demo 启动一次）'}。`,
        );
      return await work(databases, config, resources);
    } finally {
      await databases.close();
    }
  } finally {
    await database.stop();
  }
}
