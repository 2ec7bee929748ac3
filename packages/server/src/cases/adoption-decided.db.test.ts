import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CaseView, PublicationView, WorklistReply } from '@mingjing/api';
import { heldBytes, readExpectedKeys, verifyCaseFile, verifyProofFile } from '@mingjing/ledger';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealCounts } from '../counts/seal-counts.ts';
import { rebuild } from '../journal/rebuild.ts';
import { publishLog } from '../log/publish-log.ts';
import { recheck } from '../recheck/recheck.ts';
import { act, actOnPublication, picture } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import { type OutsideAudit, openToOutside } from '../testing/outside-audit.ts';
import { openPortal } from '../testing/portal.ts';

let office: TestOffice;
let portal: FastifyInstance;
let outside: OutsideAudit;
let caseId: string;
let id: string;
let numbersBefore: unknown;

const party = '汶上纸质已决示例有限公司';
const NUMBER = '汶工信罚字〔2025〕9001号';
const scan = async (login: string, name: string) =>
  (
    await (
      await office.signIn(login)
    ).upload('/api/evidence', {
      name: `${name}.png`,
      bytes: picture(randomUUID()),
    })
  ).body;
const as = async (login: string, command: { type: string; [field: string]: unknown }) =>
  await act(office, await office.signIn(login), caseId, command);
const on = async (login: string, command: { type: string; [field: string]: unknown }) =>
  await actOnPublication(office, await office.signIn(login), id, command);
const page = async () => await portal.inject({ url: `/wenshang/results/${id}` });
const viewOf = async (login: string) =>
  (await (await office.signIn(login)).get(`/api/cases/${caseId}`)).body as CaseView;
const numbered = () =>
  office.asOwner(
    `select (select coalesce(sum(last), 0)::int from number_series where bureau = 'wenshang') as drawn,
       (select count(*)::int from decision where bureau = 'wenshang') as decisions,
       (select coalesce(sum(decided), 0)::int from result_count where bureau = 'wenshang') as decided`,
  );

const paper = async () => ({
  type: 'adopt-penalty-case',
  matter: 'energy-saving-offence',
  party: { name: party, kind: 'organisation', address: '示例路 9 号' },
  number: '汶工信立字〔2025〕9001号',
  reached: 'decided',
  'filing-on': '2025-08-05',
  caseName: `${party}使用淘汰设备案`,
  source: '检查发现',
  suspectedFacts: '涉嫌使用淘汰设备',
  handlers: ['person-wen-handler', 'person-wen-handler2'],
  'filing-scan': await scan('wen-archive', '立案审批表'),
  'report-on': '2025-08-20',
  facts: '使用国家明令淘汰的电动机 2 台。',
  evidence: '现场检查记录',
  basis: '《中华人民共和国节约能源法》第七十一条',
  discretion: '初次违法，从轻处罚。',
  penalty: { types: ['fine'], fine: 1_000_000, text: '罚款人民币壹万元。' },
  major: 'no',
  'report-scan': await scan('wen-archive', '调查终结报告'),
  'notice-on': '2025-08-21',
  noticeNumber: '汶工信罚告字〔2025〕9001号',
  hearingRight: 'no',
  'notice-scan': await scan('wen-archive', '告知书'),
  'notice-receipt-on': '2025-08-22',
  'notice-receipt-scan': await scan('wen-archive', '告知书送达回证'),
  'statement-done': 'no',
  'hearing-done': 'no',
  'legal-review-done': 'no',
  'deliberation-done': 'no',
  'decision-on': '2025-09-15',
  decisionNumber: NUMBER,
  result: 'penalise',
  reason: '事实清楚，证据确凿。',
  'decision-scan': await scan('wen-archive', '处罚决定书'),
});

beforeAll(async () => {
  office = await openOffice();
  portal = await openPortal(office);
  outside = await openToOutside(office);
  numbersBefore = await numbered();
  const made = await (await office.signIn('wen-archive')).post('/api/cases', {
    ...commandOf(0, await paper()),
    occurredOn: '2025-08-04',
    lateReason: '本系统启用前立案的纸质案件',
  });
  expect(made.status, made.text).toBe(201);
  caseId = (made.body as { id: string }).id;
});
afterAll(async () => {
  await portal?.close();
  await outside?.close();
  await office?.close();
});

