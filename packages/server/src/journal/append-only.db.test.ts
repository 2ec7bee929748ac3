import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { writingPool } from './database.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const kept = [
  'journal',
  'disclosure',
  'ledger_entry',
  'ledger_node',
  'ledger_checkpoint',
  'ledger_head',
  'ledger_cosignature',
  'ledger_finding',
  'ledger_time_stamp',
  'ledger_log',
  'evidence',
  'document',
  'audit_read',
];
const columns: Readonly<Record<string, string>> = {
  journal: 'actor',
  disclosure: 'bytes',
  evidence: 'sha256',
  document: 'title',
  audit_read: 'subject',
  ledger_head: 'root',
};
const verbs = (table: string) => [
  `update ${table} set ${columns[table] ?? 'bureau'} = null`,
  `delete from ${table}`,
  `truncate ${table} cascade`,
];

describe('存证只增不改', () => {
  test.each(['app', 'worker', 'sequencer', 'eraser', 'portal'] as const)(
    '以 %s 的身份：数据库权限不许改、删、清空',
    async (role) => {
      const allowed = role === 'sequencer' ? ['ledger_head'] : role === 'eraser' ? ['disclosure'] : [];
      for (const table of kept.filter((name) => !allowed.includes(name))) {
        for (const sql of verbs(table))
          expect(await codeOf(office.databases[role].query(sql)), `${role}: ${sql}`).toBe('42501');
      }
    },
  );

  test('即使是有权限的库主，触发器也不许改、删、清空', async () => {
    await office.asOwner(
      `insert into audit_read (id, bureau, person, action, subject, read_at) values (gen_random_uuid(), 'wenshang', 'x', 'view-case', 'case/1', now())`,
    );
    await office.asOwner(
      `insert into ledger_cosignature select bureau, 'w', size, 'line', now() from ledger_checkpoint where bureau = 'wenshang' limit 1`,
    );
    await office.asOwner(
      `insert into ledger_time_stamp select bureau, size, 'token', 'a', now() from ledger_checkpoint where bureau = 'wenshang' limit 1`,
    );
    await office.asOwner(
      `insert into ledger_finding values ('wenshang', 'disputed', 'w', 'w', 1, 1, null, now())`,
    );
    for (const table of kept) {
      for (const sql of verbs(table)) {
        const error = await office.asOwner(sql).catch((thrown: unknown) => thrown);
        expect(error, sql).toMatchObject({ code: '42501', message: expect.stringMatching(/refused/) });
      }
    }
  });

  test('删除个人信息的身份只能把披露清空，不能改写、改名', async () => {
    const eraser = office.databases.eraser;
    const [row] = await office.asOwner<{ stream: string; version: number }>(
      'select stream, version from disclosure where cardinality(names) > 1 order by stream, version limit 1',
    );
    const where = `where stream = '${row?.stream}' and version = ${row?.version}`;
    const values = [
      `bytes[1] = 'x'`,
      'bytes[1] = bytes[2]',
      `bytes = bytes || array['x']`,
      'bytes = bytes[2:]',
      `bytes = '{}'`,
      'bytes = null',
      `bytes[1] = null, names[1] = 'y'`,
      'bytes[1] = null, version = version + 1000',
    ];
    for (const value of values)
      expect(await codeOf(eraser.query(`update disclosure set ${value} ${where}`)), value).toBe('42501');
    const client = await eraser.connect();
    await client.query('begin');
    expect((await client.query(`update disclosure set bytes[1] = null ${where}`)).rowCount).toBe(1);
    expect(
      await codeOf(client.query(`update disclosure set bytes[1] = 'x' ${where}`)),
      'what is gone does not come back',
    ).toBe('42501');
    await client.query('rollback');
    client.release();
  });

  test('命令所提内容的摘要值：只有删除个人信息的身份能清空，写不成别的，别的列动不了，没有的也添不上', async () => {
    const [row] = await office.asOwner<{ stream: string; version: number }>(
      `select stream, version from journal where asked is not null and stream like 'case/%' order by 1, 2 limit 1`,
    );
    const [later] = await office.asOwner<{ stream: string; version: number }>(
      `select stream, version from journal where asked is null order by 1, 2 limit 1`,
    );
    const of = (one: typeof row) => `where stream = '${one?.stream}' and version = ${one?.version}`;
    const emptying = `update journal set asked = '' ${of(row)}`;
    const { app, worker, sequencer, portal, reader, eraser } = office.databases;
    for (const [name, pool] of Object.entries({
      app,
      writer: writingPool(app),
      worker,
      sequencer,
      portal,
      reader,
    }))
      expect(await codeOf(pool.query(emptying)), name).toBe('42501');
    for (const by of [office.asOwner, office.asSuperuser])
      await expect(by(emptying)).rejects.toMatchObject({ message: expect.stringMatching(/refused/) });
    for (const value of [
      'asked = null',
      `asked = '\\x00'`,
      'asked = commitment',
      'asked = asked',
      `asked = '', actor = 'x'`,
      `asked = '', bytes = '{}'`,
      `asked = '', version = version + 1000`,
      `asked = '', recorded_at = now()`,
    ])
      expect(await codeOf(eraser.query(`update journal set ${value} ${of(row)}`)), value).toBe('42501');
    expect(await codeOf(eraser.query(`update journal set asked = '' ${of(later)}`)), 'had none').toBe(
      '42501',
    );
    expect(await codeOf(eraser.query(`delete from journal ${of(row)}`))).toBe('42501');
    const client = await eraser.connect();
    await client.query('begin');
    expect((await client.query(emptying)).rowCount).toBe(1);
    expect(
      await codeOf(client.query(`update journal set asked = '\\x01' ${of(row)}`)),
      'what is gone does not come back',
    ).toBe('42501');
    await client.query('rollback');
    client.release();
  });

  test('触发器自己也只让清空这一列：即使有了别的列的权限', async () => {
    const client = new pg.Client({ ...office.database.connectionOptions('owner'), user: 'postgres' });
    await client.connect();
    const attempt = async (value: string) => {
      await client.query('savepoint one');
      await client.query(`reset role; grant update on journal to mj_eraser; set local role mj_eraser`);
      const code = await codeOf(
        client.query(
          `update journal set ${value} where (stream, version) = (select stream, version from journal where asked is not null order by 1, 2 limit 1)`,
        ),
      );
      await client.query('rollback to one');
      return code;
    };
    await client.query('begin');
    const columns = await office.asOwner<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'journal'::regclass and attnum > 0 and not attisdropped and attname <> 'asked'`,
    );
    expect(columns.length).toBeGreaterThan(9);
    const other: Readonly<Record<string, string>> = {
      version: 'version + 1000',
      type_version: 'type_version + 1',
      occurred_on: 'occurred_on + 1',
      recorded_at: `recorded_at + interval '1 second'`,
      command_id: 'gen_random_uuid()',
      bytes: `'{}'`,
      commitment: 'sha256(commitment)',
    };
    for (const { name } of columns)
      expect(await attempt(`asked = '', ${name} = ${other[name] ?? `${name} || 'x'`}`), name).toBe('42501');
    expect(await attempt(`asked = ''`)).toBeUndefined();
    await client.query('rollback');
    await client.end();
  });

  test('没有事实的披露写不进去，往日的事实也添不上披露', async () => {
    const [row] = await office.asOwner<{ stream: string; version: number }>(
      'select stream, version from journal left join disclosure d using (stream, version) where d.names is null order by stream, version limit 1',
    );
    for (const rows of [`($1, $2, '{new}', '{x}')`, `($1, $2 + 1000, '{new}', '{x}')`])
      expect(
        await codeOf(
          office.databases.app.query(
            `insert into disclosure (stream, version, names, bytes) values ${rows}`,
            [row?.stream, row?.version],
          ),
        ),
        rows,
      ).toBe('23503');
    expect(await office.asOwner(`select 1 from disclosure where 'new' = any(names)`)).toEqual([]);
  });

  test('日志头只进不退', async () => {
    const sequencer = office.databases.sequencer;
    expect(
      await codeOf(sequencer.query(`update ledger_head set size = size - 1 where bureau = 'wenshang'`)),
    ).toBe('42501');
    expect(
      await codeOf(sequencer.query(`update ledger_head set root = '\\x00' where bureau = 'wenshang'`)),
    ).toBe('42501');
  });
});

describe('数据库权限清单', () => {
  const listed = JSON.parse(readFileSync(new URL('./grants.json', import.meta.url), 'utf8')) as Record<
    string,
    Record<string, string[]>
  >;

  test('每个身份的权限与清单逐项一致：多一项少一项都不行', async () => {
    expect(await grantsOf(office)).toEqual(listed);
  });

  test('没有任何权限给所有人，也没有别的身份', async () => {
    const open = await office.asOwner<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
       where n.nspname = 'public' and (a.grantee = 0 or a.grantee::regrole::text not in ('mj_owner', 'mj_app', 'mj_writer', 'mj_worker', 'mj_sequencer', 'mj_eraser', 'mj_portal', 'mj_reader', 'mj_checker', 'mj_auditor'))`,
    );
    expect(open).toEqual([]);
    const powers = await office.asSuperuser(
      `select rolname from pg_roles where rolname like 'mj\\_%' and (rolsuper or rolbypassrls or rolreplication or rolcreatedb or rolcreaterole)`,
    );
    expect(powers).toEqual([]);
  });

  test('门户身份读得到的只有所列各表，逐表试过', async () => {
    const portal = new pg.Client(office.database.connectionOptions('portal'));
    await portal.connect();
    const tables = await office.asOwner<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'v', 'm', 'p')`,
    );
    const readable: string[] = [];
    for (const { name } of tables)
      if ((await codeOf(portal.query(`select * from ${name} limit 1`))) === undefined) readable.push(name);
    await portal.end();
    expect(readable.sort()).toEqual(Object.keys(listed.mj_portal ?? {}).sort());
  });
});

/** Role → relation (with the columns where the grant is by column) → verbs, as the catalogue has them. */
async function grantsOf(from: TestOffice): Promise<Record<string, Record<string, string[]>>> {
  const rows = await from.asOwner<{ role: string; relation: string; verb: string }>(
    `select a.grantee::regrole::text as role, c.relname as relation, lower(a.privilege_type) as verb
     from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
     where n.nspname = 'public' and a.grantee <> c.relowner
     union all
     select a.grantee::regrole::text, c.relname || '.' || t.attname, lower(a.privilege_type)
     from pg_attribute t join pg_class c on c.oid = t.attrelid join pg_namespace n on n.oid = c.relnamespace, aclexplode(t.attacl) a
     where n.nspname = 'public' and a.grantee <> c.relowner
     order by 1, 2, 3`,
  );
  const found: Record<string, Record<string, string[]>> = {};
  for (const { role, relation, verb } of rows) {
    const ofRole = found[role] ?? {};
    found[role] = { ...ofRole, [relation]: [...(ofRole[relation] ?? []), verb] };
  }
  return found;
}

const codeOf = (query: Promise<unknown>): Promise<string | undefined> =>
  query.then(
    () => undefined,
    (error: { code?: string }) => error.code ?? 'no code',
  );
