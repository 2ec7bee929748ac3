import { afterAll, beforeAll, expect, test } from 'vitest';
import { readStream } from '../journal/read-stream.ts';
import { findPlace } from '../log/proofs.ts';
import { caseOf } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import { noteRead, sealReads, segmentDigest } from './reads.ts';
import { startSealing } from './sealing.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const reads = (where = 'true') =>
  office.asOwner<{
    id: string;
    person: string;
    action: string;
    subject: string;
    read_at: Date;
    segment: number | null;
  }>(
    `select id, person, action, subject, read_at, segment from audit_read where ${where} order by read_at, id`,
  );
/** Looking at things, without the sign-ins that are noted in the same place. */
const views = () => reads(`action not in ('sign-in', 'sign-in-failed', 'sign-out', 'upload-evidence')`);
const open = async (bureau = 'wenshang') => (await reads(`segment is null and bureau = '${bureau}'`)).length;
const segments = async () =>
  (await readStream(office.databases.worker, 'audit/wenshang')).map(({ fact }) => fact);

test('看案件、看文书、看证据、看公示，各留一条记录：谁、何时、看了什么', async () => {
  const { id } = await caseOf(office, '示例纺织');
  const reader = await office.signIn('wen-archive');
  const view = (await reader.get(`/api/cases/${id}`)).body as {
    documents: { id: string }[];
    evidence: { id: string }[];
    publication: { id: string };
  };
  await reader.get(`/api/documents/${view.documents[0]?.id}`);
  await reader.get(`/api/evidence/${view.evidence[0]?.id}`);
  await reader.get(`/api/publications/${view.publication.id}`);
  expect((await reads()).map(({ person, action, subject }) => [person, action, subject])).toEqual(
    expect.arrayContaining([
      ['person-wen-archive', 'view-case', `case/${id}`],
      ['person-wen-archive', 'view-document', `case/${id}/document/${view.documents[0]?.id}`],
      ['person-wen-archive', 'view-evidence', `case/${id}/evidence/${view.evidence[0]?.id}`],
      ['person-wen-archive', 'view-publication', `publication/${view.publication.id}`],
    ]),
  );
  expect(await views()).toHaveLength(4);
});

test('被拒绝的查看不算查看', async () => {
  const before = await views();
  const { id } = await caseOf(office, '示例纺织');
  await (await office.signIn('wen-audit')).get(`/api/cases/${id}`);
  await (await office.signIn('nan-handler')).get(`/api/cases/${id}`);
  expect(await views()).toEqual(before);
});

test('封存：一段记录成为存证里的一件事实，摘要可以重算；封存之后再看进入下一段', async () => {
  const first = await open();
  expect(first).toBeGreaterThanOrEqual(4);
  expect(await sealReads(office.context, 'wenshang')).toBe(first);
  expect(await sealReads(office.context, 'wenshang')).toBe(0);
  const { id } = await caseOf(office, '示例纺织');
  await (await office.signIn('wen-handler')).get(`/api/cases/${id}`);
  const second = await open();
  expect(await sealReads(office.context, 'wenshang')).toBe(second);
  const sealed = await segments();
  expect(sealed.map(({ data }) => [data.segment, data.entries])).toEqual([
    [1, first],
    [2, second],
  ]);
  for (const { data } of sealed) {
    const entries = (await reads(`segment = ${Number(data.segment)}`)).map(({ segment: _, ...entry }) => ({
      ...entry,
      read_at: entry.read_at.toISOString(),
    }));
    expect(entries).toHaveLength(Number(data.entries));
    expect(segmentDigest(entries)).toBe(data.sha256);
    expect(
      segmentDigest(entries.map((entry, i) => (i === 0 ? { ...entry, person: 'person-nobody' } : entry))),
    ).not.toBe(data.sha256);
  }
  await office.context.sequencer.drain();
  expect((await findPlace(office.databases.app, 'wenshang', 'audit/wenshang', 2)).checkpoint).not.toBeNull();
});

test('两处同时封存：每条记录恰好进入一段，段号不重', async () => {
  for (let i = 0; i < 30; i += 1)
    await noteRead(
      office.context,
      { id: 'person-wen-handler', bureau: 'wenshang' },
      'view-case',
      `case/${i}`,
    );
  const [before, waiting] = [(await segments()).length, await open()];
  const results = await Promise.allSettled(
    Array.from({ length: 4 }, () => sealReads(office.context, 'wenshang')),
  );
  expect(
    results
      .flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
      .reduce((sum, n) => sum + n, 0),
  ).toBe(waiting);
  expect(await open()).toBe(0);
  expect((await segments()).length).toBe(before + 1);
});

