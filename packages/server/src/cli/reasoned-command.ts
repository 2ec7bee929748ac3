import { env } from 'node:process';
import { loadResources } from '../bureaus/resources.ts';
import { type Databases, openDatabases } from '../journal/database.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { attachDatabase } from '../platform/database/start-database.ts';
import { silentLog } from '../platform/log.ts';
import { migrate } from '../platform/migrations.ts';
import { CommandRefusal, UsageError } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** The bureau and the reason of a command that must also be confirmed by `--yes`; `warning` says what it will do. */
export function readReasoned(args: readonly string[], warning: string): { bureau: string; reason: string } {
  const { values } = readArguments({
    args: [...args],
    options: {
      bureau: { type: 'string' },
      reason: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  });
  const { bureau } = values;
  const reason = values.reason?.trim() ?? '';
  if (bureau === undefined || reason === '')
    throw new UsageError('请写明机关（--bureau）和理由（--reason）。');
  if (reason.length > 2000) throw new UsageError('理由不超过 2000 字。');
  if (!values.yes) throw new CommandRefusal(warning);
  return { bureau, reason };
}

/** Opens the data folder's database for one bureau that is in it, whether the office runs or not. */
export async function withBureau<T>(
  bureau: string,
  work: (databases: Databases, config: Config) => Promise<T>,
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
      if (!(await loadResources(databases.app)).bureaus.has(bureau))
        throw new CommandRefusal(`这个数据目录里没有机关“${bureau}”。`);
      return await work(databases, config);
    } finally {
      await databases.close();
    }
  } finally {
    await database.stop();
  }
}