test('核对以前没有决定可公示；承办人、档案管理人员核对不了，批准人核对后才生效', async () => {
  const early = await (await office.signIn('wen-liaison')).post('/api/publications', {
    id: randomUUID(),
    caseId,
  });
  expect(early.status).toBe(422);
  expect((await viewOf('wen-archive')).duties).toEqual([]);
  for (const login of ['wen-archive', 'wen-handler', 'wen-reviewer'])
    expect((await as(login, { type: 'confirm-adoption' })).status, login).toBe(422);
  const shown = (await viewOf('wen-approver')).actions.find(({ command }) => command === 'confirm-adoption');
  expect(shown?.form.map(({ value }) => String(value)).join('\n')).toContain(NUMBER);
  const done = await as('wen-approver', { type: 'confirm-adoption' });
  expect(done.status, done.text).toBe(200);
  const view = await viewOf('wen-handler');
  expect(view).toMatchObject({ stage: 'service' });
  expect(view.duties.find(({ does }) => does === 'publish')).toMatchObject({ start: '2025-09-15' });
});

test('没有决定序号，不取任何文号，不在执法决定的计数之内', async () => {
  expect(await numbered()).toEqual(numbersBefore);
});

test('公示在待办里；公示稿从案件自动填好，另一人批准后公开，页上写明纸质办理，是否按时照实说', async () => {
  const liaison = await office.signIn('wen-liaison');
  const worklist = (await liaison.get('/api/worklist?who=bureau')).body as WorklistReply;
  expect(JSON.stringify(worklist)).toContain(party);
  const drafted = await liaison.post('/api/publications', { id: randomUUID(), caseId });
  expect(drafted.status, drafted.text).toBeLessThan(300);
  const [row] = await office.asOwner<{ id: string; origin: string; ordinal: string }>(
    'select id, origin, ordinal from publication where case_id = $1',
    [caseId],
  );
  id = row?.id ?? '';
  expect(row).toMatchObject({ origin: 'paper', ordinal: '' });
  const listed = (await liaison.get('/api/publications?origin=paper')).body as { rows: { id: string }[] };
  expect(listed.rows.map((one) => one.id)).toEqual([id]);
  expect((await on('wen-liaison', { type: 'approve-publication' })).status).toBe(422);
  const view = (await liaison.get(`/api/publications/${id}`)).body as PublicationView;
  expect(view.fields.map(({ value }) => value).join('\n')).toContain('罚款人民币壹万元');
  const approved = await on('wen-approver', { type: 'approve-publication' });
  expect(approved.status, approved.text).toBe(200);
  await office.context.sequencer.drain();
  const { body, statusCode } = await page();
  expect(statusCode).toBe(200);
  for (const words of ['纸质办理', '不在本局决定序号内', NUMBER, party]) expect(body).toContain(words);
  const proof = (await portal.inject({ url: `/wenshang/results/${id}/proof.json` })).rawPayload;
  expect(verifyProofFile(proof).ok).toBe(true);
  const home = (await portal.inject({ url: '/wenshang' })).body;
  expect(home).toContain('在纸质上作出的决定 1 件，不在本局决定序号内');
});

test('公开数据没有序号，来源写明纸质；封存的计数和外人的核对都相符', async () => {
  expect(await numbered()).toEqual(numbersBefore);
  office.setClock('2025-10-13');
  expect(await sealCounts(office.context, 'wenshang')).toBeGreaterThan(0);
  await outside.publish();
  const { code, said } = await outside.audit(outside.address, '--json');
  expect((JSON.parse(said) as { findings: unknown[] }).findings).toEqual([]);
  expect(code).toBe(0);
});

test('录错的当事人由他人同意更正后，公示在原处更正；仍不占序号', async () => {
  const asked = await as('wen-handler', {
    type: 'propose-correction',
    entry: '1.party',
    value: { name: '汶上纸质已定示例有限公司', kind: 'organisation', address: '示例路 9 号' },
    reason: '转入时名称录错',
  });
  expect(asked.status, asked.text).toBe(200);
  const agreed = await as('wen-approver', { type: 'confirm-correction' });
  expect(agreed.status, agreed.text).toBe(200);
  const drafted = await on('wen-handler', { type: 'draft-correction', reason: '当事人名称录错。' });
  expect(drafted.status, drafted.text).toBe(200);
  const approved = await on('wen-approver', { type: 'approve-correction' });
  expect(approved.status, approved.text).toBe(200);
  const { body } = await page();
  expect(body).toContain('汶上纸质已定示例有限公司');
  expect(body).toContain('纸质办理');
});

