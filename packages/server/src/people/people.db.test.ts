import { readFile } from 'node:fs/promises';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { issueLocalCertificate } from '../platform/tls/local-authority.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { type Answer, cookieOf, visitor } from '../testing/visitor.ts';
import { createOfficeServer } from '../web/office-server.ts';
import { sessionRoutes } from './session-routes.ts';
import { signIn as openSession } from './sessions.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
beforeEach(() => office.asOwner(`delete from sign_in_failure`));
afterAll(() => office.close());

const attempt = (login: string, password: string) =>
  office.stranger().post('/api/session', { login, password });
const codeOf = ({ status, body }: Answer) =>
  `${status} ${(body as { code?: string } | null)?.code ?? ''}`.trim();
const sessionsOf = async (login: string) =>
  (
    await office.asOwner<{ n: number }>(`select count(*)::int as n from session where person = $1`, [
      `person-${login}`,
    ])
  )[0]?.n;

describe('登录', () => {
  test('密码不对、没有这个人、已停用：答复一模一样', async () => {
    await office.asOwner(`update person set active = false where login = 'nan-window'`);
    const answers = [
      await attempt('nan-handler', 'wrong-wrong'),
      await attempt('nobody-here', 'wrong-wrong'),
      await attempt('nan-window', DEMONSTRATION_PASSWORD),
    ];
    expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 3 }, () => answers[0]?.text));
    expect(answers.map(codeOf)).toEqual(Array.from({ length: 3 }, () => '401 wrong-password'));
    await office.asOwner(`update person set active = true where login = 'nan-window'`);
  });

  test('连续五次不对即锁定，对的密码也不行；满十五分钟自行解锁', async () => {
    for (let i = 0; i < 5; i += 1)
      expect(codeOf(await attempt('nan-liaison', `wrong-${i}`))).toBe('401 wrong-password');
    expect(codeOf(await attempt('nan-liaison', DEMONSTRATION_PASSWORD))).toBe('423 locked-out');
    const [row] = await office.asOwner<{ minutes: number }>(
      `select round(extract(epoch from locked_until - now()) / 60)::int as minutes from sign_in_failure`,
    );
    expect(row?.minutes).toBe(15);
    const db = office.databases.app;
    const locked =
      (await office.asOwner<{ until: Date }>(`select locked_until as until from sign_in_failure`))[0]
        ?.until ?? new Date();
    await expect(
      openSession(db, 'nan-liaison', DEMONSTRATION_PASSWORD, new Date(locked.getTime() - 1)),
    ).rejects.toMatchObject({ code: 'locked-out' });
    await expect(
      openSession(db, 'nan-liaison', DEMONSTRATION_PASSWORD, new Date(locked.getTime() + 1)),
    ).resolves.toMatchObject({ person: { login: 'nan-liaison' } });
  });

  test('没有的登录名、已停用的人，也在第五次后锁定：从答复看不出有没有这个人', async () => {
    await office.asOwner(`update person set active = false where login = 'nan-window'`);
    const seen = [];
    for (const login of ['nan-handler', 'nobody-here', 'nan-window']) {
      const answers: string[] = [];
      for (let i = 0; i < 7; i += 1) answers.push((await attempt(login, 'wrong-wrong')).text);
      seen.push(answers);
    }
    expect(seen[0]?.map((text) => JSON.parse(text).code)).toEqual([
      ...Array.from({ length: 5 }, () => 'wrong-password'),
      'locked-out',
      'locked-out',
    ]);
    expect(seen).toEqual([seen[0], seen[0], seen[0]]);
    expect(
      JSON.stringify(await office.asOwner('select sign_in_failure::text from sign_in_failure')),
    ).not.toContain('nobody-here');
    await office.asOwner(`update person set active = true where login = 'nan-window'`);
  });

  test('相隔一小时以上的差错不累计，旧的随即清除', async () => {
    for (let i = 0; i < 4; i += 1) await attempt('nobody-here', 'wrong-wrong');
    await attempt('nobody-else', 'wrong-wrong');
    await office.asOwner(
      `update sign_in_failure set last_failed_at = last_failed_at - interval '61 minutes'`,
    );
    expect(codeOf(await attempt('nobody-here', 'wrong-wrong'))).toBe('401 wrong-password');
    expect(await office.asOwner('select failed from sign_in_failure')).toEqual([{ failed: 1 }]);
  });

  test('四次不对之后一次对，重新从零计起', async () => {
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < 4; i += 1) await attempt('nan-legal', 'wrong-wrong');
      expect((await attempt('nan-legal', DEMONSTRATION_PASSWORD)).status).toBe(200);
    }
  });

  test('别人被锁定不影响其他人', async () => {
    for (let i = 0; i < 6; i += 1) await attempt('nan-archive', 'wrong-wrong');
    expect((await attempt('nan-handler', DEMONSTRATION_PASSWORD)).status).toBe(200);
  });

  test('会话令牌只存摘要；密码只存 Argon2id', async () => {
    const answer = await attempt('nan-handler', DEMONSTRATION_PASSWORD);
    const token = cookieOf(answer).split('=')[1] ?? '';
    expect(token.length).toBeGreaterThan(40);
    const rows = await office.asOwner<{ all: string }>(
      `select coalesce(string_agg(s::text, ' '), '') || coalesce((select string_agg(p::text, ' ') from person p), '') as all from session s`,
    );
    expect(rows[0]?.all).not.toContain(token);
    expect(rows[0]?.all).not.toContain(DEMONSTRATION_PASSWORD);
    expect(
      (await office.asOwner<{ hash: string }>(`select password_hash as hash from person`)).every(({ hash }) =>
        hash.startsWith('$argon2id$'),
      ),
    ).toBe(true);
  });
});

