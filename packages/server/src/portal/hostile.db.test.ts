import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawDocumentCode } from '../documents/document-code.ts';
import { takeRandom } from '../journal/random.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';

let office: TestOffice;
let portal: FastifyInstance;
const failures: string[] = [];
beforeAll(async () => {
  office = await openOffice();
  portal = await openPortal(office, {
    logFolder: `${office.keyFolder}/../log`,
    logger: { level: 'error', stream: { write: (line: string) => failures.push(line) } },
  });
  await portal.ready();
});
afterAll(async () => {
  await portal?.close();
  await office?.close();
});

const words = [
  '',
  '%00',
  '%ff',
  '%',
  '..%2f..%2fetc%2fpasswd',
  '__proto__',
  'constructor',
  'null',
  '%E6%96%87',
  '-1',
  '1e308',
  '99999999999999999999',
  "'%20or%201=1--",
  '%3Cscript%3Ealert(1)%3C/script%3E',
  'x'.repeat(3000),
  '%F0%9F%92%A9'.repeat(50),
  '%ED%A0%80',
  '2025-02-30',
];
const keys = ['q', 'code', 'kind', 'from', 'to', 'year', 'after', 'before', 'page', 'size', 'text', 'state'];

/** Every address that the portal has, with its parameters open. */
function addresses(): string[] {
  const found: string[] = [];
  const walk = (text: string): void => {
    for (const line of text.split('\n')) {
      const path = /(\/\S*)\s+\((?:GET|HEAD, GET|GET, HEAD)/.exec(line)?.[1];
      if (path !== undefined) found.push(path);
    }
  };
  walk(portal.printRoutes({ commonPrefix: false, includeHooks: false }));
  return found;
}

test('门户的每一个地址，参数写什么都不出错：没有一个 500，脚本原样写不进页面', async () => {
  const paths = [
    '/:bureau',
    '/:bureau/results',
    '/:bureau/results/:id',
    '/:bureau/results/:id/proof.json',
    '/:bureau/results/:id/verify.html',
    '/:bureau/verify',
    '/:bureau/verify/:code',
    '/:bureau/verify/:code/compare.html',
    '/:bureau/officers',
    '/:bureau/matters',
    '/:bureau/deadlines',
    '/:bureau/how-to-verify',
    '/:bureau/about',
    '/:bureau/sitemap',
    '/:bureau/open-data/:file',
    '/:bureau/log/:file',
    '/checkpoint/:bureau',
    ...addresses(),
  ];
  const wrong: string[] = [];
  const ask = async (url: string, method: 'GET' | 'POST' | 'PUT' = 'GET') => {
    const { statusCode, body } = await portal.inject({
      method,
      url,
      headers: { 'content-type': 'text/plain' },
    });
    if (statusCode >= 500) wrong.push(`${method} ${url.slice(0, 120)} ${statusCode}`);
    if (body.includes('<script>alert(1)')) wrong.push(`${url.slice(0, 120)} echoes a script`);
  };
  for (const path of new Set(paths))
    for (const word of words) {
      await ask(path.replace(':bureau', 'wenshang').replace(/:[a-z]+|\*/gi, word));
      await ask(path.replace(/:[a-z]+|\*/gi, word));
    }
  for (const path of ['/wenshang/results', '/wenshang/verify'])
    for (const key of keys) for (const word of words) await ask(`${path}?${key}=${word}&${key}=${word}`);
  for (const method of ['POST', 'PUT'] as const) await ask('/wenshang/verify', method);
  expect(wrong).toEqual([]);
  expect(failures).toEqual([]);
});

test('二百个随手编的核验码：没有一个查得到，答复一模一样', async () => {
  const bodies = new Set<string>();
  for (let i = 0; i < 200; i += 1) {
    const { statusCode, body } = await portal.inject({
      url: `/wenshang/verify/${drawDocumentCode(takeRandom)}`,
    });
    expect(statusCode).toBe(404);
    bodies.add(body.replaceAll(/href="[^"]*text&#61;large"/g, ''));
  }
  expect(bodies.size).toBe(1);
});
