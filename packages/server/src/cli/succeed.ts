import { join } from 'node:path';
import { env } from 'node:process';
import { keyFingerprint } from '@mingjing/ledger';
import { loadResources } from '../bureaus/resources.ts';
import { openDatabases } from '../journal/database.ts';
import { logOrigin } from '../log/logs.ts';
import { SuccessionRefused, succeedLog } from '../log/succeed.ts';
import { dateInChina } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import { attachDatabase } from '../platform/database/start-database.ts';
import { silentLog } from '../platform/log.ts';
import { migrate } from '../platform/migrations.ts';
import { type Command, CommandRefusal, UsageError } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** `mingjing succeed`: ends a bureau's log and opens the one that follows it, whether the office runs or not. */
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
      '现有的存证日志将就此结束，不能恢复，由新的一册、新的密钥接续；理由对外公开。确认后加上 --yes 再运行。',
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
      const { number, vkey, after, held } = await succeedLog(
        {
          app: databases.app,
          sequencer: databases.sequencer,
          keyFolder: join(config.dataFolder, 'keys'),
          originOf: logOrigin,
          now,
          today: dateInChina(now),
        },
        bureau,
        reason,
      );
      output.out(
        `第 ${number - 1} 册日志已结束：签到 ${after?.size ?? 0} 条，数据库里有 ${held?.size ?? 0} 条。`,
      );
      output.out(`第 ${number} 册日志已开启，第一条写明前一册在何处结束。`);
      output.out(`新公钥：${vkey}`);
      output.out(`指纹：${keyFingerprint(vkey)}`);
      output.out('请向见证方登记新公钥；办公系统在运行的，几秒内自动继续存证。');
      return 0;
    } catch (error) {
      if (error instanceof SuccessionRefused) throw new CommandRefusal(error.message);
      throw error;
    } finally {
      await databases.close();
    }
  } finally {
    await database.stop();
  }
};
