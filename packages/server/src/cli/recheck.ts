import { join } from 'node:path';
import { env } from 'node:process';
import { readConfig } from '../platform/config.ts';
import { attachDatabase } from '../platform/database/start-database.ts';
import { silentLog } from '../platform/log.ts';
import type { RecheckFinding } from '../recheck/finding.ts';
import { describeCounts } from '../recheck/last-recheck.ts';
import { type RecheckResult, RecheckRunning, runRecheck } from '../recheck/run-recheck.ts';
import { type Command, CommandRefusal } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** `mingjing recheck`: recomputes logs, facts, projections and files now and names what does not agree; exit code 1 with findings. */
export const run: Command = async (args, output) => {
  const { json } = readArguments({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
  }).values;
  const config = readConfig(env);
  const database = await attachDatabase(config, silentLog);
  const findings: RecheckFinding[] = [];
  try {
    const result = await runRecheck(
      database.connectionOptions('checker'),
      {
        evidenceFolder: join(config.dataFolder, 'evidence'),
        logFolder: join(config.dataFolder, 'log'),
        keyFolder: join(config.dataFolder, 'keys'),
      },
      {
        now: () => new Date(),
        anew: true,
        found: (finding) => {
          if (findings.length < MOST) findings.push(finding);
        },
      },
    );
    if (json)
      output.out(
        JSON.stringify({ equal: result.findings === 0, ...result, findings, found: result.findings }),
      );
    else for (const line of describe(result, findings)) output.out(line);
    return result.findings === 0 ? 0 : 1;
  } catch (error) {
    if (error instanceof RecheckRunning) throw new CommandRefusal('全量校验正在进行，等它结束后再运行。');
    throw error;
  } finally {
    await database.stop();
  }
};

const MOST = 1000;

function describe(result: RecheckResult, findings: readonly RecheckFinding[]): string[] {
  return [
    ...findings.map(({ sentence }) => `不符　${sentence}`),
    ...(result.findings > findings.length
      ? [`此外还有 ${result.findings - findings.length} 处，未列出。`]
      : []),
    `已校验${describeCounts(result.counts)}。`,
    result.findings === 0
      ? '全量校验相符：日志、事实、各表和文件与存证一致。'
      : `全量校验不符：${result.findings} 处，见上。存证为准；请系统管理员核查是谁改动了数据库或者文件。`,
  ];
}
