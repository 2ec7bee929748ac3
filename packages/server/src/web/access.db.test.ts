import { randomUUID } from 'node:crypto';
import { pathTo, routes } from '@mingjing/api';
import { roles } from '@mingjing/law';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { type Door, doors, type OwnThings } from '../testing/access-matrix.ts';
import { caseOf, picture } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import type { Answer, Visitor } from '../testing/visitor.ts';

type RouteName = keyof typeof routes;
const methods = ['GET', 'POST', 'PUT', 'DELETE'] as const;
const tried = (Object.keys(doors) as RouteName[]).flatMap((route) =>
  methods.flatMap((method) =>
    doors[route][method] === undefined ? [] : [{ route, method, door: doors[route][method] as Door }],
  ),
);

let office: TestOffice;
let own: OwnThings;
let people: ReadonlyMap<string, Visitor>;
const outsiders = ['wen-handler', 'wen-approver', 'wen-liaison', 'wen-archive'] as const;

beforeAll(async () => {
  office = await openOffice();
  const { id: caseId, version: caseVersion } = await caseOf(office, '示例电缆');
  const one = async (sql: string) => (await office.asOwner<{ id: string }>(sql, [caseId]))[0]?.id ?? '';
  own = {
    caseId,
    caseVersion,
    publicationVersion:
      (
        await office.asOwner<{ version: number }>('select version from publication where case_id = $1', [
          caseId,
        ])
      )[0]?.version ?? 0,
    openCaseId: (await caseOf(office, '示例水泥')).id,
    publicationId: await one('select id from publication where case_id = $1'),
    documentId: await one(`select id from document where stream = 'case/' || $1 order by id limit 1`),
    evidenceId: await one(
      `select evidence as id from case_evidence where case_id = $1 order by evidence limit 1`,
    ),
    newId: randomUUID,
  };
  // One person for each role there is, each holding it alone.
  await office.asOwner(
    `insert into person (id, bureau, unit, login, name, post, password_hash, roles, credential_number, credential_valid_to)
     select 'person-each-' || r, p.bureau, p.unit, 'each-' || r, r, '', p.password_hash, array[r], p.credential_number, p.credential_valid_to
     from person p, unnest($1::text[]) as r where p.login = 'nan-handler'`,
    [roles],
  );
  const found = new Map<string, Visitor>([['nobody', office.stranger()]]);
  for (const role of roles) found.set(role, await office.signIn(`each-${role}`, DEMONSTRATION_PASSWORD));
  found.set('superior-body', await office.signIn('cang-seal'));
  for (const login of outsiders) found.set(login, await office.signIn(login));
  people = found;
});
afterAll(() => office.close());

const pathOf = (route: RouteName, id?: string) =>
  pathTo(routes[route], {
    id:
      id ??
      {
        case: own.caseId,
        caseCommands: own.caseId,
        caseExport: own.caseId,
        caseExportFile: own.caseId,
        evidenceFile: own.evidenceId,
        document: own.documentId,
        publication: own.publicationId,
        publicationCommands: own.publicationId,
        person: 'person-nan-handler',
        personCommands: 'person-nan-handler',
      }[route as string] ??
      (route.startsWith('lawDraft') ? randomUUID() : ''),
    section: 'deadlines',
    pack: 'x',
    article: '1',
  });

async function knock(
  person: Visitor,
  route: RouteName,
  method: (typeof methods)[number],
  door: Door,
  id?: string,
): Promise<Answer> {
  const path = `${pathOf(route, id)}${door.query ?? ''}`;
  // Signing out would end the session that the other doors are tried with.
  const visitor = route === 'session' && method === 'DELETE' ? office.stranger() : person;
  if (method === 'GET') return await visitor.get(path);
  if (door.file === true)
    return await visitor.upload(path, { name: 'a.png', bytes: picture() }, { dryRun: 'yes' });
  return await visitor.send(method, path, door.body?.(own));
}

const refusals = [
  'not-signed-in',
  'forbidden',
  'administrator',
  'not-permitted',
  'other-bureau',
  'not-handler',
  'unknown-action',
];
const isRefused = ({ status, body }: Answer, names: boolean) =>
  refusals.includes((body as { code?: string } | null)?.code ?? '') || (names && status === 404);

describe('权限：每一扇门、每一种岗位', () => {
  test('每条路由的每个方法都在清单里，清单里的都真有', () => {
    const registered = (Object.keys(routes) as RouteName[]).flatMap((route) =>
      methods
        .filter((method) => office.app.hasRoute({ method, url: routes[route] }))
        .map((method) => `${method} ${route}`),
    );
    expect(registered.sort()).toEqual(tried.map(({ route, method }) => `${method} ${route}`).sort());
  });

  test('办案系统没有清单之外的接口', () => {
    const listed = new Set<string>(Object.values(routes));
    const printed = office.app.printRoutes({ commonPrefix: false });
    const found = printed.split('\n').filter((line) => line.includes('(')).length;
    expect(found).toBe([...listed].length + 1);
  });

  test.each(tried)('$method $route', async ({ route, method, door }) => {
    const passed: string[] = [];
    for (const name of ['nobody', ...roles, 'superior-body']) {
      const answer = await knock(people.get(name) as Visitor, route, method, door);
      expect(answer.status, `${name} ${answer.text}`).toBeLessThan(500);
      if (!isRefused(answer, door.names === true)) passed.push(name);
      else if (name === 'nobody') expect(answer.status).toBe(401);
      else expect(answer.text).not.toMatch(/南大港示例|示例路/);
    }
    const expected =
      door.admitted === 'anyone'
        ? ['nobody', ...roles, 'superior-body']
        : door.admitted === 'signed-in'
          ? [...roles, 'superior-body']
          : door.admitted;
    expect(passed.sort()).toEqual([...expected].sort());
  });

  test('三类管理员在任何一扇门都看不到案件内容', async () => {
    for (const role of ['system-administrator', 'security-administrator', 'audit-administrator']) {
      for (const { route, method, door } of tried) {
        const { text } = await knock(people.get(role) as Visitor, route, method, door);
        expect(text, `${role} ${method} ${route}`).not.toMatch(
          /示例(电缆|管业|砂轮|水泥)|MA0EXAM|某某某|0000-0000000/,
        );
      }
    }
  });
});

