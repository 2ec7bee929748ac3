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
