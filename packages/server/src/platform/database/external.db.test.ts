import { createServer } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { silentLog } from '../log.ts';
import { migrate } from '../migrations.ts';
import { ask, temporaryFolder } from '../testing/held-database.ts';
import { startDatabase } from './start-database.ts';

describe('a database of somebody else (DATABASE_URL)', () => {
  const names = ['right', 'ctype_c', 'latin', 'foreign_owned'] as const;
  let folder = { path: '', remove: async () => undefined as void };
  beforeAll(async () => {
    folder = await temporaryFolder();
    await administer(
      ...names.map((name) => `drop database if exists ext_${name} with (force)`),
      'drop role if exists ext_login, ext_weak',
      'create role ext_login login createrole',
      'create role ext_weak login',
      'create database ext_right owner ext_login template template0',
      `create database ext_ctype_c owner ext_login template template0 locale_provider libc locale 'C' encoding 'UTF8'`,
      `create database ext_latin owner ext_login template template0 locale_provider libc locale 'C' encoding 'LATIN1'`,
      'create database ext_foreign_owned template template0',
    );
  });
  afterAll(async () => {
    await administer(
      ...names.map((name) => `drop database if exists ext_${name} with (force)`),
      ...['mj_app', 'mj_sequencer', 'mj_eraser', 'mj_portal'].map((role) => `revoke ${role} from ext_login`),
      'drop role ext_login, ext_weak',
    );
    await folder.remove();
  });

  test('is used when it is right: migrated by its login, which acts in each lesser role', async () => {
    const database = await start('ext_right');
    expect(database.kind).toBe('external');
    await migrate(database.connectionOptions('owner'), silentLog);
    expect(await ask(database.connectionOptions('owner'), 'select current_user as n')).toEqual([{ n: 'ext_login' }]);
    for (const role of ['app', 'portal'] as const) {
      expect(await ask(database.connectionOptions(role), 'select current_user as n')).toEqual([{ n: `mj_${role}` }]);
      const forbidden = ask(database.connectionOptions(role), 'create table mine (n integer)');
      await expect(forbidden).rejects.toMatchObject({ code: '42501' });
    }
    await database.stop();
  });

  test('with ctype C it is refused, because a search for Chinese words would find nothing', async () => {
    await expect(start('ext_ctype_c')).rejects.toMatchObject({
      code: 'database-locale',
      message: expect.stringMatching(/LC_CTYPE)是 C,不识别汉字.*CREATE DATABASE mingjing/),
    });
  });

  test('with another encoding than UTF8 it is refused', async () => {
    await expect(start('ext_latin')).rejects.toMatchObject({ code: 'database-encoding' });
  });

  test('with too few rights it is refused, naming the statements that help', async () => {
    await expect(start('ext_foreign_owned', 'ext_weak')).rejects.toMatchObject({
      code: 'database-rights',
      message: expect.stringContaining('ALTER DATABASE "ext_foreign_owned" OWNER TO "ext_weak"'),
    });
  });

  test('a missing database, a closed port and an unknown host are told apart', async () => {
    await expect(start('ext_missing')).rejects.toMatchObject({
      code: 'database-unreachable',
      message: expect.stringContaining('没有名为 ext_missing 的库'),
    });
    const closed = await freePort();
    await expect(reach(`postgresql://x:y@127.0.0.1:${closed}/m`)).rejects.toMatchObject({
      message: `连接不上数据库 127.0.0.1:${closed}:请确认它已启动、端口可达,并核对 DATABASE_URL。`,
    });
    await expect(reach('postgresql://x:y@no-such-host.invalid/m')).rejects.toMatchObject({
      message: expect.stringContaining('找不到 DATABASE_URL 中的主机 no-such-host.invalid'),
    });
  });

  const reach = (databaseUrl: string) => startDatabase({ dataFolder: folder.path, databaseUrl }, silentLog);

  const start = (name: string, login = 'ext_login') => {
    const { host, port } = inject('testCluster');
    return reach(`postgresql://${login}@/${name}?host=${encodeURIComponent(host)}&port=${port}`);
  };
});

const administer = async (...statements: string[]): Promise<void> => {
  const { host, port } = inject('testCluster');
  const client = new pg.Client({ host, port, user: 'postgres', database: 'postgres' });
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
