import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importFile } from '../exchange/import-file.ts';
import { makeSample } from '../exchange/make-sample.ts';
import { sampleRow } from '../exchange/sample-row.ts';
import { act, actOnPublication, caseOf } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import { projections } from './projections.ts';
import { type RebuiltTable, rebuild } from './rebuild.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
  const reader = await office.signIn('wen-handler');
  expect((await reader.get('/api/worklist')).status).toBe(200);
});
afterAll(() => office.close());

const rebuilt = async (): Promise<readonly RebuiltTable[]> => {
  const owner = new pg.Client(office.database.connectionOptions('owner'));
  await owner.connect();
  return await rebuild(owner).finally(() => owner.end());
};
const differing = async () =>
  (await rebuilt()).flatMap(({ table, differing: keys }) => keys.map((key) => `${table} ${key}`));

// Every column of every projection costs one whole rebuild.
test('任何一张表、任何一格被改：说出哪张表、哪一行', { timeout: 240_000 }, async () => {
  const changed: string[] = [];
  for (const [table, key] of Object.entries(projections)) {
    const columns = await office.asOwner<{ name: string; type: string }>(
      `select column_name as name, data_type as type from information_schema.columns where table_schema = 'public' and table_name = $1`,
      [table],
    );
    for (const { name, type } of columns.filter((column) => !key.split(', ').includes(column.name))) {
      const other = OTHER_VALUE[type];
      if (other === undefined) throw new Error(`no other value for ${type}`);
      // Only who is above the triggers can change what is public without a fact.
      const owner = new pg.Client({ ...office.database.connectionOptions('owner'), user: 'postgres' });
      await owner.connect();
      await owner.query(`set session_replication_role = replica`);
      try {
        const keyText = `concat_ws('/', ${key})`;
        const { rows } = await owner.query(
          `select ${keyText} as key, t.${name}::text as old from ${table} t order by 1 limit 1`,
        );
        const [row] = rows as { key: string; old: string | null }[];
        const restore = await owner.query(`select to_jsonb(t) as row from ${table} t where ${keyText} = $1`, [
          row?.key,
        ]);
        await owner.query(
          `update ${table} set ${name} = ${table === 'published_result' && name === 'state' ? `case ${name} when 'published' then 'withdrawn' else 'published' end` : other.replaceAll('OLD', name)} where ${keyText} = $1`,
          [row?.key],
        );
        expect(await differing(), `${table}.${name}`).toEqual([`${table} ${row?.key}`]);
        await owner.query(
          `update ${table} t set ${name} = r.${name} from jsonb_populate_record(null::${table}, $2) r where ${keyText.replaceAll(/\b(bureau|year|kind|id|publication|channel|evidence|case_id|pack|version)\b/g, 't.$1')} = $1`,
          [row?.key, restore.rows[0].row],
        );
        changed.push(`${table}.${name}`);
      } finally {
        await owner.end();
      }
    }
  }
  expect(changed.length).toBeGreaterThan(50);
  expect(await differing()).toEqual([]);
});

