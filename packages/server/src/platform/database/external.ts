import pg from 'pg';
import type { Log } from '../log.ts';
import { StartupError, systemCode } from '../startup-error.ts';
import { actingRoles, type DatabaseRole, ensureSharedRoles, lesserRoles, roleNames } from './roles.ts';
import { assertSafe } from './safety.ts';

/** Checks somebody else's PostgreSQL before the first write, and prepares the roles in it. */
export const checkExternal = (url: string, log: Log): Promise<{ version: string; weaker: string }> =>
  withOwner(url, log, async (client) => {
    await prepareRoles(client);
    return { weaker: await weakness(client) };
  });

/** The same where each part has a login of its own: the owner's prepares nothing. */
export const checkOwner = (url: string, log: Log): Promise<{ version: string }> =>
  withOwner(url, log, async () => ({}));

const withOwner = async <Found>(
  url: string,
  log: Log,
  work: (client: pg.Client) => Promise<Found>,
): Promise<Found & { version: string }> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw unreachable(url, error);
  }
  try {
    await assertOwner(client);
    const { version } = await assertSafe(client);
    const found = await work(client);
    log.info('database-external', { version });
    return { ...found, version };
  } finally {
    await client.end();
  }
};

/** The address with which a pool acts in the given role on an external server. */
export const externalOptions = (url: string, role: DatabaseRole): pg.PoolConfig => {
  if (role === 'owner') return { connectionString: url };
  const address = new URL(url);
  const given = address.searchParams.get('options');
  address.searchParams.set('options', `${given === null ? '' : `${given} `}-c role=${roleNames[role]}`);
  return { connectionString: address.href };
};

/** The parts act in roles of their own, but through one login that owns the tables and can change back. */
const weakness = async (client: pg.Client): Promise<string> => {
  const { rows } = await client.query<{ login: string; above: boolean }>(
    `select rolname as login, rolsuper or rolbypassrls as above from pg_roles where rolname = session_user`,
  );
  const [who] = rows;
  const above = who?.above === true ? '且不受行级规则限制，' : '';
  return `数据库由外部提供：程序各部分以同一账号 ${who?.login} 登录，再各自换为权限较小的身份；这个账号拥有各表，${above}能换回来。拿到它的人不受这些身份的限制，其改动只能由存证、见证和全量校验发现；请只把它的口令交给本程序。`;
};

const assertOwner = async (client: pg.Client): Promise<void> => {
  const { rows } = await client.query<{ name: string; login: string; owns: boolean }>(
    `select current_database() as name, current_user as login,
       has_database_privilege(current_database(), 'CREATE') and has_schema_privilege('public', 'CREATE') as owns`,
  );
  const facts = rows[0];
  if (facts?.owns === false)
    throw lacks(facts.login, `ALTER DATABASE "${facts.name}" OWNER TO "${facts.login}"`);
};

const prepareRoles = async (client: pg.Client): Promise<void> => {
  try {
    await ensureSharedRoles(client);
  } catch (error) {
    if (systemCode(error) !== '42501') throw error;
    const login = client.user ?? '';
    const create = lesserRoles.map((role) => `CREATE ROLE ${role}`).join('；');
    const statements = `GRANT ${actingRoles.join(', ')} TO "${login}"（这些角色尚不存在时，先执行 ${create}）`;
    throw lacks(login, statements, error);
  }
};

const lacks = (login: string, statements: string, cause?: unknown): StartupError =>
  new StartupError(
    'database-rights',
    `数据库账号 ${login} 的权限不足，请由数据库管理员执行：${statements}。`,
    cause,
  );

const unreachable = (url: string, error: unknown): StartupError => {
  const address = new URL(url);
  const where = `${address.hostname || '本机'}:${address.port || '5432'}`;
  const sentence = (reason: string) => new StartupError('database-unreachable', reason, error);
  switch (systemCode(error)) {
    case '28P01':
    case '28000':
      return sentence(`数据库 ${where} 拒绝了 DATABASE_URL 中的账号或密码，请核对。`);
    case '3D000':
      return sentence(
        `数据库 ${where} 上没有名为 ${address.pathname.slice(1)} 的库：请先创建它，或修改 DATABASE_URL。`,
      );
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return sentence(`找不到 DATABASE_URL 中的主机 ${address.hostname}：请核对名称与域名解析。`);
    default:
      return sentence(`连接不上数据库 ${where}：请确认它已启动、端口可达，并核对 DATABASE_URL。`);
  }
};
