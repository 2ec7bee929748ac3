import { join } from 'node:path';
import { keyFingerprint } from '@mingjing/ledger';
import { logOrigin } from '../log/logs.ts';
import { SuccessionRefused, succeedLog } from '../log/succeed.ts';
import { dateInChina } from '../platform/clock.ts';
import { type Command, CommandRefusal } from './command.ts';
import { readReasoned } from './reasoned-command.ts';
import { withBureau } from './with-bureau.ts';

/** `mingjing succeed`: ends a bureau's log and opens the one that follows it, whether the office runs or not. */
export const run: Command = async (args, output) => {
  const { bureau, reason } = readReasoned(
    args,
    '现有的存证日志将就此结束，不能恢复，由新的一册、新的密钥接续；理由对外公开。确认后加上 --yes 再运行。',
  );
  return await withBureau(bureau, async (databases, config) => {
    const now = new Date();
    const { number, vkey, after, held } = await succeedLog(
      {
        app: databases.app,
        sequencer: databases.sequencer,
        keyFolder: join(config.dataFolder, 'keys'),
        publishedFolder: join(config.dataFolder, 'log'),
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
  }).catch((error: unknown) => {
    throw error instanceof SuccessionRefused ? new CommandRefusal(error.message) : error;
  });
};
