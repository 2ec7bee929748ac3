import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keptCase } from '../cases/case-store.ts';
import { act, caseOf, copyCase, stateOf } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import { actAs, type Viewer } from './see-as.ts';

let office: TestOffice;
let ours: { readonly id: string };
let publication: string;
let tables: readonly string[];
beforeAll(async () => {
  office = await openOffice();
  const [row = { id: '', case_id: '' }] = await office.asOwner<{ id: string; case_id: string }>(
    `select p.id, p.case_id from publication p join case_evidence h using (case_id) where p.bureau = 'wenshang' limit 1`,
  );
  ours = { id: row.case_id };
  publication = row.id;
  // Folded states are kept when they are first asked for.
  await (await office.signIn('wen-handler')).get('/api/worklist?who=bureau');
  tables = (
    await office.asOwner<{ name: string }>(
      `select relname as name from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace order by 1`,
    )
  ).map(({ name }) => name);
});
afterAll(() => office.close());

const stranger: Viewer = { id: 'person-sip-handler', bureau: 'siping' };
const own: Viewer = { id: 'person-wen-handler', bureau: 'wenshang' };

/** Rows of each table that speak of the case, its publication or an original that it holds. */
const about = (table: string): string =>
  table === 'evidence'
    ? `evidence t where t.id in (select evidence from case_evidence where case_id = '${ours.id}')`
    : `${table} t where t::text like '%${ours.id}%' or t::text like '%${publication}%'`;

async function seen(viewer: Viewer | null, of: string): Promise<number> {
  const sql = `select count(*)::int as n from ${of}`;
  const { rows } = await (viewer === null
    ? office.databases.app.query<{ n: number }>(sql)
    : actAs(office.databases, viewer, (db) => db.query<{ n: number }>(sql)));
  return rows[0]?.n ?? -1;
}

/** How many rows the statement changed for this person, or why it did not; taken back in any case. */
async function changed(viewer: Viewer | null, sql: string): Promise<unknown> {
  let outcome: unknown;
  const undone = new Error('undone');
  const work = async (client: pg.PoolClient) => {
    outcome = (await client.query(sql)).rowCount;
    throw undone;
  };
  await actAs(office.databases, viewer ?? { id: '', bureau: '' }, work).catch((error: { code?: string }) => {
    if (error !== (undone as unknown)) outcome = error.code;
  });
  return outcome;
}

