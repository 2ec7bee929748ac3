import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { requireOneKind } from './demonstration-data.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const started = (demonstration: boolean) =>
  requireOneKind({ ...office.context, demonstration }).then(
    () => 'started',
    (error: Error) => error.message,
  );

test('演示数据前后一致：机关和规定先于第一件案件起用，许可有效期满五年的前一日', async () => {
  const [order] = await office.asOwner<{ founded: string; begun: string }>(
    `select (select max(occurred_on)::text from journal where type = 'packs-activated') as founded,
       (select min(occurred_on)::text from journal where stream like 'case/%') as begun`,
  );
  expect(order?.founded).not.toBeNull();
  expect((order?.founded ?? '') < (order?.begun ?? '')).toBe(true);
  const terms = await office.asOwner<{ from: string; to: string }>(
    `select body ->> 'validFrom' as from, body ->> 'validTo' as to from (
       select convert_from(bytes, 'UTF8')::jsonb -> 'plain' as body from journal where type = 'opinion-submitted') as told`,
  );
  expect(terms.length).toBeGreaterThan(0);
  for (const { from, to } of terms) {
    const after = new Date(Date.parse(to) + 86_400_000).toISOString().slice(0, 10);
    expect(after).toBe(`${Number(from.slice(0, 4)) + 5}${from.slice(4)}`);
  }
});

test('演示数据只能以演示方式启动，正式数据不能', async () => {
  expect(await started(true)).toBe('started');
  expect(await started(false)).toMatch(/^这个数据目录里是演示数据/);
  await office.asOwner('update bureau set demonstration = false');
  await office.context.reloadResources();
  expect(await started(true)).toMatch(/^这个数据目录里是正式数据/);
  expect(await started(false)).toBe('started');
});

test('演示数据没有建完的，不启动', async () => {
  await office.asOwner(`insert into setting (key, value) values ('demonstration-seed', '"begun"')`);
  expect(await started(true)).toMatch(/^演示数据上次没有建完/);
});
