import type { WorkItem, WorklistReply } from '@mingjing/api';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleRow } from '../exchange/sample-row.ts';
import { rebuild } from '../journal/rebuild.ts';
import { seeAs } from '../people/see-as.ts';
import { recheck } from '../recheck/recheck.ts';
import { actOnPublication } from '../testing/cases.ts';
import { importOneRow } from '../testing/import-row.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { ENDING } from './ending-results.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
  await importRow(1, '2025-10-20');
  await importRow(2, '2025-12-31');
  await importRow(3, undefined);
});
afterAll(() => office.close());

async function importRow(number: number, until: string | undefined): Promise<void> {
  const { CF_GSJZQ: _, ...row } = sampleRow('penalty', number) as Record<string, string>;
  const value = until === undefined ? row : { ...row, CF_GSJZQ: until };
  const report = await importOneRow(office, value, { actor: 'command-line', publish: true });
  expect(report.stored?.imported).toBe(1);
}
const listed = async (login: string, query = ''): Promise<readonly WorkItem[]> => {
  const { body } = await (await office.signIn(login)).get(`/api/worklist${query}`);
  return (body as WorklistReply).items.filter(({ duty }) => duty.id === 'imported-term-end');
};
const idOf = async (number: number) => {
  const [row] = await office.asOwner<{ id: string }>(`select id from publication where number = $1`, [
    sampleRow('penalty', number).CF_WSH,
  ]);
  return row?.id ?? '';
};

test('命令行导入的，经过和载体确认写明是命令行，不写代号', async () => {
  const { body } = await (await office.signIn('wen-liaison')).get(`/api/publications/${await idOf(1)}`);
  expect(JSON.stringify(body)).toContain('系统管理员（命令行）');
  expect(JSON.stringify(body)).not.toContain('command-line');
});

test('公示截止期前十五日内列入联络员的待办，写明何时届满和条文；还早的、没有写截止期的、别人的待办里没有', async () => {
  const [item, ...others] = await listed('wen-liaison');
  expect(others).toEqual([]);
  expect(item).toMatchObject({
    publicationId: await idOf(1),
    what: '公示期将满',
    due: '2025-10-21',
    distance: '11 日后届满',
    group: 'later',
    number: sampleRow('penalty', 1).CF_WSH,
    cite: { regulation: expect.stringContaining('汶上县'), article: expect.stringContaining('第九条') },
    step: null,
  });
  for (const login of [
    'wen-handler',
    'wen-approver',
    'wen-window',
    'nan-liaison',
    'sip-liaison',
    'wen-admin',
  ])
    expect(await listed(login).catch(() => []), login).toEqual([]);
  expect((await listed('wen-approver', '?who=bureau')).map(({ publicationId }) => publicationId)).toEqual([
    item?.publicationId,
  ]);
});

test('截止期次日应撤下，再过就逾期；申请以后等待批准，批准撤下以后不再列', async () => {
  office.setClock('2025-10-21');
  const [due] = await listed('wen-liaison');
  expect(due).toMatchObject({
    what: '公示期满，应撤下',
    group: 'today',
    step: { command: 'propose-withdrawal', verb: '申请撤下' },
    state: '尚未撤下',
  });
  office.setClock('2025-10-23');
  expect((await listed('wen-liaison'))[0]).toMatchObject({ group: 'overdue', distance: '逾期 2 日' });
  const liaison = await office.signIn('wen-liaison');
  const counts = (await liaison.get('/api/worklist/counts')).body as { worklist: number };
  const { counts: said } = (await liaison.get('/api/worklist')).body as WorklistReply;
  expect(counts.worklist).toBe(said.all);
  const id = await idOf(1);
  const explanation = '公示期已满，依法撤下。';
  const proposed = await actOnPublication(office, liaison, id, {
    type: 'propose-withdrawal',
    cause: 'expired',
    explanation,
  });
  expect(proposed.status, proposed.text).toBe(200);
  expect((await listed('wen-liaison'))[0]).toMatchObject({ state: '等待批准撤下', step: null });
  const done = await actOnPublication(office, await office.signIn('wen-approver'), id, {
    type: 'approve-withdrawal',
  });
  expect(done.status, done.text).toBe(200);
  expect(await listed('wen-liaison')).toEqual([]);
});

test('各表由流水重建一致，全量校验相符；截止期被人改了，说得出是哪一件', async () => {
  const checker = new pg.Client(office.database.connectionOptions('checker'));
  await checker.connect();
  const found = async () => {
    const told: string[] = [];
    const places = {
      evidenceFolder: office.context.evidenceFolder,
      keyFolder: office.keyFolder,
      logFolder: '',
    };
    for await (const { table, row, column } of recheck(checker, places, { parts: ['projections'] }))
      told.push(`${table} ${row} ${column}`);
    return told;
  };
  expect((await rebuild(checker)).flatMap(({ differing }) => differing)).toEqual([]);
  expect(await found()).toEqual([]);
  const id = await idOf(2);
  await office.asOwner(`update publication set ends_on = '2099-12-31' where id = $1`, [id]);
  expect(await found()).toEqual([`publication ${id} ends_on`]);
  await office.asOwner(`update publication set ends_on = '2025-12-31' where id = $1`, [id]);
  await checker.end();
});

describe('三千件导入公示', () => {
  const viewer = { id: 'person-wen-liaison', bureau: 'wenshang' };
  const asked = (text: string) =>
    seeAs(office.databases, viewer, async (db) => {
      const { rows } = await db.query<Record<string, string>>(text, ['wenshang', '2025-12-31']);
      return rows;
    });
  const planOf = async (explain: string) =>
    (await asked(`${explain} ${ENDING}`)).map((row) => row['QUERY PLAN']).join('\n');

  test('还早的：待办凭索引只读将满的', async () => {
    await office.asSuperuser(`do $$ begin set session_replication_role = replica;
      insert into publication select (jsonb_populate_record(null::publication, to_jsonb(p) || jsonb_build_object('id', 'plan-' || n, 'import_identity', null, 'ends_on', '2030-01-01'))).*
        from (select * from publication where ends_on is not null limit 1) p, generate_series(1, 3000) n;
      set session_replication_role = origin; end $$`);
    await office.asOwner('analyze publication');
    const plan = await planOf('explain');
    expect(plan).toMatch(/publication_ending/);
    expect(plan).toMatch(/Index Cond: .*ends_on <=/);
    expect(plan).not.toContain('Seq Scan on publication');
  });

  test('同一天期满的：列最早的二十件、写明还有多少，其余的不翻开', async () => {
    await office.asSuperuser(`do $$ begin set session_replication_role = replica;
      update publication set ends_on = '2025-10-01' where id like 'plan-%';
      set session_replication_role = origin; end $$`);
    await office.asOwner('analyze publication');
    const rows = await asked(ENDING);
    expect(rows).toHaveLength(20);
    expect(new Set(rows.map(({ ends_on }) => ends_on))).toEqual(new Set(['2025-10-01']));
    expect(rows.every(({ count }) => Number(count) >= 3000)).toBe(true);
    const read = /Buffers: shared hit=(\d+)(?: read=(\d+))?/.exec(await planOf('explain (analyze, buffers)'));
    expect(Number(read?.[1]) + Number(read?.[2] ?? 0)).toBeLessThan(3000);
  });
});