describe('别的局的人', () => {
  test.each(tried.filter(({ door }) => door.names === true))(
    '$method $route：与不存在的编号得到一样的答复',
    async ({ route, method, door }) => {
      for (const login of outsiders) {
        const visitor = people.get(login) as Visitor;
        const [theirs, none] = [
          await knock(visitor, route, method, door),
          await knock(visitor, route, method, door, randomUUID()),
        ];
        expect(theirs.status, login).toBe(404);
        expect(theirs.text).toBe(none.text);
      }
    },
  );

  test('名单、待办、公示、人员、查阅记录里没有别局的任何东西；也不能替别局起草公示', async () => {
    for (const login of outsiders) {
      const visitor = people.get(login) as Visitor;
      for (const path of [
        '/api/cases?state=all',
        '/api/worklist?who=bureau',
        '/api/publications?state=all',
        '/api/people',
        '/api/audit/reads',
        `/api/cases?state=all&q=${encodeURIComponent('南大港')}`,
      ]) {
        expect((await visitor.get(path)).text, `${login} ${path}`).not.toMatch(/南大港|nandagang|nan-/);
      }
      const drafted = await visitor.post('/api/publications', { id: randomUUID(), caseId: own.caseId });
      expect([404, 422]).toContain(drafted.status);
      expect(drafted.text).not.toContain(own.publicationId);
    }
  });

  test('没有附到案件的文件，只有上传的人自己看得到', async () => {
    const uploaded = await (people.get('wen-handler') as Visitor).upload('/api/evidence', {
      name: 'a.png',
      bytes: picture('mine'),
    });
    const { evidenceId } = uploaded.body as { evidenceId: string };
    for (const [name, visitor] of people) {
      const { status } = await visitor.get(`/api/evidence/${evidenceId}`);
      expect(status, name).toBe(name === 'wen-handler' ? 200 : name === 'nobody' ? 401 : 404);
    }
  });
});

test('怪异的输入得到 4xx，不出 500，也不回显', async () => {
  const handler = people.get('handler') as Visitor;
  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const path of [
    '/api/cases/not-a-uuid',
    '/api/cases?sort=;drop',
    '/api/cases?q=%00',
    '/api/cases?q=%25%5C_',
    `/api/cases?after=${cursor(['a', 'b'])}`,
    '/api/cases?after=!!!',
    `/api/publications?after=${cursor(['a', 'b'])}`,
    `/api/publications?after=${cursor([{}, []])}`,
    '/api/publications?q=%00',
    '/api/publications?unknown=1',
    '/api/articles/%00/%00',
    '/api/articles/__proto__/constructor',
    '/api/evidence/..%2f..%2fetc%2fpasswd',
    '/api/documents/%F0%28',
    '/api/worklist?group=x',
    '/api/nothing',
  ]) {
    expect((await handler.get(path)).status, path).toBeLessThan(500);
  }
  for (const body of [
    '',
    '{',
    '[]',
    'null',
    '{"__proto__":{"a":1}}',
    '"text"',
    `{"subject":"start","command":"x","body":{"a":"${'\\u0000'}"}}`,
    `{"subject":"start","command":"x","body":{"a":"${'\\ud800'}"}}`,
  ]) {
    for (const headers of [
      {},
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/json; charset=utf-8\t' },
      { 'content-type': 'multipart/form-data' },
      { 'content-type': 'multipart/form-data; boundary=x' },
      { 'content-type': 'application/xml' },
    ]) {
      for (const [method, path] of [
        ['PUT', '/api/drafts'],
        ['POST', '/api/cases'],
        ['POST', `/api/cases/${own.openCaseId}/commands`],
        ['POST', '/api/publications'],
        ['POST', '/api/evidence'],
        ['POST', '/api/imports'],
      ] as const) {
        const answer = await handler.send(method, path, body, headers as Record<string, string>);
        expect(
          answer.status,
          `${method} ${path} ${body} ${JSON.stringify(headers)} ${answer.text}`,
        ).toBeLessThan(500);
      }
    }
  }
  const clerk = await office.signIn('nan-window');
  for (const name of ['\u0000', '\ud800', '甲\u0000乙']) {
    const answer = await clerk.post('/api/cases', {
      id: randomUUID(),
      expectedVersion: 0,
      command: {
        type: 'receive-application',
        matter: 'industrial-product-licence',
        applicant: { name, kind: 'organisation', address: 'x' },
        content: name,
      },
    });
    expect(answer.status, JSON.stringify(name)).toBeLessThan(500);
    expect(answer.status).toBeGreaterThanOrEqual(400);
  }
  expect(office.errors).toEqual([]);
});
