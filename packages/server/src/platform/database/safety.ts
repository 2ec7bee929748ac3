import type pg from 'pg';
import { StartupError } from '../startup-error.ts';

/** Refuses a database that could lose acknowledged writes, mix up encodings or be blind to Chinese words. */
export const assertSafe = async (client: pg.ClientBase): Promise<{ version: string }> => {
  const { rows } = await client.query<Facts>(factsQuery);
  const facts = rows[0];
  if (facts === undefined) throw new StartupError('database-start', '数据库没有答复基本设置。');
  assertVersion(facts);
  assertDurable(facts);
  assertEncoding(facts);
  await assertSeesChinese(client, facts);
  return { version: facts.version };
};

type Facts = Readonly<{
  version: string;
  number: string;
  fsync: string;
  pages: string;
  commit: string;
  encoding: string;
  ctype: string;
  name: string;
}>;

const factsQuery = `
  select current_setting('server_version') as version, current_setting('server_version_num') as number,
    current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
    current_setting('synchronous_commit') as commit, pg_encoding_to_char(encoding) as encoding,
    datctype as ctype, datname as name
  from pg_database where datname = current_database()`;

const assertVersion = (facts: Facts): void => {
  if (Number(facts.number) >= 150_000) return;
  throw new StartupError(
    'database-version',
    `数据库版本为 PostgreSQL ${facts.version}，至少需要 15：请升级，或用 DATABASE_URL 指向另一台数据库。`,
  );
};

const assertDurable = (facts: Facts): void => {
  const off = [
    facts.fsync === 'off' ? 'fsync' : '',
    facts.pages === 'off' ? 'full_page_writes' : '',
    facts.commit === 'off' ? 'synchronous_commit' : '',
  ].filter((name) => name !== '');
  if (off.length === 0) return;
  throw new StartupError(
    'database-unsafe',
    `数据库关闭了 ${off.join('、')}，断电可能丢失已确认的执法记录：请在数据库设置中改为 on 后重新启动。`,
  );
};

const assertEncoding = (facts: Facts): void => {
  if (facts.encoding === 'UTF8') return;
  throw new StartupError(
    'database-encoding',
    `数据库 ${facts.name} 的编码是 ${facts.encoding}，必须是 UTF8：${howToCreate(facts)}`,
  );
};

// With ctype C PostgreSQL takes Chinese characters for punctuation and a search finds nothing, without any error.
const assertSeesChinese = async (client: pg.ClientBase, facts: Facts): Promise<void> => {
  await client.query('begin');
  try {
    await client.query('create extension if not exists pg_trgm');
    const { rows } = await client.query<{ sees: boolean }>(
      `select cardinality(show_trgm('行政执法')) > 0 and '执' ~ '\\w' as sees`,
    );
    if (rows[0]?.sees === true) return;
  } catch (error) {
    throw new StartupError(
      'database-rights',
      `数据库 ${facts.name} 不能启用 pg_trgm 扩展（中文检索所需）：请安装 postgresql-contrib，并由管理员在该库执行 CREATE EXTENSION pg_trgm。`,
      error,
    );
  } finally {
    await client.query('rollback');
  }
  throw new StartupError(
    'database-locale',
    `数据库 ${facts.name} 的字符类别（LC_CTYPE）是 ${facts.ctype}，不识别汉字，中文检索将一无所获：${howToCreate(facts)}`,
  );
};

const howToCreate = (facts: Facts): string => {
  const locale = Number(facts.number) >= 170_000 ? " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'" : '';
  return `请另建数据库，例如 CREATE DATABASE mingjing TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'${locale}，再修改 DATABASE_URL。`;
};
