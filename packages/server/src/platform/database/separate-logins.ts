import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import pg from 'pg';
import { z } from 'zod';
import { StartupError, systemCode } from '../startup-error.ts';
import { actingRoles, lesserRoles, roleNames } from './roles.ts';

/** The password of each part's own login on somebody else's server, by the login's name. */
export type SeparateLogins = Readonly<Record<string, string>>;

/** A password for each part. */
export const drawLogins = (): SeparateLogins =>
  Object.fromEntries(actingRoles.map((role) => [role, randomBytes(24).toString('base64url')]));

const schema = z.strictObject(
  Object.fromEntries(actingRoles.map((role) => [role, z.string().min(16).max(200)])),
);

/** Reads the file of passwords that MINGJING_DATABASE_LOGINS names; only its owner may read it. */
export const readLogins = async (file: string): Promise<SeparateLogins> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw refuse(`读不到 MINGJING_DATABASE_LOGINS 指定的文件 ${file}。`, error);
  });
  if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0)
    throw refuse(
      `MINGJING_DATABASE_LOGINS 指定的文件 ${file} 别的用户也能读：请改为只有运行程序的用户能读（chmod 600）。`,
    );
  const logins = parseLogins(text);
  if (logins === undefined)
    throw refuse(
      `MINGJING_DATABASE_LOGINS 指定的文件 ${file} 不全或者写法不对：请用 mingjing database-logins 重新生成。`,
    );
  return logins;
};

/** The passwords in the text of such a file; undefined where it does not hold exactly one for each part. */
export const parseLogins = (text: string): SeparateLogins | undefined => {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/**
 * What the administrator of the database runs once: each part gets a login of its own, that of DATABASE_URL can act as none of
 * them any more. Passwords appear as verifiers only.
 */
export const loginStatements = (url: string, logins: SeparateLogins): readonly string[] => {
  const { pathname, username } = new URL(url);
  const database = pg.escapeIdentifier(decodeURIComponent(pathname.slice(1)));
  const owner = pg.escapeIdentifier(decodeURIComponent(username));
  const all = lesserRoles.join(', ');
  return [
    ...lesserRoles.map(
      (role) =>
        `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role}; END IF; END $$;`,
    ),
    ...Object.entries(logins).map(
      ([role, password]) => `ALTER ROLE ${role} LOGIN NOINHERIT PASSWORD '${verifierOf(password)}';`,
    ),
    `REVOKE ALL ON DATABASE ${database} FROM PUBLIC;`,
    `GRANT CONNECT ON DATABASE ${database} TO ${all}, ${owner};`,
    `GRANT TEMPORARY ON DATABASE ${database} TO ${roleNames.checker};`,
    `REVOKE ${all} FROM ${owner};`,
  ];
};

/** The address at which a part signs in under its own login. */
export const separateOptions = (url: string, role: string, logins: SeparateLogins): pg.PoolConfig => {
  const address = new URL(url);
  address.username = role;
  address.password = logins[role] ?? '';
  return { connectionString: address.href };
};

/** Signs in once as each part and looks what its login could do besides; throws with what the administrator is to do. */
export const checkLogins = async (url: string, logins: SeparateLogins): Promise<void> => {
  for (const role of actingRoles) {
    const client = new pg.Client({ ...separateOptions(url, role, logins), connectionTimeoutMillis: 10_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ more: string[] | null }>(MORE, [lesserRoles, role]);
      const more = rows[0]?.more ?? [];
      if (more.length > 0)
        throw refuse(`数据库账号 ${role} 的权限多了（${more.join('、')}）：请由数据库管理员收回。`);
    } catch (error) {
      if (error instanceof StartupError) throw error;
      if (['28P01', '28000', '42501'].includes(systemCode(error) ?? ''))
        throw refuse(
          `数据库账号 ${role} 登录不上：请由数据库管理员执行 mingjing database-logins 给出的语句，并核对口令文件。`,
          error,
        );
      throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
};

const MORE = `select array_agg(what) as more from (
    select unnest(array[case when r.rolsuper then '超级用户' end, case when r.rolbypassrls then '不受行级规则限制' end,
      case when r.rolcreaterole then '可建账号' end, case when pg_has_role(r.oid, d.datdba, 'member') then '可充任库主' end]) as what
    from pg_roles r, pg_database d where r.rolname = session_user and d.datname = current_database()
    union all select '可充任 ' || o.rolname from pg_roles o
      where o.rolname = any($1) and o.rolname <> $2 and pg_has_role(session_user, o.oid, 'member')
    union all select '拥有 ' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and pg_has_role(session_user, c.relowner, 'member')
  ) as found where what is not null`;

const refuse = (sentence: string, cause?: unknown): StartupError =>
  new StartupError('database-rights', sentence, cause);

/** SCRAM-SHA-256 as PostgreSQL keeps it (RFC 5803). */
const verifierOf = (password: string): string => {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const keyOf = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${keyOf('Server Key').toString('base64')}`;
};

const ITERATIONS = 4096;
