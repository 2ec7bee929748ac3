import { join } from 'node:path';
import { loadResources } from '../bureaus/resources.ts';
import { CatchUpRefused, catchUpSigner } from '../log/catch-up.ts';
import { logOrigin } from '../log/logs.ts';
import { policyFor } from '../log/witness-policy.ts';

import { dateInChina } from '../platform/clock.ts';
import { type Command, CommandRefusal } from './command.ts';
import { readReasoned } from './reasoned-command.ts';
import { withBureau } from './with-bureau.ts';

/** `mingjing catch-up`: lets a signer whose folder was restored from an old backup remember what it has signed; the office may run. */
export const run: Command = async (args, output) => {
  const { bureau, reason } = readReasoned(
    args,
    '签名密钥目录将记下数据库里它签过的检查点，之后继续签署；补记的事和理由入存证。先核实数据库完好、没有另一份在签，确认后加上 --yes 再运行。',
  );
  return await withBureau(bureau, async (databases, config) => {
    const now = new Date();
    const resources = await loadResources(databases.app);
    const { remembered, signed, unasked } = await catchUpSigner(
      {
        app: databases.app,
        sequencer: databases.sequencer,
        keyFolder: join(config.dataFolder, 'keys'),
        publishedFolder: join(config.dataFolder, 'log'),
        originOf: logOrigin,
        witnesses: policyFor({ resources: () => resources }, bureau),
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
  }).catch((error: unknown) => {
    throw error instanceof CatchUpRefused ? new CommandRefusal(error.message) : error;
  });
};