test('在本系统送达、执行、结案、归档', async () => {
  const steps = [
    [
      'wen-handler',
      {
        type: 'serve-document',
        documentId: 'paper-decision',
        method: 'in-person',
        receiver: '负责人',
        place: '示例路 9 号',
      },
    ],
    ['wen-handler', { type: 'record-execution', kind: 'paid', amount: 1_000_000, done: 'yes', note: '缴清' }],
    ['wen-handler', { type: 'close-case', summary: '已执行完毕' }],
    ['wen-archive', { type: 'archive-case', archiveNumber: '0001-2025-CF-0001' }],
  ] as const;
  for (const [login, command] of steps) {
    const done = await as(login, command);
    expect(done.status, `${command.type} ${done.text}`).toBe(200);
  }
  const view = await viewOf('wen-handler');
  expect(view).toMatchObject({ stage: 'closed' });
  expect(
    view.documents.filter(({ onPaper }) => onPaper).map(({ title, servedOn }) => [title, servedOn]),
  ).toEqual([
    ['行政处罚决定书', '2025-10-13'],
    ['行政处罚事先告知书', '2025-08-22'],
  ]);
  const made = view.documents.filter(({ onPaper }) => !onPaper);
  expect(made.map(({ title }) => title)).toEqual(['结案审批表', '送达回证']);
  for (const { id: document } of made)
    expect((await (await office.signIn('wen-handler')).get(`/api/documents/${document}`)).status).toBe(200);
});

test('决定被撤销的登记后撤下，原页面只留说明', async () => {
  const revoked = await as('wen-approver', {
    type: 'record-revocation',
    outcome: 'revoked',
    by: '济宁市人民政府',
    explanation: '行政复议决定撤销。',
  });
  expect(revoked.status, revoked.text).toBe(200);
  const asked = await on('wen-liaison', { type: 'propose-withdrawal', explanation: '行政复议决定撤销。' });
  expect(asked.status, asked.text).toBe(200);
  const done = await on('wen-approver', { type: 'approve-withdrawal' });
  expect(done.status, done.text).toBe(200);
  expect((await page()).body).not.toContain('汶上纸质已定示例有限公司');
  expect(await numbered()).toMatchObject([
    { decisions: (numbersBefore as { decisions: number }[])[0]?.decisions },
  ]);
  await outside.publish();
  const { said } = await outside.audit(outside.address, '--json');
  expect((JSON.parse(said) as { findings: unknown[] }).findings).toEqual([]);
});

test('转入的案件导出卷宗、核验全部成立；全部重算没有差异；重建与现有的各表相同', async () => {
  await office.context.sequencer.drain();
  const { body } = await (await office.signIn('wen-handler')).get(`/api/cases/${caseId}/export/file`);
  const verdict = await verifyCaseFile(heldBytes(body as Buffer), {
    expected: readExpectedKeys(office.context.sequencer.vkeyOf('wenshang')),
  });
  expect(verdict.problems).toEqual([]);
  await office.context.sequencer.drain();
  const logFolder = join(office.keyFolder, '..', 'log');
  for (const bureau of office.context.resources().bureaus.keys())
    await publishLog(office.databases.portal, bureau, join(logFolder, bureau));
  const places = { evidenceFolder: office.context.evidenceFolder, keyFolder: office.keyFolder, logFolder };
  const checker = new pg.Client(office.database.connectionOptions('checker'));
  await checker.connect();
  const found: string[] = [];
  for await (const { sentence } of recheck(checker, places)) found.push(sentence);
  await checker.end();
  expect(found).toEqual([]);
  const owner = new pg.Client(office.database.connectionOptions('owner'));
  await owner.connect();
  const tables = await rebuild(owner).finally(() => owner.end());
  expect(tables.flatMap((table) => table.differing)).toEqual([]);
  expect(office.errors).toEqual([]);
});