test('看案件的人再多，也不会让办案的人提交冲突', async () => {
  const { id } = await caseOf(office, '示例铸造');
  const [handler, reader] = [await office.signIn('wen-handler'), await office.signIn('wen-archive')];
  const { version } = (await handler.get(`/api/cases/${id}`)).body as { version: number };
  const looking = Array.from({ length: 25 }, () => reader.get(`/api/cases/${id}`));
  const place = commandOf(version, {
    type: 'present-credentials',
    officers: ['person-wen-handler', 'person-wen-handler2'],
    place: '车间',
    to: '负责人',
    scene: 'evidence',
  });
  const [written] = await Promise.all([
    handler.post(`/api/cases/${id}/commands`, place),
    sealReads(office.context, 'wenshang'),
    ...looking,
  ]);
  expect(written.status, written.text).toBe(200);
});

test('每隔一段时间自动封存，停机时再封存一次；一个局封存不了不妨碍别的局', async () => {
  const sealing = startSealing(office.context, 50);
  await noteRead(office.context, { id: 'person-wen-handler', bureau: 'wenshang' }, 'view-case', 'case/timer');
  await expect.poll(() => open()).toBe(0);
  await sealing.stop();
  const atEnd = startSealing(office.context);
  await office.asOwner(
    `create function testing.refuse() returns trigger language plpgsql as $$ begin raise exception 'deliberate'; end $$`,
  );
  await office.asOwner(`grant usage on schema testing to mj_app`);
  await office.asOwner(
    `create trigger refuse before insert on journal for each row when (new.stream = 'audit/nandagang') execute function testing.refuse()`,
  );
  await noteRead(office.context, { id: 'person-nan-handler', bureau: 'nandagang' }, 'view-case', 'case/a');
  await noteRead(office.context, { id: 'person-wen-handler', bureau: 'wenshang' }, 'view-case', 'case/b');
  await atEnd.stop();
  expect((await reads('segment is null')).map(({ subject }) => subject)).toContain('case/a');
  expect(await open()).toBe(0);
});

test('审计管理员看得到谁看过什么，看不到内容，也看不到别局的', async () => {
  const answer = await (await office.signIn('wen-audit')).get('/api/audit/reads');
  expect(answer.status).toBe(200);
  const { rows } = answer.body as { rows: { name: string; subject: string }[] };
  expect(rows.some(({ name }) => name === '杜若')).toBe(true);
  expect(rows.map(({ subject }) => subject)).not.toContain('case/a');
  expect(answer.text).not.toMatch(/示例/);
});

type Reads = {
  rows: { id: string; name: string; action: string; number: string | null }[];
  next: string | null;
};
const listed = async (query: string) =>
  (await (await office.signIn('wen-audit')).get(`/api/audit/reads${query}`)).body as Reads;

test('按人、按案号、按日、按做法查，一页一页看，不重不漏', async () => {
  const { id } = await caseOf(office, '示例纺织');
  const [row] = await office.asOwner<{ number: string }>(`select number from case_file where id = $1`, [id]);
  await (await office.signIn('wen-handler')).get(`/api/cases/${id}`);
  const byNumber = await listed(`?number=${encodeURIComponent(row?.number ?? '')}`);
  expect(byNumber.rows.length).toBeGreaterThan(0);
  expect(new Set(byNumber.rows.map(({ number }) => number))).toEqual(new Set([row?.number]));
  expect((await listed('?number=%25')).rows).toEqual([]);
  const byPerson = await listed('?person=person-wen-archive&action=view-document');
  expect(byPerson.rows.map(({ name, action }) => [name, action])).toEqual([['杜若', 'view-document']]);
  expect((await listed('?day=2025-10-09')).rows).toEqual([]);
  expect((await listed('?day=2025-10-10')).rows.length).toBeGreaterThan(0);
  for (let i = 0; i < 60; i += 1)
    await noteRead(office.context, { id: 'person-wen-host', bureau: 'wenshang' }, 'view-case', `case/${i}`);
  const seen: string[] = [];
  let after = '';
  do {
    const page: Reads = await listed(`?person=person-wen-host${after}`);
    seen.push(...page.rows.map((one) => one.id));
    after = page.next === null ? '' : `&after=${page.next}`;
  } while (after !== '');
  expect([seen.length, new Set(seen).size]).toEqual([60, 60]);
  for (const query of ['?day=yesterday', '?action=delete', '?person=', '?unknown=1', '?after=x&number='])
    expect((await (await office.signIn('wen-audit')).get(`/api/audit/reads${query}`)).status, query).toBe(
      400,
    );
  expect((await listed('?after=nonsense')).rows.length).toBe(50);
});

