import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

test('上级机关的待我审批写明当事人和报送的机关', async () => {
  const seal = await office.signIn('cang-seal');
  const { body } = await seal.get('/api/worklist');
  const { awaitingMe } = body as { awaitingMe: { party: string; from: string | null; by: string }[] };
  expect(awaitingMe.length).toBeGreaterThan(0);
  for (const { party, from, by } of awaitingMe) {
    expect(party).toContain('公司');
    expect(from).toBe('南大港质监局');
    expect(by).not.toBe('');
  }
});

test('人员按姓名读音排列，不按字的编码', async () => {
  const legal = await office.signIn('wen-legal');
  const { people } = (await legal.get('/api/people')).body as { people: { name: string }[] };
  const names = people.map(({ name }) => name);
  expect(names.indexOf('陈思宁')).toBeLessThan(names.indexOf('林知夏'));
  expect(names.indexOf('林知夏')).toBeLessThan(names.indexOf('周明远'));
  expect(names.indexOf('杜若')).toBeLessThan(names.indexOf('张若川'));
  expect(names).toEqual([...names].sort(new Intl.Collator('zh-CN').compare));
});

test('地址里的编号写错的，答没有找到，不答格式不对', async () => {
  const handler = await office.signIn('wen-handler');
  for (const path of ['/api/cases/xyz', '/api/publications/xyz', '/api/documents/xyz', '/api/evidence/xyz']) {
    const { status, body } = await handler.get(path);
    expect([path, status, (body as { code: string }).code]).toEqual([path, 404, 'not-found']);
  }
});
