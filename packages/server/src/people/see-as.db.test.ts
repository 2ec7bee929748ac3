import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { readSeen, seeAs } from './see-as.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const tables = [
  'case_file',
  'case_state',
  'journal',
  'disclosure',
  'case_evidence',
  'document',
  'publication',
  'publication_channel',
  'decision',
];
const viewer = (bureau: string, openedCase?: string) => ({ id: `person-of-${bureau}`, bureau, openedCase });
const count = async (as: { id: string; bureau: string; openedCase?: string | undefined }, table: string) =>
  (
    await seeAs(office.databases, as, (db) =>
      db.query<{ n: number }>(`select count(*)::int as n from ${table}`),
    )
  ).rows[0]?.n;
const truth = async (sql: string) =>
  (await office.asOwner<{ n: number }>(`select count(*)::int as n from ${sql}`))[0]?.n;

describe('数据库按参与关系显示各行（mj_reader）', () => {
  test('没有说明是谁在看：每张表一行也看不到', async () => {
    for (const table of [...tables, 'evidence', 'draft'])
      expect((await office.databases.reader.query(`select 1 from ${table} limit 1`)).rowCount, table).toBe(0);
    await seeAs(office.databases, viewer('wenshang'), (db) => db.query('select 1'));
    expect((await office.databases.reader.query(`select 1 from case_file`)).rowCount, 'after a read').toBe(0);
  });

  test('甲局的人看不到乙局的案件、事实、披露、文书、原件、公示；语句里不写条件也看不到', async () => {
    for (const bureau of ['wenshang', 'siping']) {
      for (const table of ['case_file', 'publication', 'decision'])
        expect(await count(viewer(bureau), table), `${bureau} ${table}`).toBe(
          await truth(`${table} where bureau = '${bureau}'`),
        );
      expect(await count(viewer(bureau), 'journal')).toBe(await truth(`journal where bureau = '${bureau}'`));
      expect(await count(viewer(bureau), 'disclosure')).toBe(
        await truth(`disclosure d join journal j using (stream, version) where j.bureau = '${bureau}'`),
      );
    }
    expect(await count(viewer('wenshang'), 'case_file')).toBeGreaterThan(0);
    expect(await count(viewer('nowhere'), 'journal')).toBe(0);
  });

  test('上级机关和发证机关参加的案件看得到，该案的事实、披露、文书、原件也看得到；没有参加的看不到', async () => {
    const joint = await truth(`case_file where 'cangzhou' = any(participants)`);
    expect(joint).toBeGreaterThan(0);
    expect(await count(viewer('cangzhou'), 'case_file')).toBe(joint);
    expect(await count(viewer('cangzhou'), 'document')).toBe(
      await truth(
        `document d join case_file c on d.stream = 'case/' || c.id where 'cangzhou' = any(c.participants)`,
      ),
    );
    expect(await count(viewer('cangzhou'), 'evidence')).toBe(
      await truth(
        `evidence e where exists (select from case_evidence h join case_file c on c.id = h.case_id where h.evidence = e.id and 'cangzhou' = any(c.participants))`,
      ),
    );
    const { id } = await caseOf(office, '示例纺织');
    const asked = await seeAs(office.databases, viewer('cangzhou'), (db) =>
      db.query(`select 1 from journal where stream = $1`, [`case/${id}`]),
    );
    expect(asked.rowCount).toBe(0);
  });

  test('为紧急查阅打开的一案看得到，别的案件照旧看不到', async () => {
    const { id } = await caseOf(office, '示例纺织');
    expect(await count(viewer('siping', id), 'case_file')).toBe(
      ((await truth(`case_file where bureau = 'siping'`)) ?? 0) + 1,
    );
    const facts = await seeAs(office.databases, viewer('siping', id), (db) =>
      db.query(`select distinct bureau from journal order by 1`),
    );
    expect(facts.rows).toEqual([{ bureau: 'siping' }, { bureau: 'wenshang' }]);
    const streams = await seeAs(office.databases, viewer('siping', id), (db) =>
      db.query(`select distinct stream from journal where bureau = 'wenshang'`),
    );
    const published = await office.asOwner<{ stream: string }>(
      `select 'publication/' || id as stream from publication where case_id = $1`,
      [id],
    );
    expect(published.length).toBeGreaterThan(0);
    expect(streams.rows).toHaveLength(published.length + 1);
    expect(streams.rows).toEqual(expect.arrayContaining([{ stream: `case/${id}` }, ...published]));
  });

  test('每一张设了行级规则、可以查看的表：与该案无关的机关，带着案号去查也一行不见；参加的机关看得见', async () => {
    const named = await office.asOwner<{ name: string }>(
      `select c.relname as name from pg_class c where c.relrowsecurity and has_table_privilege('mj_reader', c.oid, 'select') order by 1`,
    );
    expect(named.map(({ name }) => name)).toEqual([...tables, 'evidence', 'draft'].sort());
    const [{ id } = { id: '' }] = await office.asOwner<{ id: string }>(
      `select c.id from case_file c join case_evidence h on h.case_id = c.id where c.bureau = 'wenshang' limit 1`,
    );
    const [published] = await office.asOwner<{ id: string }>(
      `select id from publication where case_id = $1`,
      [id],
    );
    const handler = await office.signIn('wen-handler');
    await handler.send('PUT', '/api/drafts', {
      subject: id,
      command: 'attach-record',
      body: { note: '写了一半' },
    });
    const held = await office.asOwner<{ evidence: string }>(
      `select evidence from case_evidence where case_id = $1`,
      [id],
    );
    expect(held.length).toBeGreaterThan(0);
    const about = (name: string) =>
      name === 'evidence'
        ? `evidence t where t.id in ('${held.map(({ evidence }) => evidence).join("','")}')`
        : `${name} t where t::text like '%${id}%' or t::text like '%${published?.id ?? id}%'`;
    const found: string[] = [];
    for (const { name } of named) {
      const there = await truth(about(name));
      if ((there ?? 0) > 0) found.push(name);
      for (const stranger of ['siping', 'cangzhou', 'nandagang', '', 'nowhere'])
        expect(await count(viewer(stranger), about(name)), `${stranger} ${name}`).toBe(0);
      if (name !== 'draft') expect(await count(viewer('wenshang'), about(name)), name).toBe(there);
    }
    await office.asOwner(`delete from draft`);
    expect(found).toEqual(
      expect.arrayContaining(['case_file', 'journal', 'disclosure', 'document', 'draft']),
    );
  });

  test('案件页、待办、公示页、文书、卷宗导出真由这一身份读：规则一收，进程记得的案件也不再给出', async () => {
    const { id } = await caseOf(office, '示例铸造');
    const handler = await office.signIn('wen-handler');
    const [document] = await office.asOwner<{ id: string }>(`select id from document where stream = $1`, [
      `case/${id}`,
    ]);
    const [publication] = await office.asOwner<{ id: string }>(
      `select id from publication where bureau = 'wenshang' limit 1`,
    );
    const worklist = async () => {
      const { items, myCases } = (await handler.get('/api/worklist?who=bureau')).body as {
        items: { caseId: string }[];
        myCases: unknown[];
      };
      return items.filter(({ caseId }) => caseId !== '').length + myCases.length;
    };
    const pages = [
      `cases/${id}`,
      `cases/${id}/export`,
      `documents/${document?.id}`,
      `publications/${publication?.id}`,
    ];
    const answers = async () => {
      const statuses: number[] = [];
      for (const page of pages) statuses.push((await handler.get(`/api/${page}`)).status);
      return statuses;
    };
    expect(await answers()).toEqual([200, 200, 200, 200]);
    expect(await worklist()).toBeGreaterThan(0);
    await office.asOwner(`alter policy seen on case_file using (false)`);
    await office.asOwner(`alter policy seen on publication using (false)`);
    try {
      expect(await answers()).toEqual([404, 404, 404, 404]);
      expect(await worklist()).toBe(0);
    } finally {
      await office.asOwner(
        `alter policy seen on case_file using (bureau = current_setting('mingjing.bureau', true)
           or current_setting('mingjing.bureau', true) = any(participants) or id = current_setting('mingjing.case', true))`,
      );
      await office.asOwner(
        `alter policy seen on publication using (bureau = current_setting('mingjing.bureau', true)
           or exists (select from case_file c where c.id = case_id))`,
      );
    }
    expect(await answers()).toEqual([200, 200, 200, 200]);
  });

  test('进程里记着的案件，没有参加的机关的人照样拿不到', async () => {
    const { id } = await caseOf(office, '示例铸造');
    expect((await readSeen(office.databases, viewer('wenshang'), 'case_file', id)).length).toBeGreaterThan(0);
    for (const stranger of ['siping', 'cangzhou', ''])
      await expect(readSeen(office.databases, viewer(stranger), 'case_file', id)).rejects.toMatchObject({
        code: 'not-found',
      });
  });

  test('草稿只有本人看得到；未附入案件的原件只有上传的人看得到', async () => {
    const handler = await office.signIn('wen-handler');
    const { id } = await caseOf(office, '示例纺织');
    expect(
      (
        await handler.send('PUT', '/api/drafts', {
          subject: id,
          command: 'attach-record',
          body: { note: '写了一半' },
        })
      ).status,
    ).toBe(204);
    const drafts = async (person: string) => await count({ id: person, bureau: 'wenshang' }, 'draft');
    expect(await drafts('person-wen-handler')).toBe(1);
    expect(await drafts('person-wen-handler2')).toBe(0);
  });

  test('这个身份什么也写不了', async () => {
    for (const sql of [
      `delete from draft`,
      `update case_file set title = ''`,
      `insert into draft values ('a', 'b', 'c', '{}', now())`,
    ])
      expect(
        await office.databases.reader.query(sql).catch((error: { code?: string }) => error.code),
        sql,
      ).toBe('42501');
  });
});

test('库主不能登录：升级以另一身份登录，当场改以库主的身份', async () => {
  const roles = await office.asSuperuser<{ rolname: string }>(
    `select rolname from pg_roles where rolname like 'mj\\_%' and not rolcanlogin`,
  );
  expect(roles).toEqual([{ rolname: 'mj_owner' }]);
  const [who] = await office.asOwner<{ user: string; login: string }>(
    `select current_user as user, session_user as login`,
  );
  expect(who).toEqual({ user: 'mj_owner', login: 'mj_migrator' });
});