describe('办理请求的身份（mj_app）只看得到、改得了所报的人的案件', () => {
  test('不报是谁：每张设了行级规则的表，案件、草稿、公示的行一行也没有；前一个人的也没留下', async () => {
    expect(tables).toContain('case_file');
    await actAs(office.databases, own, (db) => db.query('select 1'));
    for (const table of tables) {
      const of =
        table === 'journal' || table === 'disclosure'
          ? `${table} where stream ~ '^(case|publication|export)/'`
          : table;
      expect(await seen(null, of), table).toBe(0);
    }
    const bodies = await office.databases.app.query<{ kind: string }>(
      `select distinct split_part(stream, '/', 1) as kind from journal order by 1`,
    );
    expect(bodies.rows.map(({ kind }) => kind)).toEqual(['bureau']);
  });

  test('报的是别的机关的人：该案的行在每张表里一行也没有；本机关的人看得见', async () => {
    const found: string[] = [];
    for (const table of tables) {
      if (table === 'draft') continue;
      expect(await seen(stranger, about(table)), `siping ${table}`).toBe(0);
      expect(await seen({ id: 'x', bureau: 'cangzhou' }, about(table)), `cangzhou ${table}`).toBe(0);
      if ((await seen(own, about(table))) > 0) found.push(table);
    }
    expect(found).toEqual(tables.filter((table) => table !== 'draft'));
  });

  test('别的机关的人改不了该案的行，也添不进去；案件的事实、文书谁也不能由这一身份写', async () => {
    const { id } = ours;
    for (const viewer of [null, stranger]) {
      for (const sql of [
        `update case_state set version = version where id = '${id}'`,
        `update publication set title = title where id = '${publication}'`,
        `update publication_channel set name = name where publication = '${publication}'`,
        `update draft set body = body where person = 'person-wen-handler'`,
        `delete from draft where person = 'person-wen-handler'`,
      ])
        expect(await changed(viewer, sql), sql).toBe(0);
      for (const sql of [
        `insert into case_state values ('${id}', 1, '{}')`,
        `insert into publication_channel values ('${publication}', 'other', 'x', 'other', 'prepared')`,
        `insert into draft values ('person-wen-handler', '${id}', 'attach-record', '{}', now())`,
        `insert into publication (id, bureau, kind, origin, number, party_name, title, state, version, updated_at, state_body)
           values ('${randomUUID()}', 'wenshang', 'permit', 'case', '', '', '', 'drafted', 1, now(), '{}')`,
        `insert into evidence (id, bureau, file_name, media_type, size, sha256, sm3, stored_at, stored_by, facts)
           values ('${randomUUID()}', 'wenshang', '', '', 1, '', '', now(), 'person-wen-handler', '{}')`,
        ...[`publication/${publication}`, `publication/${randomUUID()}`, `export/${id}`].map((stream) =>
          fact(stream, 'person-wen-handler'),
        ),
        fact(`export/${id}`, stranger.id),
      ])
        expect(await changed(viewer, sql), sql).toBe('42501');
    }
    for (const viewer of [null, stranger, own]) {
      expect(await changed(viewer, fact(`case/${id}`, viewer?.id ?? ''))).toBe('42501');
      for (const sql of [
        `update case_file set title = title where id = '${id}'`,
        `insert into case_evidence values ('x', '${id}')`,
        `update decision set due = due where case_id = '${id}'`,
        `insert into document select * from document limit 0`,
      ])
        expect(await changed(viewer, sql), sql).toBe('42501');
    }
    expect(await changed(own, `update publication set title = title where id = '${publication}'`)).toBe(1);
    expect(await changed(own, fact(`export/${id}`, own.id))).toBe(1);
  });

  test('所附原件：只查得到所报机关存的', async () => {
    const [original] = await office.asOwner<{ id: string }>(
      `select id from evidence where bureau = 'wenshang' and not erased limit 1`,
    );
    const asked = async (bureau: string) =>
      (await office.databases.app.query(`select * from stored_originals($1, $2)`, [[original?.id], [bureau]]))
        .rowCount;
    expect([await asked('wenshang'), await asked('siping'), await asked('')]).toEqual([1, 0, 0]);
  });
});

describe('进程记得的案件', () => {
  test('只给看得到该案的人用：别的机关的人带着案号和版本来办，答复与没有这件案一样，什么也没写', async () => {
    const source = await caseOf(office, '示例造纸');
    const id = await copyCase(office, source.id, 'statement-waived');
    const officers = ['person-wen-handler', 'person-wen-handler2'];
    const command = {
      type: 'present-credentials',
      scene: 'evidence',
      to: '负责人',
      place: '一车间',
      officers,
    };
    const done = await act(office, await office.signIn('wen-handler'), id, command);
    expect(done.status, done.text).toBe(200);
    const { version } = done.body as { version: number };
    expect(keptCase(office.databases.app, id, version)?.id).toBe(id);
    const other = await office.signIn('sip-handler');
    const refused = await other.post(`/api/cases/${id}/commands`, commandOf(version, command));
    const nothing = await other.post(`/api/cases/${randomUUID()}/commands`, commandOf(version, command));
    expect(refused.status).toBe(404);
    expect(refused.body).toMatchObject({ code: (nothing.body as { code: string }).code });
    expect((await stateOf(office, id)).version).toBe(version);
  });
});

const fact = (stream: string, actor: string): string =>
  `insert into journal (stream, version, type, type_version, bureau, occurred_on, recorded_at, actor, command_id, bytes, commitment)
   values ('${stream}', 9000, 'case-closed', 1, 'wenshang', '2025-10-10', now(), '${actor}', gen_random_uuid(), '\\x00', sha256('x'))`;
