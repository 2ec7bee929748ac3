import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from './office.ts';
let office: TestOffice;
beforeAll(async () => { console.time('open'); office = await openOffice(); console.timeEnd('open'); });
afterAll(() => office.close());
test('x', async () => {
  const v = await office.signIn('nan-handler');
  const a = await v.get('/api/cases?state=all');
  console.log(a.status, a.text.slice(0, 300));
  console.log(await office.asOwner('select type, count(*) from journal group by 1'));
  const me = await v.get('/api/session');
  expect(me.status).toBe(200);
});