test('封存的段重新计算：一致的说一致；有人绕过系统改了一条，那一段说不一致', async () => {
  await sealReads(office.context, 'wenshang');
  await office.context.sequencer.drain();
  const auditor = await office.signIn('wen-audit');
  const asked = async () =>
    (await auditor.get('/api/audit/segments')).body as {
      rows: { segment: number; intact: boolean; signed: boolean; logIndex: number | null }[];
      open: number;
    };
  const before = await asked();
  expect(before.rows[0]?.segment).toBe((await segments()).length);
  expect(before.rows.every(({ intact, signed, logIndex }) => intact && signed && logIndex !== null)).toBe(
    true,
  );
  expect(before.open).toBe(await open());
  await office.asSuperuser(
    `set session_replication_role = replica; update audit_read set person = 'person-nobody' where id = (select id from audit_read where bureau = 'wenshang' and segment = 1 order by id limit 1)`,
  );
  expect((await asked()).rows.filter(({ intact }) => !intact).map(({ segment }) => segment)).toEqual([1]);
});

test('查阅记录只有审计管理员看得到', async () => {
  for (const login of ['wen-admin', 'wen-security', 'wen-legal', 'wen-handler', 'wen-approver'])
    for (const path of ['/api/audit/reads', '/api/audit/segments'])
      expect((await (await office.signIn(login)).get(path)).status, `${login} ${path}`).toBe(422);
});

test('登录失败、锁定、退出、换密码都入审计流：记登录名的摘要，不记登录名；没有的用户名也记', async () => {
  const stranger = office.stranger();
  for (let i = 0; i < 6; i += 1)
    await stranger.post('/api/session', { login: 'wen-liaison', password: `wrong-${i}-password` });
  await stranger.post('/api/session', { login: '张三的口令', password: 'wrong-password' });
  const leaving = await office.signIn('wen-archive');
  expect((await leaving.send('DELETE', '/api/session')).status).toBe(204);
  const noted = await reads(`action in ('sign-in-failed', 'locked-out', 'sign-out') and segment is null`);
  const told = noted.map(({ person, action }) => `${person} ${action}`);
  expect(told.filter((line) => line === 'person-wen-liaison sign-in-failed')).toHaveLength(5);
  expect(told.filter((line) => line === 'person-wen-liaison locked-out')).toHaveLength(1);
  expect(told).toContain('unknown sign-in-failed');
  expect(told).toContain('person-wen-archive sign-out');
  expect(noted.every(({ subject }) => /^(session|login\/[0-9a-f]{16})$/.test(subject))).toBe(true);
  expect(JSON.stringify(noted)).not.toMatch(/"wen-liaison|张三/);
  const auditor = await office.signIn('wen-audit');
  const page = await auditor.get('/api/audit/reads?action=locked-out');
  expect(page.status, page.text).toBe(200);
  expect((page.body as { rows: unknown[] }).rows).toHaveLength(1);
  expect(await sealReads(office.context, 'wenshang')).toBeGreaterThan(6);
});

test('查找入审计流，记所查词语的摘要；翻页不重复记', async () => {
  const reader = await office.signIn('wen-archive');
  expect((await reader.get(`/api/cases?q=${encodeURIComponent('示例')}`)).status).toBe(200);
  expect((await reader.get(`/api/publications?q=${encodeURIComponent('示例')}`)).status).toBe(200);
  expect((await reader.get('/api/cases')).status).toBe(200);
  const noted = await reads(`action like 'search-%'`);
  expect(noted.map(({ action }) => action).sort()).toEqual(['search-cases', 'search-publications']);
  expect(new Set(noted.map(({ subject }) => subject)).size).toBe(1);
  expect(JSON.stringify(noted)).not.toContain('示例');
});
