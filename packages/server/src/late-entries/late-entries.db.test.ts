import type { LateEntriesReply } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seeAs } from '../people/see-as.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import type { Answer, Visitor } from '../testing/visitor.ts';
import { lateEntriesStatement } from './list-late-entries.ts';

let office: TestOffice;
let lawyer: Visitor;

beforeAll(async () => {
  office = await openOffice();
  lawyer = await office.signIn('wen-legal');
});
afterAll(() => office.close());

const list = async (who: Visitor, query = ''): Promise<LateEntriesReply> =>
  (await who.get(`/api/late-entries${query}`)).body as LateEntriesReply;
const late = (occurredOn: string, lateReason: string | undefined, command: { readonly type: string }) => ({
  ...commandOf(0, command),
  occurredOn,
  ...(lateReason === undefined ? {} : { lateReason }),
});
const filing = {
  type: 'propose-filing',
  matter: 'energy-saving-offence',
  party: { name: '汶上补录示例有限公司', kind: 'organisation', address: '示例路 9 号' },
  source: '检查发现',
  suspectedFacts: '涉嫌使用淘汰设备',
  officers: ['person-wen-handler', 'person-wen-handler2'],
};
const application = {
  type: 'receive-application',
  matter: 'industrial-product-licence',
  applicant: { name: '南大港补录示例有限公司', kind: 'organisation', address: '示例路 9 号' },
  content: '申请核发',
};
const idOf = ({ body }: Answer) => (body as { id: string }).id;

test('没有补录的，清单是空的；当日录入的不列', async () => {
  expect((await list(lawyer)).rows).toEqual([]);
  const handler = await office.signIn('wen-handler');
  expect((await handler.post('/api/cases', commandOf(0, filing))).status).toBe(201);
  expect((await list(lawyer)).rows).toEqual([]);
});

test('汶上 记录规定 第五条 补录的汇总给监督的人：哪一件、什么事、哪天发生、何时录入、迟几个工作日、原因、谁', async () => {
  const handler = await office.signIn('wen-handler');
  const refused = await handler.post('/api/cases', late('2025-09-26', undefined, filing));
  expect(refused.body).toMatchObject({
    code: 'bad-input',
    cite: { pack: 'wenshang-recording', article: '第五条' },
  });
  const done = await handler.post('/api/cases', late('2025-09-26', '出差在外，回局后补录', filing));
  expect(done.status).toBe(201);
  const { rows } = await list(lawyer);
  expect(rows).toEqual([
    expect.objectContaining({
      label: '提请立案',
      caseId: idOf(done),
      title: expect.stringContaining('汶上补录示例有限公司'),
      from: null,
      occurredOn: '2025-09-26',
      recordedAt: '2025-10-10T01:00:00.000Z',
      due: '2025-09-26',
      workingDays: 5,
      calendarDays: 14,
      allowed: 0,
      cite: expect.objectContaining({ pack: 'wenshang-recording', article: '第五条' }),
      reason: '出差在外，回局后补录',
      by: '周明远',
    }),
  ]);
});

test('按录入期间、录入人筛选，按迟录长短排；每页五十件，一件不漏', async () => {
  const partner = await office.signIn('wen-handler2');
  office.setClock('2025-10-13');
  for (let day = 1; day <= 54; day += 1) {
    const occurredOn = `2025-0${day < 28 ? 8 : 9}-${String(day < 28 ? day : day - 27).padStart(2, '0')}`;
    const answer = await partner.post('/api/cases', late(occurredOn, `第 ${day} 件补录`, filing));
    expect(answer.status, answer.text).toBe(201);
  }
  expect((await list(lawyer, '?from=2025-10-01&to=2025-10-12')).rows).toHaveLength(1);
  expect((await list(lawyer, '?person=person-wen-handler')).rows).toHaveLength(1);
  expect((await list(lawyer, '?person=person-wen-handler&from=2025-10-11')).rows).toEqual([]);
  const days = (rows: LateEntriesReply['rows']) => rows.map(({ calendarDays }) => calendarDays);
  const longest = await list(lawyer, '?sort=longest');
  expect(longest.rows).toHaveLength(50);
  expect(days(longest.rows)).toEqual([...days(longest.rows)].sort((a, b) => b - a));
  for (const sort of ['entered', 'happened', 'longest']) {
    const first = await list(lawyer, `?sort=${sort}`);
    const second = await list(lawyer, `?sort=${sort}&after=${first.next}`);
    expect(second.next).toBeNull();
    const streams = [...first.rows, ...second.rows].map(({ stream }) => stream);
    expect(new Set(streams).size).toBe(55);
    expect(streams).toHaveLength(55);
  }
});

test('上级机关看得到下级的补录，别的局看不到；管理员、承办人不看清单', async () => {
  const clerk = await office.signIn('nan-window');
  const done = await clerk.post('/api/cases', late('2025-10-10', '系统停机', application));
  expect(done.status, done.text).toBe(201);
  for (const login of ['nan-legal', 'nan-approver', 'cang-seal']) {
    const { rows } = await list(await office.signIn(login));
    expect(rows.map(({ caseId, from }) => [caseId, from])).toEqual([
      [idOf(done), login === 'cang-seal' ? '南大港质监局' : null],
    ]);
  }
  expect(JSON.stringify(await list(lawyer))).not.toMatch(/南大港/);
  for (const login of ['nan-window', 'nan-handler', 'nan-admin', 'cang-admin', 'wen-audit']) {
    const answer = await (await office.signIn(login)).get('/api/late-entries');
    expect((answer.body as { code: string }).code, login).toMatch(/^(not-permitted|administrator)$/);
    expect(answer.text).not.toMatch(/补录示例|系统停机/);
  }
});

test('怪异的筛选和翻页得到 4xx 或者从头列起，不出 500', async () => {
  for (const query of [
    '?sort=x',
    '?from=2025-13-01',
    `?after=${'a'.repeat(201)}`,
    '?unknown=1',
    `?person=${'p'.repeat(121)}`,
  ])
    expect((await lawyer.get(`/api/late-entries${query}`)).status, query).toBe(400);
  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const after of ['!!!', cursor(['a', 'b']), cursor(['1', '999999999999/case/x']), cursor([1, 2])])
    expect((await list(lawyer, `?after=${after}`)).rows, after).toHaveLength(50);
  expect((await list(lawyer, '?person=%27%3B%20drop%20table%20journal')).rows).toEqual([]);
  expect(office.errors).toEqual([]);
});

test('清单只读补录的那些行：不翻整本账', async () => {
  const asked = lateEntriesStatement(['wenshang'], { sort: 'entered' });
  const plan = await seeAs(office.databases, { id: 'person-wen-legal', bureau: 'wenshang' }, async (db) => {
    await db.query('set local enable_seqscan = off');
    const { rows } = await db.query<{ 'QUERY PLAN': string }>(`explain ${asked.text}`, asked.values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });
  // By the partial index, in whichever of its ways the statistics of the moment favour.
  expect(plan).toMatch(
    /Index Scan (Backward )?using journal_late on journal j|Bitmap Index Scan on journal_late/,
  );
  expect(plan).not.toMatch(/Seq Scan on (journal|disclosure)/);
});

test('查看清单留记录', async () => {
  const rows = await office.asOwner(
    `select subject from audit_read where person = 'person-cang-seal' and action = 'view-late-entries'`,
  );
  expect(rows).toEqual([{ subject: 'late-entries' }]);
});
