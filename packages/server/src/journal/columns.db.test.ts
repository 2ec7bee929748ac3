import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { type ColumnType, toColumn } from './columns.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice({ demonstration: false });
});
afterAll(() => office.close());

const written: readonly (readonly [ColumnType, string, readonly unknown[]])[] = [
  ['text', 'text', ['', '，"{}\\ NULL null', '汶上县示例路 1 号\n𠮷', null, '{a,b}']],
  ['int', 'int', [0, -1, 2_147_483_647, null]],
  ['bigint', 'bigint', [0, -1, 2 ** 53 - 1, null]],
  ['uuid', 'uuid', ['d05d5e5e-05d7-4fc6-ab2b-a91c1c521468', null]],
  ['date', 'date', ['2025-10-10', '1999-12-31', '2000-01-01', '0001-01-01', '9999-12-31', null]],
  ['bytea', 'bytea', [Buffer.from([0, 255, 92]), Buffer.alloc(0), null]],
];

test.each(written)('一列 %s 写进去是什么，读出来还是什么', async (type, sql, values) => {
  const { rows } = await office.databases.app.query<{ value: unknown }>(
    `select value from unnest($1::${sql}[]) as value`,
    [toColumn(type, values)],
  );
  expect(rows.map(({ value }) => value)).toEqual(values);
});

test('时刻与 JSON 也一样', async () => {
  const moments = ['2025-10-10T01:00:02.145Z', '1999-12-31T23:59:59.999Z', null];
  const bodies = ['{"a":["中文",1.5,null]}', '[]', null];
  const { rows } = await office.databases.app.query<{ moment: Date | null; body: unknown }>(
    `select moment, body from unnest($1::timestamptz[], $2::jsonb[]) as r(moment, body)`,
    [toColumn('timestamptz', moments), toColumn('jsonb', bodies)],
  );
  expect(rows.map(({ moment }) => moment?.toISOString() ?? null)).toEqual(moments);
  expect(rows.map(({ body }) => body)).toEqual([{ a: ['中文', 1.5, null] }, [], null]);
});

test('没有行的一列是空数组；不是日期的一格不写', async () => {
  const { rows } = await office.databases.app.query(`select $1::text[] as none`, [toColumn('text', [])]);
  expect(rows).toEqual([{ none: [] }]);
  expect(() => toColumn('date', ['明天'])).toThrow();
});