describe('会话', () => {
  test('闲置两小时、满十二小时即失效', async () => {
    for (const change of [
      `seen_at = now() - interval '2 hours 1 minute'`,
      `expires_at = now() - interval '1 second'`,
    ]) {
      const visitorHere = await office.signIn('nan-handler');
      expect((await visitorHere.get('/api/session')).status).toBe(200);
      await office.asOwner(`update session set ${change} where person = 'person-nan-handler'`);
      expect((await visitorHere.get('/api/session')).body).toBeNull();
      expect(codeOf(await visitorHere.get('/api/worklist'))).toBe('401 not-signed-in');
    }
    const [row] = await office.asOwner<{ hours: number }>(
      `select round(extract(epoch from max(expires_at - created_at)) / 3600)::int as hours from session`,
    );
    expect(row?.hours).toBe(12);
  });

  test('退出后原来的令牌不能再用', async () => {
    const here = await office.signIn('nan-handler');
    expect((await here.send('DELETE', '/api/session')).status).toBe(204);
    expect((await here.get('/api/session')).body).toBeNull();
  });

  test('改密码：原密码不对不行、太短不行、相同不行；改后别处的登录全部失效', async () => {
    const [here, there] = [await office.signIn('nan-reviewer'), await office.signIn('nan-reviewer')];
    const change = (current: string, next: string) => here.post('/api/session/password', { current, next });
    expect(codeOf(await change('wrong-wrong', 'a-new-password'))).toBe('401 wrong-password');
    expect(codeOf(await change(DEMONSTRATION_PASSWORD, 'short'))).toBe('400 bad-request');
    expect(codeOf(await change(DEMONSTRATION_PASSWORD, DEMONSTRATION_PASSWORD))).toBe('400 bad-request');
    const changed = await change(DEMONSTRATION_PASSWORD, 'a-new-password');
    expect(changed.status).toBe(200);
    expect([codeOf(await here.get('/api/cases')), codeOf(await there.get('/api/cases'))]).toEqual([
      '401 not-signed-in',
      '401 not-signed-in',
    ]);
    expect((await visitor(office.address, cookieOf(changed)).get('/api/cases')).status).toBe(200);
    expect(await sessionsOf('nan-reviewer')).toBe(1);
    expect(codeOf(await attempt('nan-reviewer', DEMONSTRATION_PASSWORD))).toBe('401 wrong-password');
  });

  test('在改密码时反复试原密码，同样锁定', async () => {
    const here = await office.signIn('nan-approver');
    for (let i = 0; i < 5; i += 1)
      await here.post('/api/session/password', { current: `wrong-${i}`, next: 'a-new-password' });
    expect(
      codeOf(
        await here.post('/api/session/password', { current: DEMONSTRATION_PASSWORD, next: 'a-new-password' }),
      ),
    ).toBe('423 locked-out');
    expect(codeOf(await attempt('nan-approver', DEMONSTRATION_PASSWORD))).toBe('423 locked-out');
  });

  test('停用的人立刻出局，岗位变动立刻生效', async () => {
    const here = await office.signIn('wen-deputy');
    expect((await here.get('/api/cases')).status).toBe(200);
    await office.asOwner(`update person set roles = '{audit-administrator}' where login = 'wen-deputy'`);
    expect(codeOf(await here.get('/api/cases'))).toBe('422 administrator');
    await office.asOwner(`update person set active = false where login = 'wen-deputy'`);
    expect((await here.get('/api/session')).body).toBeNull();
    await office.asOwner(`update person set roles = '{approver}', active = true where login = 'wen-deputy'`);
  });

  test('从别的网站来的提交一律拒绝，读取不受影响', async () => {
    const here = await office.signIn('nan-handler');
    const body = { subject: 'start', command: 'x', body: {} };
    for (const origin of [
      'https://evil.example',
      'null',
      `${office.address}.evil.example`,
      office.address.replace(/\d+$/, '1'),
    ]) {
      expect(codeOf(await here.send('PUT', '/api/drafts', body, { origin })), origin).toBe('403 bad-origin');
    }
    expect(await withoutOrigin(here.cookie ?? '')).toBe(403);
    // The same path written in escapes is the same door.
    const escaped = await here.send('PUT', '/%61pi/drafts', body, { origin: 'https://evil.example' });
    expect(codeOf(escaped)).toBe('403 bad-origin');
    expect((await here.send('PUT', '/%61pi/drafts', body)).status).toBe(204);
    expect((await here.send('PUT', '/api/drafts', body)).status).toBe(204);
    expect((await here.get('/api/session', { origin: 'https://evil.example' })).status).toBe(200);
  });

  test('会话 Cookie：脚本读不到、不随别站请求、不设域；https 下只走加密并以 __Host- 开头', async () => {
    const set = (await attempt('nan-handler', DEMONSTRATION_PASSWORD)).headers.getSetCookie()[0] ?? '';
    expect(set).toMatch(/; Path=\/(;|$)/);
    expect(set).toMatch(/HttpOnly/);
    expect(set).toMatch(/SameSite=Strict/);
    expect(set).not.toMatch(/Domain|Secure/);
    const secure =
      (await overTls('/api/session', { login: 'nan-handler', password: DEMONSTRATION_PASSWORD })) ?? '';
    expect(secure).toMatch(
      /^__Host-mingjing-session=[\w-]{40,}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });

  test('办案系统的答复都不许缓存、不许被套进别的网页', async () => {
    const here = await office.signIn('nan-handler');
    const { headers } = await here.get('/api/cases');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('建账号', () => {
  const wanted = {
    login: 'nan-new',
    name: '新人',
    post: '科员',
    unit: 'quality',
    roles: ['handler'],
    password: 'first-password',
  };

  test('系统管理员建的账号，首次登录只能改密码；改后才能办事', async () => {
    const administrator = await office.signIn('nan-admin');
    expect((await administrator.post('/api/people', wanted)).status).toBe(201);
    const fresh = await office.signIn('nan-new', 'first-password');
    expect((await fresh.get('/api/session')).body).toMatchObject({ mustChangePassword: true });
    for (const path of [
      '/api/worklist',
      '/api/cases',
      '/api/articles',
      '/api/calendar',
      '/api/clock',
      '/api/people',
      '/api/audit/reads',
      '/api/publications',
      '/api/cases/start',
    ]) {
      expect(codeOf(await fresh.get(path)), path).toBe('403 password-change-needed');
    }
    expect(codeOf(await fresh.post('/api/cases', {}))).toBe('403 password-change-needed');
    const changed = await fresh.post('/api/session/password', {
      current: 'first-password',
      next: 'second-password',
    });
    expect(changed.body).toMatchObject({ mustChangePassword: false });
    expect((await visitor(office.address, cookieOf(changed)).get('/api/worklist')).status).toBe(200);
  });

  test.each([
    ['同名登录', { ...wanted, login: 'nan-handler' }],
    ['不认识的岗位', { ...wanted, roles: ['king'] }],
    ['管理员兼任办案岗位', { ...wanted, roles: ['system-administrator', 'handler'] }],
    ['三员兼任', { ...wanted, roles: ['security-administrator', 'audit-administrator'] }],
    ['没有的机构', { ...wanted, unit: 'nowhere' }],
    ['密码太短', { ...wanted, password: 'short' }],
    ['多余的字段', { ...wanted, bureau: 'wenshang' }],
  ])('不收：%s', async (_, body) => {
    const administrator = await office.signIn('nan-admin');
    const people = await office.asOwner('select id from person order by 1');
    expect(
      codeOf(
        await administrator.post('/api/people', {
          ...body,
          login: body.login === 'nan-new' ? 'nan-other' : body.login,
        }),
      ),
    ).toBe('400 bad-request');
    expect(await office.asOwner('select id from person order by 1')).toEqual(people);
  });
});

/** A submission without any Origin, which no fetch would send. */
function withoutOrigin(cookie: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = plainRequest(
      `${office.address}/api/drafts`,
      { method: 'PUT', headers: { cookie, 'content-type': 'application/json' } },
      (response) => {
        response.resume();
        resolve(response.statusCode);
      },
    );
    asked.on('error', reject);
    asked.end('{}');
  });
}

/** The cookie that the office sets when it is reached over TLS. */
async function overTls(path: string, body: object): Promise<string | undefined> {
  const files = await issueLocalCertificate(join(office.keyFolder, 'tls'), ['localhost'], new Date());
  const [cert, key, ca] = await Promise.all(
    [files.certificateFile, files.keyFile, files.authorityFile].map((file) => readFile(file)),
  );
  if (cert === undefined || key === undefined) throw new Error('no certificate');
  const app = await createOfficeServer({
    context: office.context,
    bundle: '/nowhere',
    https: { cert, key },
    health: async () => ({}),
    routes: sessionRoutes,
  });
  const { port } = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
  try {
    return await new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        origin: `https://localhost:${port}`,
        host: `localhost:${port}`,
      };
      const asked = secureRequest(
        { host: '127.0.0.1', port, path, method: 'POST', ca, servername: 'localhost', headers },
        (response) => {
          response.resume();
          resolve(response.headers['set-cookie']?.[0]);
        },
      );
      asked.on('error', reject);
      asked.end(JSON.stringify(body));
    });
  } finally {
    await app.close();
  }
}
