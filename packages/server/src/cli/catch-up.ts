import { join } from 'node:path';
import { env } from 'node:process';
import { loadResources } from '../bureaus/resources.ts';
import { openDatabases } from '../journal/database.ts';
import { CatchUpRefused, catchUpSigner } from '../log/catch-up.ts';
import { logOrigin } from '../log/logs.ts';
import { readWitnessPolicy } from '../log/witness-policy.ts';

import { dateInChina } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import { attachDatabase } from '../platform/database/start-database.ts';
import { silentLog } from '../platform/log.ts';
import { migrate } from '../platform/migrations.ts';
import { type Command, CommandRefusal, UsageError } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** `mingjing catch-up`: lets a signer whose folder was restored from an old backup remember what it has signed; the office may run. */
export const run: Command = async (args, output) => {
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
  if (!values.yes)
    throw new CommandRefusal(
      '签名密钥目录将记下数据库里它签过的检查点，之后继续签署；补记的事和理由入存证。先核实数据库完好、没有另一份在签，确认后加上 --yes 再运行。',
    );
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
      const now = new Date();
      const { remembered, signed, unasked } = await catchUpSigner(
        {
          app: databases.app,
          sequencer: databases.sequencer,
          keyFolder: join(config.dataFolder, 'keys'),
          originOf: logOrigin,
          witnesses: await readWitnessPolicy(config.dataFolder),
          now,
          today: dateInChina(now),
        },
        bureau,
        reason,
      );
      output.out(
        `已补记：由 ${remembered?.size ?? 0} 条补到 ${signed.size} 条，每个检查点都由日志重算、核对过签名。`,
      );
      if (unasked.length > 0)
        output.out(`没有问到的见证方：${unasked.join('、')}。请向他们核对后面没有更长的检查点。`);
      output.out('办公系统在运行的，几秒内自动继续存证。');
      return 0;
    } catch (error) {
      if (error instanceof CatchUpRefused) throw new CommandRefusal(error.message);
      throw error;
    } finally {
      await databases.close();
    }
  } finally {
    await database.stop();
  }
};
