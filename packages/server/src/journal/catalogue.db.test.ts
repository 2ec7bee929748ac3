import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

/** What each list of catalogue.json is read from: name, and who may what or which. */
const questions: Readonly<Record<string, string>> = {
  database: `select coalesce(nullif(a.grantee, 0)::regrole::text, 'public') as name, lower(a.privilege_type) as entry
    from pg_database d, aclexplode(d.datacl) a where d.datname = current_database() and a.grantee <> d.datdba`,
  schemas: `select n.nspname || ' ' || coalesce(nullif(a.grantee, 0)::regrole::text, 'public') as name, lower(a.privilege_type) as entry
    from pg_namespace n, aclexplode(n.nspacl) a where n.nspname in ('public', 'platform') and a.grantee <> n.nspowner and a.grantee::regrole::text not like 'pg\\_%'`,
  functions: `select p.proname as name, coalesce(nullif(a.grantee, 0)::regrole::text, 'public') as entry
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      cross join aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    where n.nspname in ('public', 'platform') and a.grantee <> p.proowner`,
  securityDefiners: `select p.proname as name, unnest(coalesce(p.proconfig, '{no search_path}')) as entry
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname in ('public', 'platform') and p.prosecdef`,
  defaults: `select coalesce(n.nspname, 'everywhere') || ' ' || d.defaclobjtype::text as name, coalesce(nullif(a.grantee, 0)::regrole::text, 'public') || ' ' || lower(a.privilege_type) as entry
    from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace, aclexplode(d.defaclacl) a`,
  memberships: `select r.rolname as name, m.rolname as entry from pg_auth_members x join pg_roles r on r.oid = x.roleid join pg_roles m on m.oid = x.member
    where r.rolname like 'mj\\_%' or m.rolname like 'mj\\_%'`,
  policies: `select tablename as name, policyname || ' ' || lower(cmd) || ' ' || array_to_string(roles, ',') || case when coalesce(qual, 'true') = 'true' then '' else ': ' || regexp_replace(qual, '\\s+', ' ', 'g') end
      || case when with_check is null or with_check = 'true' then '' else ' check: ' || regexp_replace(with_check, '\\s+', ' ', 'g') end as entry
    from pg_policies where schemaname in ('public', 'platform')`,
  forcedRowSecurity: `select c.relname as name, 'forced' as entry from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'platform') and c.relrowsecurity and c.relforcerowsecurity`,
  triggers: `select c.relname as name, t.tgname || case t.tgenabled when 'O' then '' else ' ' || t.tgenabled::text end as entry
    from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where not t.tgisinternal and n.nspname in ('public', 'platform')`,
};

describe('数据库的全部权力都在清单上（catalogue.json）', () => {
  const listed = JSON.parse(readFileSync(new URL('./catalogue.json', import.meta.url), 'utf8')) as Record<
    string,
    Record<string, string[]>
  >;

  test.each(Object.keys(questions))('%s：多一项少一项都不行', async (list) => {
    expect(await answer(questions[list] ?? '')).toEqual(listed[list]);
  });

  test('表、视图、序列、函数、模式、类型都归库主所有，没有别的模式', async () => {
    const strangers = await office.asOwner(
      `select n.nspname || '.' || o.name as name, o.owner::regrole::text as owner from (
         select relname as name, relnamespace as space, relowner as owner from pg_class
         union all select proname, pronamespace, proowner from pg_proc
         union all select typname, typnamespace, typowner from pg_type
       ) as o join pg_namespace n on n.oid = o.space
       where n.nspname in ('public', 'platform') and o.owner::regrole::text <> 'mj_owner'`,
    );
    expect(strangers).toEqual([]);
    const schemas = await office.asOwner<{ name: string }>(
      `select nspname as name from pg_namespace where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'testing') order by 1`,
    );
    expect(schemas.map(({ name }) => name)).toEqual(['platform', 'public']);
  });

  test('只增不改的表都有行触发器和清空触发器', () => {
    const kept = ['journal', 'disclosure', 'evidence', 'document', 'audit_read', 'pack_version'];
    const log = [
      'ledger_entry',
      'ledger_node',
      'ledger_checkpoint',
      'ledger_head',
      'ledger_cosignature',
      'ledger_finding',
      'ledger_time_stamp',
      'ledger_log',
    ];
    for (const table of [...kept, ...log]) {
      const triggers = listed.triggers?.[table] ?? [];
      expect(triggers, table).toContain(`${table}_no_truncate`);
      expect(triggers.length, table).toBeGreaterThan(1);
    }
  });
});

describe('外部审计的数据库身份（mj_auditor）', () => {
  test('看得到存证、日志和查阅记录，看不到披露的内容，什么也改不了', async () => {
    const auditor = new pg.Client(office.database.connectionOptions('auditor'));
    await auditor.connect();
    const attempt = (sql: string) =>
      auditor.query(sql).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );
    for (const table of ['ledger_entry', 'ledger_checkpoint', 'audit_read'])
      expect(await attempt(`select * from ${table} limit 1`), table).toBe('done');
    expect(await attempt('select stream, version, bytes, commitment from journal limit 1')).toBe('done');
    // Its digest bears no salt: words could be tried against it.
    expect(await attempt('select asked from journal limit 1')).toBe('42501');
    for (const table of ['disclosure', 'document', 'case_state', 'person', 'session', 'draft', 'publication'])
      expect(await attempt(`select * from ${table} limit 1`), table).toBe('42501');
    expect(await attempt('delete from journal')).toBe('42501');
    expect(await attempt(`insert into audit_read select * from audit_read limit 1`)).toBe('42501');
    expect(await attempt('create table mine (x int)')).toBe('42501');
    await auditor.end();
  });
});

async function answer(sql: string): Promise<Record<string, string[]>> {
  const rows = await office.asOwner<{ name: string; entry: string }>(sql);
  const found = Object.groupBy(rows, ({ name }) => name);
  return Object.fromEntries(
    Object.keys(found)
      .sort()
      .map((name) => [name, (found[name] ?? []).map(({ entry }) => entry).sort()]),
  );
}
