import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { silentLog } from '../log.ts';
import { migrate } from '../migrations.ts';
import { ask, type TemporaryFolder, temporaryFolder } from '../testing/held-database.ts';
import { clusterFolderOf } from './cluster.ts';
import { actingRoles, type DatabaseRole, roleNames } from './roles.ts';
import { drawLogins, loginStatements } from './separate-logins.ts';
import { type Database, startDatabase } from './start-database.ts';

const roles = (Object.keys(roleNames) as DatabaseRole[]).filter((role) =>
  actingRoles.includes(roleNames[role]),
);

describe('a database of somebody else with a login for each part (MINGJING_DATABASE_LOGINS)', () => {
  let server: { folder: TemporaryFolder; database: Database; host: string };
  let folder: TemporaryFolder;
  let file: string;
  let url: string;
  const logins = drawLogins();
  beforeAll(async () => {
    folder = await temporaryFolder();
    server = await startServer();
    url = `postgresql://sep_owner@localhost/sep?host=${encodeURIComponent(server.host)}`;
    file = join(folder.path, 'logins.json');
    await writeFile(file, JSON.stringify(logins), { mode: 0o600 });
    await administer('postgres', [
      'create role sep_owner login',
      'create database sep owner sep_owner template template0',
    ]);
  });
  afterAll(async () => {
    await server.database.stop();
    await Promise.all([server.folder.remove(), folder.remove()]);
  });

  test('before the administrator has run the statements it is refused, saying so', async () => {
    await expect(start()).rejects.toMatchObject({
      code: 'database-rights',
      message: expect.stringContaining(
        '数据库账号 mj_app 登录不上：请由数据库管理员执行 mingjing database-logins',
      ),
    });
  });

  test('afterwards each part signs in as itself, can become nobody else, and the owner is forgotten once it has migrated', async () => {
    const statements = loginStatements(url, logins);
    for (const password of Object.values(logins)) expect(statements.join()).not.toContain(password);
    // Broken off after each of them, and begun anew: what was run already does no harm.
    for (let done = 0; done < statements.length; done += 1) {
      await administer('sep', statements.slice(0, done));
      if (done === actingRoles.length)
        await expect(start()).rejects.toMatchObject({ code: 'database-rights' });
    }
    await administer('sep', loginStatements(url, logins));
    const database = await start();
    await migrate(database.connectionOptions('owner'), silentLog);
    expect(database.weaker).toBeNull();
    for (const role of roles) {
      const options = database.connectionOptions(role);
      const who = 'select session_user || current_user as n';
      expect(await ask(options, who)).toEqual([{ n: roleNames[role].repeat(2) }]);
      for (const other of ['sep_owner', ...actingRoles.filter((one) => one !== roleNames[role])])
        await expect(ask(options, `set role ${other}`), `${role} as ${other}`).rejects.toMatchObject({
          code: '42501',
        });
      const wrong = {
        connectionString: String(options.connectionString).replace(logins[roleNames[role]] ?? '', 'x'),
      };
      await expect(ask(wrong, who)).rejects.toMatchObject({ code: '28P01' });
    }
    for (const role of actingRoles)
      await expect(ask({ connectionString: url }, `set role ${role}`)).rejects.toMatchObject({
        code: '42501',
      });
    await expect(ask(database.connectionOptions('app'), 'delete from journal')).rejects.toMatchObject({
      code: '42501',
    });
    database.forgetOwner();
    expect(() => database.connectionOptions('owner')).toThrow();
    await database.stop();
  });

  test('a login that can do more than its part is refused by name', async () => {
    await administer('sep', ['alter role mj_portal bypassrls', 'grant mj_eraser to mj_app']);
    await expect(start()).rejects.toMatchObject({
      message: expect.stringContaining('mj_app 的权限多了（可充任 mj_eraser）'),
    });
    await administer('sep', ['revoke mj_eraser from mj_app']);
    await expect(start()).rejects.toMatchObject({
      message: expect.stringContaining('mj_portal 的权限多了（不受行级规则限制）'),
    });
    await administer('sep', ['alter role mj_portal nobypassrls']);
    await (await start()).stop();
  });

  test('a file of passwords that others may read, that lacks one or is not there is refused', async () => {
    await chmod(file, 0o644);
    await expect(start()).rejects.toMatchObject({ message: expect.stringContaining('别的用户也能读') });
    await chmod(file, 0o600);
    const { mj_app: _, ...others } = logins;
    await writeFile(file, JSON.stringify(others));
    await expect(start()).rejects.toMatchObject({ message: expect.stringContaining('不全或者写法不对') });
    await expect(start(`${file}.gone`)).rejects.toMatchObject({ message: expect.stringContaining('读不到') });
  });

  const start = (databaseLogins = file) =>
    startDatabase({ dataFolder: folder.path, databaseUrl: url, databaseLogins }, silentLog);

  const administer = async (database: string, statements: readonly string[]): Promise<void> => {
    const client = new pg.Client({ host: server.host, user: 'postgres', database });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
});

// A server on which nobody has made our roles yet, and which asks their logins for passwords.
const startServer = async () => {
  const folder = await temporaryFolder();
  const only = process.env.MINGJING_POSTGRES_BIN;
  const database = await startDatabase(
    { dataFolder: folder.path, ...(only ? { postgresFolder: only } : {}) },
    silentLog,
  );
  const host = String(database.connectionOptions('owner').host);
  const rules = join(clusterFolderOf(folder.path), 'pg_hba.conf');
  await writeFile(
    rules,
    `local all ${actingRoles.join(',')} scram-sha-256\n${await readFile(rules, 'utf8')}`,
  );
  const client = new pg.Client({ host, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query('drop database mingjing');
  await client.query(`drop role ${[roleNames.owner, roleNames.auditor, ...actingRoles].join(', ')}`);
  await client.query('select pg_reload_conf()');
  await client.end();
  return { folder, database, host };
};
