import { createServer } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../log.ts';
import { migrate } from '../migrations.ts';
import { ask, type TemporaryFolder, temporaryFolder } from '../testing/held-database.ts';
import { type Database, startDatabase } from './start-database.ts';

describe('a database of somebody else (DATABASE_URL)', () => {
  let server: { folder: TemporaryFolder; database: Database };
  let folder: TemporaryFolder;
  beforeAll(async () => {
    [server, folder] = [await startServer(), await temporaryFolder()];
    await administer(
      'create role ext_login login createrole',
      'create role ext_weak login',
      'create database ext_right owner ext_login template template0',
      `create database ext_ctype_c owner ext_login template template0 locale_provider libc locale 'C' encoding 'UTF8'`,
      `create database ext_latin owner ext_login template template0 locale_provider libc locale 'C' encoding 'LATIN1'`,
      'create database ext_foreign template template0',
      'create database ext_second owner ext_weak template template0',
    );
  });
  afterAll(async () => {
    await server.database.stop();
    await Promise.all([server.folder.remove(), folder.remove()]);
  });

  test('is used when it is right: migrated by its login, which acts in each lesser role', async () => {
    const database = await start('ext_right');
    await migrate(database.connectionOptions('owner'), silentLog);
    expect(database.kind).toBe('external');
    expect(await ask(database.connectionOptions('owner'), 'select current_user as n')).toEqual([
      { n: 'ext_login' },
    ]);
    for (const role of ['app', 'portal'] as const) {
      expect(await ask(database.connectionOptions(role), 'select current_user as n')).toEqual([
        { n: `mj_${role}` },
      ]);
      const forbidden = ask(database.connectionOptions(role), 'create table mine (n integer)');
      await expect(forbidden).rejects.toMatchObject({ code: '42501' });
    }
    expect(database.weaker).toMatch(/同一账号 ext_login 登录.*拥有各表，能换回来/);
    expect(database.weaker).not.toContain('不受行级规则限制，能');
    await database.stop();
    await administer('alter role ext_login bypassrls');
    const above = await start('ext_right');
    expect(above.weaker).toContain('且不受行级规则限制，能换回来');
    await administer('alter role ext_login nobypassrls');
    await above.stop();
  });

  test('roles made by another login are granted by the administrator, who is told the statement', async () => {
    await expect(start('ext_second', 'ext_weak')).rejects.toMatchObject({
      code: 'database-rights',
      message: expect.stringContaining(
        'GRANT mj_app, mj_writer, mj_worker, mj_sequencer, mj_eraser, mj_portal, mj_reader, mj_checker TO "ext_weak"',
      ),
    });
    await administer(
      'grant mj_app, mj_writer, mj_worker, mj_sequencer, mj_eraser, mj_portal, mj_reader, mj_checker to ext_weak',
    );
    await (await start('ext_second', 'ext_weak')).stop();
  });

  test('with ctype C it is refused, because a search for Chinese words would find nothing', async () => {
    await expect(start('ext_ctype_c')).rejects.toMatchObject({
      code: 'database-locale',
      message: expect.stringMatching(/（LC_CTYPE）是 C，不识别汉字.*CREATE DATABASE mingjing/),
    });
  });

  test('with another encoding than UTF8 it is refused', async () => {
    await expect(start('ext_latin')).rejects.toMatchObject({ code: 'database-encoding' });
  });

  test('with too few rights it is refused, naming the statements that help', async () => {
    await expect(start('ext_foreign', 'ext_weak')).rejects.toMatchObject({
      code: 'database-rights',
      message: expect.stringContaining('ALTER DATABASE "ext_foreign" OWNER TO "ext_weak"'),
    });
  });

  test('a missing database, a closed port and an unknown host are told apart', async () => {
    await expect(start('ext_missing')).rejects.toMatchObject({
      code: 'database-unreachable',
      message: expect.stringContaining('没有名为 ext_missing 的库'),
    });
    const closed = await freePort();
    await expect(reach(`postgresql://x:y@127.0.0.1:${closed}/m`)).rejects.toMatchObject({
      message: `连接不上数据库 127.0.0.1:${closed}：请确认它已启动、端口可达，并核对 DATABASE_URL。`,
    });
    await expect(reach('postgresql://x:y@no-such-host.invalid/m')).rejects.toMatchObject({
      message: expect.stringContaining('找不到 DATABASE_URL 中的主机 no-such-host.invalid'),
    });
  });

  const reach = (databaseUrl: string) => startDatabase({ dataFolder: folder.path, databaseUrl }, silentLog);

  const start = (name: string, login = 'ext_login') => {
    const host = String(server.database.connectionOptions('owner').host);
    return reach(`postgresql://${login}@localhost/${name}?host=${encodeURIComponent(host)}`);
  };

  const administer = async (...statements: string[]): Promise<void> => {
    const { host } = server.database.connectionOptions('owner');
    await asAdministrator(String(host), statements);
  };
});

// A server on which nobody has made our roles yet.
const startServer = async () => {
  const folder = await temporaryFolder();
  const only = process.env.MINGJING_POSTGRES_BIN;
  const config = { dataFolder: folder.path, ...(only ? { postgresFolder: only } : {}) };
  const database = await startDatabase(config, silentLog);
  const roles = [
    'mj_owner',
    'mj_app',
    'mj_writer',
    'mj_worker',
    'mj_sequencer',
    'mj_eraser',
    'mj_portal',
    'mj_reader',
    'mj_checker',
  ].join(', ');
  await asAdministrator(String(database.connectionOptions('owner').host), [
    'drop database mingjing',
    `drop role ${roles}`,
  ]);
  return { folder, database };
};

const asAdministrator = async (host: string, statements: readonly string[]): Promise<void> => {
  const client = new pg.Client({ host, user: 'postgres', database: 'postgres' });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
