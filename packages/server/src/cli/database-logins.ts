import { resolve } from 'node:path';
import { env } from 'node:process';
import { readConfig } from '../platform/config.ts';
import { keepLogins } from '../platform/database/keep-logins.ts';
import { loginStatements } from '../platform/database/separate-logins.ts';
import { explainWriteFailure } from '../platform/startup-error.ts';
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
  const { logins, isNew } = await keepLogins(file).catch((error: unknown) => {
    throw explainWriteFailure(file, error) ?? error;
  });
  output.out('-- 由数据库管理员在该库里执行；口令只以校验值出现。');
  for (const statement of loginStatements(databaseUrl, logins)) output.out(statement);
  output.err(
    `${isNew ? '口令已写入' : '口令沿用'} ${file}，只有当前用户能读。语句可以重复执行。执行语句之后，设置 MINGJING_DATABASE_LOGINS=${file} 再启动。`,
  );
  return 0;
};
