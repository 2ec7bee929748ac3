import { createWriteStream, existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { env } from 'node:process';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { noteReadIn } from '../audit/reads.ts';
import { loadResources } from '../bureaus/resources.ts';
import { awaitLog } from '../case-export/await-log.ts';
import { gatherCase } from '../case-export/gather-case.ts';
import { packBag } from '../case-export/pack-bag.ts';
import { exportStream, recordExport } from '../case-export/record-export.ts';
import { caseStream, loadCase } from '../cases/case-store.ts';
import { demonstrationStart } from '../demo/demonstration-date.ts';
import { openDatabases, type Queryable } from '../journal/database.ts';
import { policyFor } from '../log/witness-policy.ts';
import { peopleOf } from '../people/people.ts';
import { type Config, readConfig } from '../platform/config.ts';
import { attachDatabase } from '../platform/database/start-database.ts';
import { silentLog } from '../platform/log.ts';
import { readVerifier } from '../platform/verifier-bundle.ts';
import { type Command, type CommandOutput, CommandRefusal, UsageError } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** Writes the zip of a case to a file, for whoever keeps the machine; that it was done stands in the audit stream. */
export const run: Command = async (args, output) => {
  const { values } = readArguments({
    args: [...args],
    options: { case: { type: 'string' }, out: { type: 'string' } },
  });
  const id = z.uuid().safeParse(values.case);
  if (!id.success || values.out === undefined)
    throw new UsageError('请写明案件编号（--case）和要写的文件（--out）。');
  if (existsSync(values.out)) throw new CommandRefusal(`文件“${values.out}”已经存在，不覆盖。`);
  const config = readConfig(env);
  const database = await attachDatabase(config, silentLog);
  try {
    const databases = openDatabases(
      (role) => database.connectionOptions(role),
      () => undefined,
    );
    try {
      await exportTo(config, databases.worker, id.data, values.out, output);
      return 0;
    } finally {
      await databases.close();
    }
  } finally {
    await database.stop();
  }
};

async function exportTo(
  config: Config,
  db: Queryable,
  id: string,
  out: string,
  output: CommandOutput,
): Promise<void> {
  const resources = await loadResources(db);
  const { state } = await loadCase(db, id);
  const isDemonstration = resources.bureaus.get(state.bureau)?.demonstration === true;
  const now = isDemonstration ? await demonstrationStart(db) : new Date();
  const stated = await recordExport({ db, id, bureau: state.bureau }, { actor: 'command-line', now });
  const streams = [exportStream(id), ...stated.ends.map(({ stream }) => stream)];
  if (!(await awaitLog(db, streams)))
    output.err('日志还没有为全部事实签名（程序没有在运行，或者日志已停签）：没有签名的事实没有入链证明。');
  const found = await gatherCase(
    {
      db,
      log: db,
      evidenceFolder: join(config.dataFolder, 'evidence'),
      policy: policyFor({ resources: () => resources }, state.bureau),
      bureauName: (bureau) => resources.bureaus.get(bureau)?.name ?? bureau,
      namesIn: async ({ bureau, participants }) => {
        const people = await peopleOf(db, [bureau, ...participants.map(({ body }) => body)]);
        return new Map(people.map(({ id: person, name }) => [person, name]));
      },
      portalAddress: '',
      verifier: await readVerifier(),
      now,
      by: '系统管理员（命令行）',
    },
    id,
    stated,
  );
  await noteReadIn(db, now, { id: 'command-line', bureau: state.bureau }, 'export-case', caseStream(id));
  const { size, stream } = packBag(found.files, found.info);
  const draft = `${out}.part`;
  try {
    await pipeline(stream, createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
    await rename(draft, out);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  output.out(
    `已导出 ${out}：${found.facts.length} 项事实、${found.present.length} 份文书和原件，${size} 字节。`,
  );
  for (const { fact, reason } of found.absent) output.out(`不在包里　第 ${fact} 项所记的文件：${reason}`);
}
