import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { env } from 'node:process';
import { readConfig } from '../platform/config.ts';
import { drawLogins, loginStatements } from '../platform/database/separate-logins.ts';
import { explainWriteFailure, systemCode } from '../platform/startup-error.ts';
import { type Command, CommandRefusal, UsageError } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** `mingjing database-logins`: draws a password for each part's own login, and prints what the database's administrator runs once. */
export const run: Command = async (args, output) => {
  const { values } = readArguments({ args: [...args], options: { out: { type: 'string' } } });
  if (values.out === undefined) throw new UsageError('请写明口令写到哪个文件（--out）。');
  const { databaseUrl } = readConfig(env);
  if (databaseUrl === undefined)
    throw new CommandRefusal('没有设置 DATABASE_URL：自带的数据库本来就各用各的账号。');
  const file = resolve(values.out);
  const logins = drawLogins();
  try {
    await writeFile(file, `${JSON.stringify(logins, null, 2)}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw new CommandRefusal(`文件“${file}”已经存在，不覆盖。`);
    throw explainWriteFailure(file, error) ?? error;
  }
  output.out('-- 由数据库管理员在该库里执行一次；口令只以校验值出现。');
  for (const statement of loginStatements(databaseUrl, logins)) output.out(statement);
  output.err(
    `口令已写入 ${file}，只有当前用户能读。执行语句之后，设置 MINGJING_DATABASE_LOGINS=${file} 再启动。`,
  );
  return 0;
};
