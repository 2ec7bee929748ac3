import { randomUUID } from 'node:crypto';
import type { PublicationView } from '@mingjing/api';
import { verifyProofFile } from '@mingjing/ledger';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { readStream } from '../journal/read-stream.ts';
import { closeSucceeded } from '../log/close-succeeded.ts';
import { readLogs } from '../log/logs.ts';
import { act, actOnPublication, caseOf, copyCase, stateOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';
import { differingRows } from '../testing/rebuilt.ts';
import { inPlace, register, told } from '../testing/succession.ts';
import type { Answer } from '../testing/visitor.ts';

let office: TestOffice;
let portal: FastifyInstance;
/** Decided by the predecessor: one with a draft of its own, one without; and one that waits for its decision. */
let drafted: string;
let decided: string;
let undecided: string;
let publication: string;

const PREDECESSOR = '汶上县工业和信息化局';
const SUCCESSOR = '四平市工业和信息化局';
const decision = {
  type: 'make-penalty-decision',
  result: 'penalise',
  socialImpact: 'yes',
  reason: '违法事实清楚，当事人未陈述申辩。',
};
const handlers = ['person-sip-handler', 'person-sip-handler2'];

beforeAll(async () => {
  office = await openOffice();
  portal = await openPortal(office);
  await register(office, [
    ['sip-auditor', 'siping', 'audit-administrator'],
    ['sip-superior', 'siping', 'superior'],
  ]);
  const { id: source } = await caseOf(office, '示例造纸');
  [drafted, decided, undecided] = [await copyOf(source), await copyOf(source), await copyOf(source)];
  for (const id of [drafted, decided]) fine(await step('wen-approver', id, decision));
  publication = await draft('wen-liaison', drafted);
  office.setClock('2025-10-13');
  const done = await succeed('wen-admin');
  expect(done.status, done.text).toBe(200);
  await office.context.sequencer.drain();
  await closeSucceeded(office.context);
});
afterAll(async () => {
  await portal?.close();
  await office?.close();
});

const visit = (login: string) => (login.startsWith('wen-') ? office.signIn(login) : inPlace(office, login));
const copyOf = (id: string) => copyCase(office, id, 'decision-made');
const draft = async (login: string, caseId: string): Promise<string> => {
  const answer = await (await visit(login)).post('/api/publications', { id: randomUUID(), caseId });
  expect(answer.status, answer.text).toBe(201);
  return (answer.body as { id: string }).id;
};
const on = async (login: string, id: string, command: { type: string; [field: string]: unknown }) =>
  actOnPublication(office, await visit(login), id, command);
const step = async (login: string, id: string, command: { type: string; [field: string]: unknown }) =>
  act(office, await visit(login), id, command);
const fine = (answer: Answer) => expect(answer.status, answer.text).toBe(200);
const codeOf = ({ body }: Answer) => (body as { code?: string }).code;
const page = async (id: string) => (await portal.inject({ url: `/wenshang/results/${id}` })).body;
const article = (body: string) => body.slice(body.indexOf('<article'), body.indexOf('为什么公示'));

test('原机关拟好的公示稿，案件还没有接办也可以由承继机关另一人批准：公示期限不因承继停下，署名是作出决定的原机关', async () => {
  expect((await stateOf(office, drafted)).takenOver).toBeUndefined();
  expect(codeOf(await on('sip-handler', publication, { type: 'approve-publication' }))).toBe('not-permitted');
  fine(await on('sip-approver', publication, { type: 'approve-publication' }));
  const shown = article(await page(publication));
  expect(shown).toContain(PREDECESSOR);
  expect(shown).not.toContain(SUCCESSOR);
});

test('原机关作出决定的案件接办以后才公示：仍署作出决定的原机关，不署承继机关', async () => {
  fine(await step('sip-approver', decided, { type: 'take-over-case', handlers }));
  const id = await draft('sip-liaison', decided);
  expect(codeOf(await on('sip-liaison', id, { type: 'approve-publication' }))).toBe('not-permitted');
  fine(await on('sip-approver', id, { type: 'approve-publication' }));
  const shown = article(await page(id));
  expect(shown).toContain(PREDECESSOR);
  expect(shown).not.toContain(SUCCESSOR);
});

test('承继机关接办以后作出决定的案件，公示署承继机关', async () => {
  fine(await step('sip-approver', undecided, { type: 'take-over-case', handlers }));
  fine(await step('sip-approver', undecided, decision));
  const id = await draft('sip-liaison', undecided);
  fine(await on('sip-approver', id, { type: 'approve-publication' }));
  const shown = article(await page(id));
  expect(shown).toContain(SUCCESSOR);
  expect(shown).not.toContain(PREDECESSOR);
});

test('原机关录入的内容由承继机关更正：一人申请、另一人同意，原先是谁录入的不变', async () => {
  const { id } = await caseOf(office, '示例化工');
  const before = (await stateOf(office, id)).entries[0];
  fine(await step('sip-approver', id, { type: 'take-over-case', handlers }));
  fine(
    await step('sip-handler', id, {
      type: 'propose-correction',
      entry: '1.suspectedFacts',
      value: '未按规定报送 2024 年度能源利用状况报告（更正）。',
      reason: '漏录一项。',
    }),
  );
  expect(codeOf(await step('sip-handler', id, { type: 'confirm-correction' }))).toBe('own-work');
  fine(await step('sip-approver', id, { type: 'confirm-correction' }));
  const { entries } = await stateOf(office, id);
  expect(entries[0]?.data.suspectedFacts).toContain('（更正）');
  expect(before?.data.suspectedFacts).not.toContain('（更正）');
  expect(entries[0]?.actor).toBe(before?.actor);
});

test('原机关公示的内容由承继机关更正：更正通知书署承继机关，同一地址写明更正了什么，承继以前下载的证明仍可核验', async () => {
  const [row] = await office.asOwner<{ id: string }>('select id from publication where case_id = $1', [
    decided,
  ]);
  const id = row?.id ?? '';
  await office.context.sequencer.drain();
  const before = (await portal.inject({ url: `/wenshang/results/${id}/proof.json` })).rawPayload;
  expect(verifyProofFile(before).ok).toBe(true);
  const reason = '当事人名称打印错字。';
  expect(codeOf(await on('sip-handler', id, { type: 'draft-correction', reason }))).toBe('not-offered');
  const notice = (await stateOf(office, decided)).documents.find(
    ({ template }) => template === 'prior-notice',
  );
  fine(
    await step('sip-handler', decided, {
      type: 'propose-document-correction',
      documentId: notice?.documentId,
      entry: '1.party.name',
      before: '造纸',
      after: '纸业',
      reason,
    }),
  );
  fine(await step('sip-approver', decided, { type: 'confirm-document-correction' }));
  const issued = (await readStream(office.databases.worker, `case/${decided}`)).findLast(
    ({ fact }) => fact.type === 'document-issued',
  )?.fact.data;
  expect([issued?.template, issued?.issuedBy]).toEqual(['correction-notice', SUCCESSOR]);
  fine(await on('sip-handler', id, { type: 'draft-correction', reason }));
  expect(codeOf(await on('sip-handler', id, { type: 'approve-correction' }))).toBe('not-permitted');
  expect(await page(id)).not.toContain('示例纸业');
  fine(await on('sip-approver', id, { type: 'approve-correction' }));
  await office.context.sequencer.drain();
  const shown = article(await page(id));
  for (const words of ['更正说明', '示例纸业', reason, PREDECESSOR]) expect(shown).toContain(words);
  expect(shown).not.toMatch(/示例造纸|四平/);
  const after = (await portal.inject({ url: `/wenshang/results/${id}/proof.json` })).rawPayload;
  expect([verifyProofFile(before).ok, verifyProofFile(after).ok]).toEqual([true, true]);
  const approver = await inPlace(office, 'sip-approver');
  const { timeline } = (await approver.get(`/api/publications/${id}`)).body as PublicationView;
  expect(timeline.find(({ label }) => label === '更正公示')?.by).toBe('关立群');
});

test('每一次以原机关办理、每一次查看都记入原机关的查阅记录，回到本机关也记；承继机关的审计管理员在原机关看得到', async () => {
  const noted = async () =>
    await office.asOwner<{ bureau: string; action: string }>(
      `select bureau, action from audit_read where person = 'person-sip-reviewer' and action in ('act-in', 'view-case')`,
    );
  const reviewer = await inPlace(office, 'sip-reviewer');
  expect((await reviewer.get(`/api/cases/${drafted}`)).status).toBe(200);
  expect((await reviewer.post('/api/session/bureau', { bureau: 'siping' })).status).toBe(204);
  expect((await reviewer.post('/api/session/bureau', { bureau: 'cangzhou' })).status).toBe(404);
  const notes = (await noted()).map(({ bureau, action }) => `${bureau} ${action}`);
  expect(notes.sort()).toEqual(['siping act-in', 'wenshang act-in', 'wenshang view-case']);
  const auditor = await inPlace(office, 'sip-auditor');
  const { text } = await auditor.get('/api/audit/reads');
  expect(text).toContain('person-sip-reviewer');
});

test('督办的机关由别的机关承继：承继机关的人结束督办，数据库也让写；没有承继它的机关的人写不进', async () => {
  const supervised = await superviseOne();
  const done = await succeed('cang-admin');
  expect(done.status, done.text).toBe(200);
  const end = { type: 'end-supervision', reason: '督办事项办结。' };
  const outsider = await office.signIn('sip-superior');
  expect((await act(office, outsider, supervised, end)).status).toBe(404);
  const superior = await inPlace(office, 'sip-superior', 'cangzhou');
  fine(await act(office, superior, supervised, end));
  expect((await stateOf(office, supervised)).participants.map(({ body }) => body)).not.toContain('cangzhou');
  expect((await superior.get(`/api/cases/${supervised}`)).status).toBe(404);
});

test('几个节点同时接续同一册日志：只有一个去办，别的不报错；只另起一册，只写一条', async () => {
  await office.context.sequencer.drain();
  const done = await Promise.all(Array.from({ length: 6 }, () => closeSucceeded(office.context)));
  expect(done.flat()).toEqual(['cangzhou']);
  expect((await readLogs(office.databases.app, 'cangzhou')).map(({ number }) => number)).toEqual([1, 2]);
  expect((await readStream(office.databases.worker, 'log/cangzhou')).length).toBe(1);
  expect(await closeSucceeded(office.context)).toEqual([]);
});

test('各表由流水重建一致', async () => {
  expect(await differingRows(office)).toEqual([]);
});

/** A case of 南大港 in which its superior takes no part but to supervise it. */
async function superviseOne(): Promise<string> {
  const [row] = await office.asOwner<{ id: string }>(
    `select id from case_file where bureau = 'nandagang' and kind = 'permit' order by opened_on limit 1`,
  );
  const id = await copyCase(office, row?.id ?? '', 'opinion-submitted', (fact) =>
    fact.version === 1
      ? { ...fact, data: { ...fact.data, participants: [{ body: 'nandagang', as: 'handling' }] } }
      : fact,
  );
  fine(
    await act(office, await office.signIn('nan-approver'), id, { type: 'ask-supervision', reason: '信访件' }),
  );
  expect((await stateOf(office, id)).participants.map(({ body }) => body)).toContain('cangzhou');
  return id;
}

/** The bureau of this administrator is succeeded by 四平. */
async function succeed(login: string): Promise<Answer> {
  const admin = await office.signIn(login);
  const { version } = (await admin.get('/api/bureau')).body as { version: number };
  const confirmer = { login: 'sip-admin', password: DEMONSTRATION_PASSWORD };
  const command = { type: 'succeed-bureau', ...told, confirmer };
  return await admin.post('/api/bureau', { id: randomUUID(), expectedVersion: version, command });
}