test('演示数据、导入、补全草稿、撤下之后，由流水重建的各表逐行一致', async () => {
  const handler = await office.signIn('wen-handler');
  const approver = await office.signIn('wen-approver');
  const published = await publicationOf('示例纺织');
  const withdrawal = await actOnPublication(office, handler, published, {
    type: 'propose-withdrawal',
    cause: 'wrong',
    explanation: '公示内容有误，依法撤下。',
    startedOn: '2025-10-10',
  });
  expect(withdrawal.status, withdrawal.text).toBe(200);
  expect((await actOnPublication(office, approver, published, { type: 'approve-withdrawal' })).status).toBe(
    200,
  );
  const files = [
    Buffer.from(await makeSample('penalty', 40, 'csv')),
    Buffer.from(JSON.stringify({ ...sampleRow('penalty', 500), CF_SY: '' })),
    Buffer.from(JSON.stringify(sampleRow('penalty', 500))),
  ];
  for (const [i, bytes] of files.entries()) {
    await importFile(
      {
        databases: office.databases,
        resources: office.context.resources(),
        today: '2025-10-10',
        now: office.context.clock.now(),
        keyFolder: office.keyFolder,
      },
      {
        bureau: 'wenshang',
        actor: i === 1 ? 'person-wen-liaison' : 'command-line',
        file: { name: i === 0 ? 'a.csv' : 'a.jsonl', bytes },
        map: null,
        kind: null,
        mode: 'none-if-any-bad',
        dryRun: false,
        publish: i !== 1,
      },
    );
  }
  const tables = await rebuilt();
  expect(tables.map(({ table, rows }) => [table, rows > 0])).toEqual(
    Object.keys(projections).map((table) => [table, true]),
  );
  expect(tables.flatMap(({ table, differing: keys }) => keys.map((key) => `${table} ${key}`))).toEqual([]);
  expect(
    await office.asOwner(`select 1 from pg_class where relname = 'case_file' and relpersistence = 't'`),
  ).toEqual([]);
});

test('公示完整度的各栏之和，等于编号排到的决定件数', async () => {
  const [told] = await office.asOwner<{ counted: number; decided: number; standings: string[] }>(
    `select (select sum(decisions)::int from decision_count) as counted, (select sum(decided)::int from result_count) as decided,
       (select array_agg(distinct standing order by standing) from decision_count) as standings`,
  );
  expect(told?.decided).toBeGreaterThan(3);
  expect(told?.counted).toBe(told?.decided);
  expect(told?.standings).toEqual(expect.arrayContaining(['on-time', 'withdrawn']));
});

test('少一行、多一行也说得出', async () => {
  await office.asOwner(`delete from publication_channel`);
  await office.asOwner(`insert into result_count values ('nandagang', 1999, 'permit', 3)`);
  const found = await rebuilt();
  expect(found.find(({ table }) => table === 'result_count')?.differing).toEqual(['nandagang/1999/permit']);
  expect(found.find(({ table }) => table === 'publication_channel')?.differing.length).toBeGreaterThan(1);
});

test('有人正在办案时也可以重建：同一时刻的两边相比，办案不停', async () => {
  await office.asOwner(`delete from result_count where year = 1999`);
  const clerk = await office.signIn('nan-window');
  let stop = false;
  let written = 0;
  const writer = (async () => {
    while (!stop) {
      const answer = await clerk.post(
        '/api/cases',
        commandOf(
          0,
          {
            type: 'receive-application',
            matter: 'industrial-product-licence',
            applicant: { name: `示例并行 ${written} 公司`, kind: 'organisation', address: '示例路' },
            content: '申请核发许可证',
          },
          randomUUID(),
        ),
      );
      if (answer.status !== 201) throw new Error(answer.text);
      written += 1;
    }
  })();
  for (let i = 0; i < 3; i += 1)
    expect((await differing()).filter((line) => !line.startsWith('publication_channel'))).toEqual([]);
  stop = true;
  await writer;
  expect(written).toBeGreaterThan(3);
  const { id } = await caseOf(office, '示例并行 0');
  expect((await act(office, clerk, id, { type: 'decline-application', reason: '不需要许可。' })).status).toBe(
    200,
  );
});

const OTHER_VALUE: Readonly<Record<string, string>> = {
  boolean: 'not OLD',
  text: `coalesce(OLD, '') || '改'`,
  integer: 'OLD + 1',
  date: `coalesce(OLD, '2020-01-01') + 1`,
  jsonb: `OLD || '{"changed": true}'`,
  'timestamp with time zone': `OLD + interval '1 ms'`,
  ARRAY: `OLD || array['改']`,
};

async function publicationOf(words: string): Promise<string> {
  const { id } = await caseOf(office, words);
  const [row] = await office.asOwner<{ id: string }>('select id from publication where case_id = $1', [id]);
  return row?.id ?? '';
}
