import type { CaseView, ViewingReply, WorklistReply } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openViewingDesk, type ViewingDesk } from '../testing/viewing-desk.ts';
import type { Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let desk: ViewingDesk;
beforeAll(async () => {
  office = await openOffice();
  desk = await openViewingDesk(office, ['handler']);
});
afterAll(() => office.close());

const open = (by = desk.reader) => by.get(`/api/evidence/${desk.original}`);
const codeOf = (reply: { body: unknown }) => (reply.body as { code?: string }).code;
const rowsOf = async (by: Visitor) => ((await by.get('/api/viewing')).body as ViewingReply).rows;
const awaiting = async (by: Visitor) =>
  ((await by.get('/api/worklist')).body as WorklistReply).awaitingMe.filter(({ viewing }) => viewing);
const readsOf = (action: string) =>
  office.asOwner<{ person: string; subject: string }>(
    `select person, subject from audit_read where action = $1 order by read_at`,
    [action],
  );

test('记录规定 第十五条 未经同意看不到，写明条款；案件页说明并可申请', async () => {
  const refused = await open();
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({
    code: 'needs-leave',
    cite: { pack: 'wenshang-recording', article: '第十五条第二款' },
  });
  const { viewing } = (await desk.reader.get(`/api/cases/${desk.caseId}`)).body as CaseView;
  expect(viewing).toMatchObject({ refusal: { code: 'needs-leave' }, asked: null });
  expect(await readsOf('view-by-leave')).toEqual([]);
});

test('不需要申请的、没有事由的、超过三十天的、别的机关的，不收', async () => {
  expect(codeOf(await desk.ask({}, await office.signIn('wen-legal')))).toBe('leave-not-needed');
  for (const given of [{ reason: '' }, { days: 31 }, { days: 0 }, { until: '2030-01-01' }])
    expect((await desk.ask(given)).status, JSON.stringify(given)).toBe(400);
  expect((await desk.ask({}, await office.signIn('nan-liaison'))).status).toBe(404);
  expect((await desk.ask({}, await office.signIn('wen-admin'))).status).toBe(422);
  expect(await rowsOf(desk.head)).toEqual([]);
});

test('申请、不准、再申请、准许：由他人批准，每次写明；重复提交只记一次', async () => {
  const first = desk.wish();
  for (let i = 0; i < 2; i += 1) expect((await desk.reader.post('/api/viewing', first)).status).toBe(201);
  expect(codeOf(await desk.ask())).toBe('already-asked');
  const [asked] = await rowsOf(desk.head);
  expect(asked).toMatchObject({ state: 'asked', days: 3, isOwn: false, reason: first.reason });
  expect(await awaiting(desk.head)).toMatchObject([
    { caseId: desk.caseId, viewing: true, party: expect.stringContaining('纺织') },
  ]);
  expect(await awaiting(desk.reader)).toEqual([]);
  const request = asked?.id ?? 0;
  expect(codeOf(await desk.answer({ request, decision: 'grant', until: '2025-12-31' }))).toBe('wrong-day');
  expect((await desk.answer({ request, decision: 'grant', until: '2025-10-12' }, desk.reader)).status).toBe(
    422,
  );
  expect((await desk.answer({ request, decision: 'refuse', reason: '事由不清楚。' })).status).toBe(201);
  expect(await awaiting(desk.head)).toEqual([]);
  expect(codeOf(await desk.answer({ request, decision: 'grant', until: '2025-10-12' }))).toBe(
    'already-decided',
  );
  expect((await open()).status).toBe(422);
  expect((await desk.ask()).status).toBe(201);
  const again = (await rowsOf(desk.reader)).find(({ state }) => state === 'asked')?.id ?? 0;
  expect((await desk.answer({ request: again, decision: 'grant', until: '2025-10-12' })).status).toBe(201);
  expect((await rowsOf(desk.reader)).map(({ state }) => state)).toEqual(['granted', 'refused']);
  const { viewing } = (await desk.reader.get(`/api/cases/${desk.caseId}`)).body as CaseView;
  expect(viewing).toMatchObject({ refusal: null, asked: { state: 'granted', until: '2025-10-12' } });
});

test('准许期内看得到，每次查看入审计流；复制没有准许的导不出；别的人照旧看不到；期满自行关闭', async () => {
  expect((await open()).status).toBe(200);
  expect((await open()).status).toBe(200);
  expect(await readsOf('view-by-leave')).toEqual(
    Array.from({ length: 2 }, () => ({
      person: 'person-wen-liaison',
      subject: `case/${desk.caseId}/evidence/${desk.original}`,
    })),
  );
  const rows = await rowsOf(await office.signIn('wen-other'));
  expect(rows).toEqual([]);
  office.setClock('2025-10-13T09:00:00+08:00');
  expect(codeOf(await open())).toBe('needs-leave');
  expect((await rowsOf(desk.reader))[0]).toMatchObject({ state: 'over' });
});

test('没有办理本案的承办人不能用导出卷宗代替调阅；准许复制的可以导出，另记一笔', async () => {
  const other = await office.signIn('wen-other');
  const { viewing } = (await other.get(`/api/cases/${desk.caseId}`)).body as CaseView;
  expect(viewing.refusal).toMatchObject({ code: 'needs-leave' });
  expect(codeOf(await other.get(`/api/cases/${desk.caseId}/export`))).toBe('needs-leave');
  expect((await desk.ask({ copying: true }, other)).status).toBe(201);
  const [asked] = await rowsOf(other);
  expect((await desk.answer({ request: asked?.id, decision: 'grant', until: '2025-10-13' })).status).toBe(
    201,
  );
  expect((await other.get(`/api/cases/${desk.caseId}/export`)).status).toBe(200);
  expect((await other.get(`/api/cases/${desk.caseId}/export/file`)).status).toBe(200);
  expect(await readsOf('export-by-leave')).toEqual([
    { person: 'person-wen-other', subject: `case/${desk.caseId}` },
  ]);
});

test('申请、不准、准许都入存证，事由和理由是封存的', async () => {
  const facts = await office.asOwner<{ type: string; bytes: Buffer }>(
    `select type, bytes from journal where stream = 'bureau/wenshang' and type like 'viewing-%' order by version`,
  );
  expect(facts.map(({ type }) => type)).toEqual([
    'viewing-requested',
    'viewing-refused',
    'viewing-requested',
    'viewing-granted',
    'viewing-requested',
    'viewing-granted',
  ]);
  for (const { bytes } of facts) expect(bytes.toString('utf8')).not.toMatch(/取证方法|事由不清楚/);
});
