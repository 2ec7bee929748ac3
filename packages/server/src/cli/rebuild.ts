import { join } from 'node:path';
import { env } from 'node:process';
import pg from 'pg';
import { checkOriginals, type OriginalsFound } from '../evidence/check-originals.ts';
import { rebuild } from '../journal/rebuild.ts';
import { readConfig } from '../platform/config.ts';
import { attachDatabase } from '../platform/database/start-database.ts';
import { silentLog } from '../platform/log.ts';
import type { Command } from './command.ts';
import { readArguments } from './read-arguments.ts';

const names: Readonly<Record<string, string>> = {
  case_file: '案件',
  case_state: '案件现状',
  case_evidence: '案件所附原件',
  publication: '公示',
  publication_channel: '公示载体',
  published_result: '门户结果',
  result_count: '决定计数',
  decision: '逐件决定',
};

/** Rebuilds every projection beside the running office and says whether each equals the one in use. */
export const run: Command = async (args, output) => {
  const { json } = readArguments({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
  }).values;
  const config = readConfig(env);
  const database = await attachDatabase(config, silentLog);
  try {
    const checker = new pg.Client(database.connectionOptions('checker'));
    await checker.connect();
    const work = async () => ({
      tables: await rebuild(checker),
      originals: await checkOriginals(checker, join(config.dataFolder, 'evidence')),
    });
    const { tables, originals } = await work().finally(() => checker.end());
    const equal = tables.every(({ differing }) => differing.length === 0);
    if (json) output.out(JSON.stringify({ equal, tables, originals }));
    else {
      for (const { table, rows, differing } of tables)
        output.out(
          differing.length === 0
            ? `一致　${names[table] ?? table}（${table}）${rows} 行`
            : `不一致　${names[table] ?? table}（${table}）：${differing.join('、')}`,
        );
      output.out(
        equal
          ? '由流水重建的各表与现用各表逐行一致。'
          : '有不一致的行，见上。流水为准；请系统管理员核查是谁改动了数据库。',
      );
      output.out(describeOriginals(originals));
    }
    return equal && originals.missing.length === 0 ? 0 : 1;
  } finally {
    await database.stop();
  }
};

function describeOriginals({ held, erased, missing }: OriginalsFound): string {
  const gone = erased === 0 ? '' : `，另有 ${erased} 份已依法删除、只留摘要值`;
  return missing.length === 0
    ? `原件齐全　${held} 份${gone}。`
    : `原件缺失　${missing.length} 份（${missing.slice(0, 20).join('、')}），其余 ${held} 份在${gone}。`;
}
