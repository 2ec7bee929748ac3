import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { heldBytes, readExpectedKeys, verifyCaseFile } from '@mingjing/ledger';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sealCounts } from '../counts/seal-counts.ts';
import { DEMONSTRATION_PASSWORD, demonstrationPeople } from '../demo/demonstration-people.ts';
import { writingPool } from '../journal/database.ts';
import { readStream } from '../journal/read-stream.ts';
import { closeSucceeded } from '../log/close-succeeded.ts';
import { readLogs } from '../log/logs.ts';
import { publishLog } from '../log/publish-log.ts';
import { auditOpenData } from '../open-data/audit-open-data.ts';
import { portalSource } from '../open-data/open-data-source.ts';
import type { RecheckFinding } from '../recheck/finding.ts';
import { recheck } from '../recheck/recheck.ts';
import { act, actOnPublication, caseOf, stateOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';
import { differingRows } from '../testing/rebuilt.ts';
import { inPlace, register, told, type Wanted } from '../testing/succession.ts';
import type { Answer, Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let portal: FastifyInstance;
let folder: string;
let address: string;
let admin: Visitor;
let asked: { readonly id: string; readonly version: number; readonly reply: unknown };

const people: Wanted = [
  ['sip-security', 'siping', 'security-administrator'],
  ['sip-auditor', 'siping', 'audit-administrator'],
  ['cang-one', 'cangzhou', 'approver'],
];

beforeAll(async () => {
  office = await openOffice();
  await register(office, people);
  folder = await mkdtemp(join(tmpdir(), 'mingjing-succeeded-'));
  office.setClock('2025-10-13');
  for (const bureau of ['wenshang', 'siping']) await sealCounts(office.context, bureau);
  await office.context.sequencer.drain();
  admin = await office.signIn('wen-admin');
  portal = await openPortal(office, { logFolder: folder });
  address = await portal.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await portal?.close();
  await office?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const confirmer = (login: string) => ({ login, password: DEMONSTRATION_PASSWORD });
const versionSeen = async (by: Visitor) =>
  ((await by.get('/api/bureau')).body as { version: number }).version;
const ask = async (
  changed: Partial<typeof told> = {},
  login = 'sip-admin',
  by = admin,
  id: string = randomUUID(),
  version?: number,
) =>
  by.post('/api/bureau', {
    id,
    expectedVersion: version ?? (await versionSeen(by)),
    command: { type: 'succeed-bureau', ...told, ...changed, confirmer: confirmer(login) },
  });
const codeOf = ({ body }: Pick<Answer, 'body'>) => (body as { code?: string }).code;
const streamOf = async (stream: string) =>
  (await readStream(office.databases.worker, stream)).map(({ fact }) => fact);
const publish = async () => {
  await office.context.sequencer.drain();
  for (const bureau of ['wenshang', 'siping'])
    for (const { id } of await readLogs(office.databases.portal, bureau))
      await publishLog(office.databases.portal, id, join(folder, id));
};

describe('一个机关由另一个机关承继', () => {
  test('一人不能单独办，不是承继机关的系统管理员不能同意，别的岗位、别的机关不能提出；什么也没有记下', async () => {
    const before = (await streamOf('bureau/wenshang')).length;
    for (const login of ['wen-admin', 'wen-security', 'sip-security', 'cang-admin', 'sip-handler', 'nobody'])
      expect((await ask({}, login)).status, login).toBeGreaterThanOrEqual(400);
    for (const login of ['wen-handler', 'wen-security', 'wen-approver', 'wen-liaison'])
      expect(codeOf(await ask({}, 'sip-admin', await office.signIn(login), undefined, 0)), login).toBe(
        'not-permitted',
      );
    const wrong = await admin.post('/api/bureau', {
      id: randomUUID(),
      expectedVersion: await versionSeen(admin),
      command: {
        type: 'succeed-bureau',
        ...told,
        confirmer: { login: 'sip-admin', password: 'not this one' },
      },
    });
    expect(wrong.status).toBe(401);
    expect((await streamOf('bureau/wenshang')).length).toBe(before);
  });

  test('承继自己、没有设立的机关、还没有到的日子、设立以前的日子、内容不全，都不受理', async () => {
    expect((await ask({ successor: 'wenshang' }, 'wen-admin')).status).toBe(400);
    expect((await ask({ successor: 'nowhere' })).status).toBe(400);
    expect(codeOf(await ask({ on: '2025-10-14' }))).toBe('not-yet-effective');
    expect(codeOf(await ask({ on: '2001-01-01' }))).toBe('before-beginning');
    expect((await ask({ title: '' })).status).toBe(400);
    expect((await ask({ number: 'x'.repeat(101) })).status).toBe(400);
    expect((await ask({}, 'sip-admin', admin, randomUUID(), 0)).status).toBe(409);
  });

  test('本机关还受托担任别的机关的管理员的，先收回委托', async () => {
    await office.asOwner(
      `update bureau set profile = jsonb_set(profile, '{administeredBy}', '[{"role": "audit-administrator", "body": "wenshang"}]') where id = 'nandagang'`,
    );
    expect(codeOf(await ask())).toBe('posts-held');
    await office.asOwner(`update bureau set profile = profile - 'administeredBy' where id = 'nandagang'`);
  });

  test('双方的存证在同一笔里写明；重发同一条得到同一答复；原机关的人此后不能登录、不能办理，账号和名字还在', async () => {
    const handler = await office.signIn('wen-handler');
    const [id, version] = [randomUUID(), await versionSeen(admin)];
    const [{ open } = { open: 0 }] = await office.asOwner<{ open: number }>(
      `select count(*)::int as open from case_file where bureau = 'wenshang' and closed_on is null`,
    );
    expect(open).toBeGreaterThan(2);
    const done = await ask({}, 'sip-admin', admin, id, version);
    expect(done.status, done.text).toBe(200);
    asked = { id, version, reply: done.body };
    const own = (await streamOf('bureau/wenshang')).at(-1);
    expect([own?.type, own?.actor, own?.occurredOn, own?.data]).toEqual([
      'bureau-succeeded',
      'person-wen-admin',
      '2025-10-13',
      {
        successor: 'siping',
        name: expect.stringContaining('四平'),
        title: told.title,
        number: told.number,
        openCases: open,
        reason: told.reason,
        confirmedBy: 'person-sip-admin',
      },
    ]);
    const theirs = (await streamOf('bureau/siping')).at(-1);
    expect([theirs?.type, theirs?.actor, theirs?.data.bureau, theirs?.data.openCases]).toEqual([
      'succession-taken-on',
      'person-sip-admin',
      'wenshang',
      open,
    ]);
    expect((await admin.get('/api/bureau')).status).toBe(401);
    expect((await handler.get('/api/worklist')).status).toBe(401);
    await expect(office.signIn('wen-handler')).rejects.toThrow(/401/);
    expect(await office.asOwner(`select 1 from person where bureau = 'wenshang' and active`)).toEqual([]);
    expect((await office.asOwner(`select 1 from person where bureau = 'wenshang'`)).length).toBeGreaterThan(
      10,
    );
    expect(await office.asOwner(`select 1 from published_officer where bureau = 'wenshang'`)).toEqual([]);
  });

  test('演示的登录页不再列出原机关的账号，别的机关的都在', async () => {
    const { body } = await office.stranger().get('/api/demonstration/accounts');
    const logins = (body as readonly { login: string }[]).map(({ login }) => login);
    expect(logins.filter((login) => login.startsWith('wen-'))).toEqual([]);
    expect(logins).toEqual(
      demonstrationPeople.map(({ login }) => login).filter((login) => !login.startsWith('wen-')),
    );
  });

  test('已被承继的不能再由别的承继，也不能去承继别的：没有环；同一条命令再发，答复不变，不多记', async () => {
    const back = await office.signIn('sip-admin');
    // As if somebody had got at the table: what the journal says decides.
    await office.asOwner(`update person set active = true where login = 'wen-admin'`);
    expect(codeOf(await ask({ successor: 'wenshang' }, 'wen-admin', back))).toBe('successor-ended');
    const again = await office.signIn('wen-admin');
    expect(codeOf(await ask({ successor: 'cangzhou' }, 'cang-admin', again))).toBe('already-succeeded');
    const repeated = await ask({}, 'sip-admin', again, asked.id, asked.version);
    expect([repeated.status, repeated.body]).toEqual([200, asked.reply]);
    const changed = await ask({ number: '示发〔2025〕2号' }, 'sip-admin', again, asked.id, asked.version);
    expect(changed.status).toBe(409);
    await office.asOwner(`update person set active = false where login = 'wen-admin'`);
    expect((await streamOf('bureau/wenshang')).filter(({ type }) => type === 'bureau-succeeded').length).toBe(
      1,
    );
    expect(
      (await streamOf('bureau/siping')).filter(({ type }) => type === 'succession-taken-on').length,
    ).toBe(1);
  });

  test('存证：旧册以写明承继的一条收尾并签到最后，新册第一条写明承继机关；再办一次不另起一册', async () => {
    await office.context.sequencer.drain();
    expect(await closeSucceeded(office.context, folder)).toEqual(['wenshang']);
    expect(await closeSucceeded(office.context, folder)).toEqual([]);
    await office.context.sequencer.drain();
    const logs = await readLogs(office.databases.app, 'wenshang');
    expect(logs.map(({ number }) => number)).toEqual([1, 2]);
    expect(logs[1]?.after).toEqual(logs[1]?.held);
    const [last] = await office.asOwner<{ type: string }>(
      `select j.type from ledger_entry e join journal j on j.stream = e.stream and j.version = e.version where e.bureau = 'wenshang' order by e.index desc limit 1`,
    );
    expect(last?.type).toBe('bureau-succeeded');
    const opened = (await streamOf('log/wenshang')).at(-1);
    expect(opened?.data.successor).toEqual({ bureau: 'siping', name: expect.stringContaining('四平') });
    expect((await readLogs(office.databases.app, 'siping')).length).toBe(1);
  });

  test('承继机关的人切换到原机关办理；别的机关的人、单是系统或者安全管理员的不能', async () => {
    for (const login of ['cang-one', 'sip-admin', 'sip-security', 'nan-approver'])
      expect(
        (await (await office.signIn(login)).post('/api/session/bureau', { bureau: 'wenshang' })).status,
        login,
      ).toBe(404);
    const approver = await office.signIn('sip-approver');
    expect((await approver.post('/api/session/bureau', { bureau: 'nowhere' })).status).toBe(404);
    expect((await approver.post('/api/session/bureau', { bureau: 'x'.repeat(200) })).status).toBe(400);
    const { id } = await caseOf(office, '示例水泥');
    const found = await office.asOwner<{ id: string }>(
      `select id from case_file where bureau = 'wenshang' and closed_on is null order by id limit 1`,
    );
    const taken = found[0]?.id ?? id;
    expect((await approver.get(`/api/cases/${taken}`)).status).toBe(404);
    expect((await approver.post('/api/session/bureau', { bureau: 'wenshang' })).status).toBe(204);
    expect((await approver.get(`/api/cases/${taken}`)).status).toBe(200);
    const me = (await approver.get('/api/session')).body as { places: unknown };
    expect(me.places).toMatchObject([
      { id: 'siping', own: true, now: false },
      { id: 'wenshang', own: false, now: true },
    ]);
    expect((await approver.post('/api/session/bureau', { bureau: 'siping' })).status).toBe(204);
    expect((await approver.get(`/api/cases/${taken}`)).status).toBe(404);
  });

  test('移交来的案件先接办：确定本机关的承办人以前什么也不能办，原承办人不再是承办人；不再以原机关开新案、改机关信息、管账号', async () => {
    const [approver, handler, window] = await Promise.all([
      inPlace(office, 'sip-approver'),
      inPlace(office, 'sip-handler'),
      inPlace(office, 'sip-window'),
    ]);
    const { id } = await openPenalty();
    const before = await act(office, handler, id, { type: 'submit-report' });
    expect(['not-taken-over', 'not-handler']).toContain(codeOf(before));
    const early = await act(office, approver, id, {
      type: 'name-participant',
      as: 'joint',
      body: 'cangzhou',
      reason: '联合',
    });
    expect(codeOf(early)).toBe('not-taken-over');
    for (const handlers of [
      ['person-wen-handler', 'person-wen-handler2'],
      ['person-sip-handler'],
      ['person-cang-one', 'person-sip-handler'],
      [],
    ])
      expect(
        (await act(office, approver, id, { type: 'take-over-case', handlers })).status,
        handlers.join(),
      ).toBe(422);
    const wrong = await act(office, handler, id, { type: 'take-over-case', handlers: both });
    expect(codeOf(wrong)).toBe('not-permitted');
    const done = await act(office, approver, id, { type: 'take-over-case', handlers: both });
    expect(done.status, done.text).toBe(200);
    const state = await stateOf(office, id);
    expect([state.bureau, state.handlers, state.takenOver?.by]).toEqual(['wenshang', both, 'siping']);
    expect(codeOf(await act(office, approver, id, { type: 'take-over-case', handlers: both }))).toBe(
      'not-offered',
    );
    const view = (await handler.get(`/api/cases/${id}`)).body as { actions: { command: string }[] };
    expect(view.actions.map(({ command }) => command)).not.toContain('take-over-case');
    for (const [visitor, command] of [
      [handler, { type: 'propose-filing' }],
      [window, { type: 'receive-application' }],
    ] as const)
      expect(
        codeOf(await visitor.post('/api/cases', { id: randomUUID(), expectedVersion: 0, command })),
      ).toBe('bureau-succeeded');
    const liaison = await inPlace(office, 'sip-liaison');
    const retire = {
      id: randomUUID(),
      expectedVersion: 0,
      command: { type: 'retire-matter', matter: 'none', reason: '没有' },
    };
    expect(codeOf(await liaison.post('/api/bureau', retire))).toBe('bureau-succeeded');
    expect((await (await inPlace(office, 'sip-auditor')).get('/api/audit/reads')).status).toBe(200);
  });

  test('数据库也这样看：原机关的人、没有参与的机关的人写不进移交的案件，承继机关的人写得进、但不能以原机关开新案', async () => {
    const { id, version } = await openPenalty();
    const tried = async (actor: string, bureau = 'wenshang', stream = id) => {
      const client = await writingPool(office.databases.app).connect();
      try {
        await client.query('begin');
        await client.query(
          `insert into journal (stream, version, type, type_version, bureau, occurred_on, recorded_at, actor, command_id, bytes, commitment)
           values ('case/' || $1, 9000, 'case-closed', 1, $2, '2025-10-10', now(), $3, gen_random_uuid(), '\\x00', sha256('x'))`,
          [stream, bureau, actor],
        );
        return 'written';
      } catch (error) {
        return (error as { code?: string }).code;
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    for (const actor of ['person-wen-handler', 'person-cang-one', 'person-nan-handler'])
      expect(await tried(actor), actor).toBe('42501');
    expect(await tried('person-sip-handler')).toBe('written');
    expect(await tried('person-sip-handler', 'siping')).toBe('42501');
    expect(await tried('person-sip-handler', 'wenshang', randomUUID()), '新案').toBe('42501');
    expect((await stateOf(office, id)).version).toBe(version);
  });

  test('已公示的结果原处不动；承继机关的人可以提出撤下、批准撤下，说明理由', async () => {
    const [legal, approver] = await Promise.all([
      inPlace(office, 'sip-legal'),
      inPlace(office, 'sip-approver'),
    ]);
    const [row] = await office.asOwner<{ id: string }>(
      `select id from publication where bureau = 'wenshang' and state = 'published' order by id limit 1`,
    );
    const id = row?.id ?? '';
    const page = await portal.inject({ url: `/wenshang/results/${id}` });
    expect(page.statusCode).toBe(200);
    const proposed = await actOnPublication(office, legal, id, {
      type: 'propose-withdrawal',
      cause: 'wrong',
      startedOn: '2025-10-13',
      explanation: '公示内容有误，依法撤下。',
    });
    expect(proposed.status, proposed.text).toBe(200);
    const done = await actOnPublication(office, approver, id, { type: 'approve-withdrawal' });
    expect(done.status, done.text).toBe(200);
    expect((await portal.inject({ url: `/wenshang/results/${id}` })).body).toContain(
      '公示内容有误，依法撤下。',
    );
  });

  test('案卷导出后离线核验成立：承继以前和以后的事实各由当时一册日志证明', async () => {
    const handler = await inPlace(office, 'sip-handler');
    const { rows } = await office.databases.worker.query<{ id: string }>(
      `select substr(stream, 6) as id from journal where type = 'case-taken-over' limit 1`,
    );
    const asked = await handler.get(`/api/cases/${rows[0]?.id}/export/file`);
    expect(asked.status, asked.text.slice(0, 200)).toBe(200);
    const keys = (await readLogs(office.databases.app, 'wenshang')).map(({ vkey }) => vkey);
    const verdict = await verifyCaseFile(heldBytes(asked.body as Buffer), {
      expected: readExpectedKeys(keys.join('\n')),
    });
    expect(verdict.problems).toEqual([]);
    expect(verdict).toMatchObject({ ok: true });
    expect(verdict.signers.map(({ isExpected }) => isExpected)).toEqual([true, true]);
  });

  test('外人核对两个机关的公开数据都相符；各表由流水重建一致；全量校验没有一处不符', async () => {
    for (const bureau of ['wenshang', 'siping']) await sealCounts(office.context, bureau);
    await publish();
    for (const bureau of ['wenshang', 'siping']) {
      const report = await auditOpenData(portalSource(`${address}/${bureau}`));
      expect(report.findings).toEqual([]);
      expect(report.ok).toBe(true);
    }
    expect(await differingRows(office)).toEqual([]);
    const checker = new pg.Client(office.database.connectionOptions('checker'));
    await checker.connect();
    const found: RecheckFinding[] = [];
    const places = {
      evidenceFolder: office.context.evidenceFolder,
      keyFolder: office.keyFolder,
      logFolder: folder,
    };
    for await (const finding of recheck(checker, places)) found.push(finding);
    await checker.end();
    expect(found.map(({ table, row, sentence }) => [table, row, sentence])).toEqual([]);
  });
});

const both = ['person-sip-handler', 'person-sip-handler2'];
const openPenalty = async () => {
  const [row] = await office.asOwner<{ id: string; version: number }>(
    `select id, version from case_file where bureau = 'wenshang' and kind = 'penalty' and closed_on is null and stage = 'investigation' order by id limit 1`,
  );
  if (row === undefined) throw new Error('no open case under investigation is left');
  return row;
};
