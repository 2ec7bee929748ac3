import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sealReads } from '../audit/reads.ts';
import { startCountingUnknownCodes } from '../audit/unknown-codes.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';
import type { PortalOptions } from './http/portal-options.ts';

const few = { burst: 3, perMinute: 1 };
const rates = { lookup: few, search: few, proof: few };
const VISITOR = '203.0.113.7';

let office: TestOffice;
const open: FastifyInstance[] = [];
beforeAll(async () => {
  office = await openOffice();
});
afterEach(async () => {
  for (const portal of open.splice(0)) await portal.close();
});
afterAll(() => office.close());

async function portalWith(options: Partial<PortalOptions> = {}) {
  const portal = await openPortal(office, { rates, ...options });
  open.push(portal);
  return (url: string, remoteAddress = VISITOR, headers: Record<string, string> = {}) =>
    portal.inject({ url, remoteAddress, headers });
}
const statuses = async (times: number, ask: () => Promise<{ statusCode: number }>) => {
  const seen: number[] = [];
  for (let i = 0; i < times; i += 1) seen.push((await ask()).statusCode);
  return seen;
};

test.each([
  ['核对文书', '/wenshang/verify/0000-0000', 404],
  ['核对文书的表', '/wenshang/verify?code=x', 404],
  ['全部结果', '/results?q=示例', 200],
  ['本局结果', '/wenshang/results', 200],
  ['执法人员', '/wenshang/officers?q=某', 200],
  ['期限说明', '/wenshang/deadlines', 200],
  ['证明文件', '/wenshang/results/none/proof.json', 404],
  ['核验页', '/wenshang/results/none/verify.html', 404],
])('%s：同一地址查得太密，答 429、说一句话、说多久以后再来；别的地址照常', async (_, url, usual) => {
  const ask = await portalWith();
  expect(await statuses(4, () => ask(url))).toEqual([usual, usual, usual, 429]);
  const refused = await ask(url);
  expect(refused.payload).toContain('请稍等一会儿再查');
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(refused.headers['cache-control']).toBe('no-store');
  expect(refused.payload).not.toContain(VISITOR);
  expect((await ask(url, '203.0.113.8')).statusCode).toBe(usual);
  expect((await ask('/wenshang')).statusCode).toBe(200);
});

test('首页、检查点、公开数据不限：整套下载和监督的人不受影响；本机的请求不限', async () => {
  const ask = await portalWith();
  for (const url of [
    '/wenshang',
    '/checkpoint/wenshang',
    '/wenshang/open-data/index.json',
    '/wenshang/how-to-verify',
  ])
    expect(await statuses(6, () => ask(url)), url).not.toContain(429);
  expect(await statuses(6, () => ask('/wenshang/results', '127.0.0.1'))).not.toContain(429);
});

test('X-Forwarded-For 只听信写明的反向代理：没写明的，换多少个都当一个地址', async () => {
  let last = 1;
  const from = (one: number) => ({ 'x-forwarded-for': `198.51.100.${one}` });
  const fromNext = () => {
    last += 1;
    return from(last);
  };
  const open = await portalWith();
  expect(await statuses(4, () => open('/wenshang/results', VISITOR, fromNext()))).toEqual([
    200, 200, 200, 429,
  ]);
  const behind = await portalWith({ trustedProxies: ['10.0.0.0/8'] });
  expect(await statuses(6, () => behind('/wenshang/results', '10.1.1.1', fromNext()))).not.toContain(429);
  expect(await statuses(4, () => behind('/wenshang/results', '10.1.1.1', from(1)))).toEqual([
    200, 200, 200, 429,
  ]);
  const forged = { 'x-forwarded-for': `127.0.0.1, 192.0.2.9, ${VISITOR}` };
  expect(await statuses(4, () => behind('/wenshang/results', '10.1.1.1', forged))).toEqual([
    200, 200, 200, 429,
  ]);
  expect(await statuses(4, () => behind('/wenshang/results', '11.1.1.1', fromNext()))).toEqual([
    200, 200, 200, 429,
  ]);
});

test('查不到的核验码逐日计数，封进查阅记录：只有次数，没有核验码、没有地址；审计管理员看得到', async () => {
  const codes = startCountingUnknownCodes(office.context);
  const ask = await portalWith({ onUnknownCode: (bureau) => codes.noted(bureau) });
  const typed = '7Z4K9-PQRSX-0M2NV-8WYTC';
  for (const url of [`/wenshang/verify/${typed}`, '/wenshang/verify?code=ABC', '/nandagang/verify/x'])
    await ask(url);
  await ask('/wenshang/verify');
  await ask('/nowhere/verify/x');
  await ask('/wenshang/verify/refused', VISITOR);
  office.setClock('2025-10-11T09:00:00+08:00');
  await ask(`/wenshang/verify/${typed}`, '203.0.113.9');
  await codes.stop();
  const rows = await office.asOwner<{ bureau: string; person: string; subject: string }>(
    `select bureau, person, subject from audit_read where action = 'unknown-code' order by bureau, subject`,
  );
  expect(rows).toEqual([
    { bureau: 'nandagang', person: 'public', subject: 'codes/2025-10-10/1' },
    { bureau: 'wenshang', person: 'public', subject: 'codes/2025-10-10/2' },
    { bureau: 'wenshang', person: 'public', subject: 'codes/2025-10-11/1' },
  ]);
  expect(await sealReads(office.context, 'wenshang')).toBeGreaterThan(0);
  const audit = await office.signIn('wen-audit');
  const listed = await audit.get('/api/audit/reads?action=unknown-code');
  expect(listed.body).toMatchObject({
    rows: [
      { name: '公众', segment: 1 },
      { name: '公众', segment: 1 },
    ],
  });
  for (const secret of [typed, 'ABC', VISITOR]) expect(listed.text).not.toContain(secret);
});
