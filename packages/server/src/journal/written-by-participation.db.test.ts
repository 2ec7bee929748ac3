import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caseOf, copyCase } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { writingPool } from './database.ts';
import { readStream } from './read-stream.ts';
import { type CommandWrite, writeCommand } from './write-command.ts';

let office: TestOffice;
let ours: { id: string };
let joint: { id: string; bureau: string };
beforeAll(async () => {
  office = await openOffice();
  const { id } = await caseOf(office, '示例铸造');
  ours = { id };
  [joint = { id: '', bureau: '' }] = await office.asOwner<{ id: string; bureau: string }>(
    `select id, bureau from case_file where 'cangzhou' = any(participants) limit 1`,
  );
});
afterAll(() => office.close());

interface Row {
  readonly id: string;
  readonly bureau: string;
  readonly actor: string;
  readonly version?: number;
}

/** What the database says to a fact of a case written in these words, as the role that writes cases or another. */
async function written({ id, bureau, actor, version = 9000 }: Row, pool = writingPool(office.databases.app)) {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(
      `insert into journal (stream, version, type, type_version, bureau, occurred_on, recorded_at, actor, command_id, bytes, commitment)
       values ($1, $2, 'case-closed', 1, $3, '2025-10-10', now(), $4, gen_random_uuid(), '\\x00', sha256('x'))`,
      [`case/${id}`, version, bureau, actor],
    );
    return 'written';
  } catch (error) {
    return (error as { code?: string }).code;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

/** How many rows the role that writes cases changes by this, or the code of the refusal; nothing stays. */
async function undone(sql: string, values: readonly unknown[]): Promise<number | string | null | undefined> {
  const client = await writingPool(office.databases.app).connect();
  try {
    await client.query('begin');
    return (await client.query(sql, [...values])).rowCount;
  } catch (error) {
    return (error as { code?: string }).code;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const anyoneOf = async (bureau: string) =>
  (
    await office.asOwner<{ id: string }>(`select id from person where bureau = $1 and active limit 1`, [
      bureau,
    ])
  )[0]?.id ?? '';

describe('案件的事实只由参加该案的机关的在岗人员写入，由数据库逐行把关（mj_writer）', () => {
  test('本机关的人写得进；别的机关的人写不进，记成自己机关的也写不进', async () => {
    expect(await written({ ...ours, bureau: 'wenshang', actor: 'person-wen-handler' })).toBe('written');
    const stranger = await anyoneOf('siping');
    for (const bureau of ['wenshang', 'siping'])
      expect(await written({ ...ours, bureau, actor: stranger }), bureau).toBe('42501');
    expect(await written({ ...ours, bureau: 'siping', actor: 'person-wen-handler' })).toBe('42501');
  });

  test('上级机关的人写得进它参加的案件，写不进没有参加的', async () => {
    const superior = await anyoneOf('cangzhou');
    expect(await written({ ...joint, actor: superior })).toBe('written');
    expect(await written({ ...joint, bureau: 'cangzhou', actor: superior })).toBe('42501');
    expect(await written({ ...ours, bureau: 'wenshang', actor: superior })).toBe('42501');
  });

  test('已停用的、没有这个人的、系统和命令行都写不进；期限届满只写得进已有的案件', async () => {
    await office.asOwner(`update person set active = false where id = 'person-wen-handler2'`);
    for (const actor of ['person-wen-handler2', 'nobody', 'system', 'command-line', ''])
      expect(await written({ ...ours, bureau: 'wenshang', actor }), actor).toBe('42501');
    await office.asOwner(`update person set active = true where id = 'person-wen-handler2'`);
    expect(await written({ ...ours, bureau: 'wenshang', actor: 'time' })).toBe('written');
    expect(await written({ id: randomUUID(), bureau: 'wenshang', actor: 'time', version: 1 })).toBe('42501');
  });

  test('新立的案件：只立得成自己机关的', async () => {
    const fresh = { id: randomUUID(), version: 1, actor: 'person-wen-handler' };
    expect(await written({ ...fresh, bureau: 'wenshang' })).toBe('written');
    expect(await written({ ...fresh, bureau: 'nandagang' })).toBe('42501');
  });

  test('这一身份写不了别的流，看不到案件的事实、披露、文书和草稿；应用的身份写不了案件', async () => {
    const writer = writingPool(office.databases.app);
    const code = (sql: string) =>
      writer.query(sql).then(
        ({ rowCount }) => rowCount,
        (error: { code?: string }) => error.code,
      );
    for (const stream of ['bureau/wenshang', `publication/${randomUUID()}`, 'counts/wenshang'])
      expect(
        await code(
          `insert into journal select '${stream}', 9000, type, type_version, bureau, occurred_on, recorded_at, 'system', command_id, bytes, commitment from (select * from (values ('case-closed', 1::smallint, 'wenshang', '2025-10-10'::date, now(), gen_random_uuid(), '\\x00'::bytea, sha256('x'))) as v(type, type_version, bureau, occurred_on, recorded_at, command_id, bytes, commitment)) as v`,
        ),
        stream,
      ).toBe('42501');
    for (const sql of [
      'select bytes from disclosure',
      'select bytes from document',
      'select body from draft',
      'select state from case_state',
      'select state_body from publication',
      'select actor from journal',
      'select file_name from evidence',
      'select name from person',
    ])
      expect(await code(sql), sql).toBe('42501');
    const types = await writer.query<{ type: string }>('select distinct type from journal order by 1');
    expect(types.rows.map(({ type }) => type)).toEqual(['record-attached']);
    expect(
      await written({ ...ours, bureau: 'wenshang', actor: 'person-wen-handler' }, office.databases.app),
    ).toBe('42501');
  });

  test('几人的命令同乘一句：混进来的外人那一件被拒，其余照写', async () => {
    const { app } = office.databases;
    const own = await copyCase(office, ours.id, 'none');
    const other = await copyCase(office, ours.id, 'none');
    const close = async (id: string, actor: string): Promise<CommandWrite> => {
      const facts = await readStream(office.databases.worker, `case/${id}`);
      return {
        commandId: randomUUID(),
        digest: null,
        stream: `case/${id}`,
        bureau: 'wenshang',
        actor,
        recordedAt: '2025-10-10T01:00:00.000Z',
        after: { version: facts.length, commitment: facts.at(-1)?.stored.commitment ?? null },
        facts: [{ type: 'case-closed', occurredOn: '2025-10-10', data: { summary: '测试' } }],
        project: [],
      };
    };
    const writes = [await close(own, 'person-wen-handler'), await close(other, await anyoneOf('siping'))];
    const outcomes = await Promise.allSettled(writes.map((write) => writeCommand(app, write)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(outcomes[1]).toMatchObject({ reason: { code: '42501' } });
    const closed = (id: string) =>
      office.asOwner(`select 1 from journal where stream = $1 and type = 'case-closed'`, [`case/${id}`]);
    expect(await closed(own)).toHaveLength((await closed(other)).length + 1);
  });

  test('案卷的行只由参加该案的人更新：别的机关的人写不进，把自己的机关添成参加的也不行', async () => {
    const stranger = await anyoneOf('siping');
    const superior = await anyoneOf('cangzhou');
    const renew = async (id: string, by: string, more = '') =>
      await undone(`update case_file set updated_by = $2, stage = stage ${more} where id = $1`, [id, by]);
    expect(await renew(ours.id, 'person-wen-handler')).toBe(1);
    expect(await renew(ours.id, 'time')).toBe(1);
    expect(await renew(joint.id, superior)).toBe(1);
    for (const by of [stranger, superior, 'nobody', '', 'system'])
      expect(await renew(ours.id, by), by).toBe('42501');
    const joined = (body: string) => `, participants = participants || '${body}'::text`;
    expect(await renew(ours.id, stranger, joined('siping'))).toBe('42501');
    expect(await renew(ours.id, 'time', joined('siping'))).toBe('42501');
    expect(await renew(ours.id, 'person-wen-handler', joined('cangzhou'))).toBe(1);
    const open = async (bureau: string, by: string) =>
      await undone(
        `insert into case_file (id, bureau, kind, stage, title, party_name, matter, unit, opened_on, version, updated_at, updated_by, handlers, participants)
         values (gen_random_uuid(), $1, 'penalty', 'filing', '', '', '', '', '2025-10-10', 1, now(), $2, '{}', '{}')`,
        [bureau, by],
      );
    expect(await open('wenshang', 'person-wen-handler')).toBe(1);
    for (const by of [stranger, 'time', 'nobody']) expect(await open('wenshang', by), by).toBe('42501');
  });

  test('原件只附得到持有它的机关办理、参加的案件', async () => {
    const [held] = await office.asOwner<{ id: string; bureau: string }>(
      `select e.id, e.bureau from evidence e where e.bureau = 'wenshang' limit 1`,
    );
    const [foreign] = await office.asOwner<{ id: string }>(
      `select id from case_file where bureau = 'siping' limit 1`,
    );
    const attach = async (id: string) =>
      await undone('insert into case_evidence (evidence, case_id) values ($1, $2) on conflict do nothing', [
        held?.id,
        id,
      ]);
    expect(await attach(ours.id)).not.toBe('42501');
    for (const id of [foreign?.id ?? '', joint.id, randomUUID()]) expect(await attach(id), id).toBe('42501');
  });

  test('与新开的案件一同写入的原件，也只是本机关持有的', async () => {
    const open = `with opened as (insert into case_file (id, bureau, kind, matter, unit, stage, title, party_name, handlers, participants, version, opened_on, updated_at, updated_by)
        select 'new-case', bureau, kind, matter, unit, stage, title, party_name, handlers, participants, 1, current_date, now(), 'person-wen-handler'
        from (values ('wenshang', 'penalty', 'm', 'u', 'filing', 't', 'p', array[]::text[], array['wenshang'])) as v(bureau, kind, matter, unit, stage, title, party_name, handlers, participants))
      insert into case_evidence (evidence, case_id) values ($1, 'new-case')`;
    const held = async (bureau: string) =>
      (await office.asOwner<{ id: string }>(`select id from evidence where bureau = $1 limit 1`, [bureau]))[0]
        ?.id;
    expect(await undone(open, [await held('wenshang')])).toBe(1);
    expect(await undone(open, [await held('nandagang')])).toBe('42501');
    expect(await undone(open, ['nowhere'])).toBe('42501');
  });

  test('披露只与它的事实一同写入，往日的事实添不上', async () => {
    const insert = (version: number) =>
      writingPool(office.databases.app).query(
        `insert into disclosure (stream, version, names, bytes) values ($1, $2, '{new}', '{x}')`,
        [`case/${ours.id}`, version],
      );
    await expect(insert(1)).rejects.toMatchObject({ code: '23505', constraint: 'disclosure_pkey' });
    await expect(insert(1000)).rejects.toMatchObject({ code: '23503' });
  });
});
