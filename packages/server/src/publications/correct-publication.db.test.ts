import { randomUUID } from 'node:crypto';
import type { PublicationView, WorklistReply } from '@mingjing/api';
import { verifyProofFile } from '@mingjing/ledger';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealCounts } from '../counts/seal-counts.ts';
import { act, actOnPublication, caseOf, stateOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openToOutside } from '../testing/outside-audit.ts';
import { openPortal } from '../testing/portal.ts';
import { differingRows } from '../testing/rebuilt.ts';

let office: TestOffice;
let portal: FastifyInstance;
let caseId: string;
let id: string;
let before: Buffer;

const page = async (path = '') => await portal.inject({ url: `/wenshang/results/${id}${path}` });
const on = async (login: string, command: { type: string; [field: string]: unknown }) =>
  actOnPublication(office, await office.signIn(login), id, command);
const reason = '当事人名称打印错字。';

beforeAll(async () => {
  office = await openOffice();
  portal = await openPortal(office);
  caseId = (await caseOf(office, '示例造纸')).id;
  const drafted = await (await office.signIn('wen-liaison')).post('/api/publications', {
    id: randomUUID(),
    caseId,
  });
  expect(drafted.status, drafted.text).toBeLessThan(300);
  const [row] = await office.asOwner<{ id: string }>('select id from publication where case_id = $1', [
    caseId,
  ]);
  id = row?.id ?? '';
  const approved = await on('wen-approver', { type: 'approve-publication' });
  expect(approved.status, approved.text).toBe(200);
  await office.context.sequencer.drain();
  before = (await page('/proof.json')).rawPayload;
  expect(verifyProofFile(before).ok).toBe(true);
  const notice = (await stateOf(office, caseId)).documents.find(
    ({ template }) => template === 'prior-notice',
  );
  const asked = await act(office, await office.signIn('wen-handler'), caseId, {
    type: 'propose-document-correction',
    documentId: notice?.documentId,
    entry: '1.party.name',
    before: '造纸',
    after: '纸业',
    reason: '当事人名称打印错字。',
  });
  expect(asked.status, asked.text).toBe(200);
  const done = await act(office, await office.signIn('wen-approver'), caseId, {
    type: 'confirm-document-correction',
  });
  expect(done.status, done.text).toBe(200);
});
afterAll(async () => {
  await portal.close();
  await office.close();
});

test('没有这份权的、别的局的、多写一个字段的、没有原因的、写有当事人的，都拟不了更正稿', async () => {
  const draft = { type: 'draft-correction', reason };
  for (const login of ['wen-approver', 'wen-admin', 'wen-audit', 'nan-handler', 'nan-liaison'])
    expect([404, 422], login).toContain((await on(login, draft)).status);
  for (const wrong of [
    { fields: { party: '某公司' } },
    { reason: '' },
    { reason: 'x'.repeat(30_000) },
    { reason: '汶上示例纸业有限公司才对' },
  ])
    expect((await on('wen-handler', { ...draft, ...wrong })).status, JSON.stringify(wrong).slice(0, 40)).toBe(
      422,
    );
  const none = await actOnPublication(office, await office.signIn('wen-handler'), randomUUID(), draft);
  expect([404, 409]).toContain(none.status);
  expect((await on('wen-approver', { type: 'approve-correction' })).status).toBe(422);
  expect(office.errors).toEqual([]);
});

test('拟稿从案件带出，批准以前公众看到的仍是原来的；待我审批里有批准更正公示', async () => {
  const drafted = await on('wen-handler', { type: 'draft-correction', reason });
  expect(drafted.status, drafted.text).toBe(200);
  const approver = await office.signIn('wen-approver');
  const { awaitingMe } = (await approver.get('/api/worklist?who=bureau')).body as WorklistReply;
  expect(awaitingMe.filter(({ publicationId }) => publicationId === id).map(({ label }) => label)).toEqual([
    '批准更正公示',
  ]);
  const view = (await approver.get(`/api/publications/${id}`)).body as PublicationView;
  const form = view.actions.find(({ command }) => command === 'approve-correction')?.form ?? [];
  expect(form.map(({ value }) => value).join('\n')).toMatch(/公示的是：.*示例造纸.*\n更正为：.*示例纸业/);
  const { body } = await page();
  expect(body).toContain('示例造纸');
  expect(body).not.toContain('示例纸业');
  expect((await on('wen-handler', { type: 'approve-correction' })).status).toBe(422);
});

test('批准以后同一地址是更正后的内容，有更正说明；是否按时、公示日期不变，计数不变', async () => {
  const row = () =>
    office.asOwner(
      `select p.standing, r.published_on, r.due, r.state from publication p join published_result r on r.id = p.id where p.id = $1`,
      [id],
    );
  const counts = () => office.asOwner('select * from decision_count order by 1, 2, 3');
  const [stood, counted] = [await row(), await counts()];
  const done = await on('wen-approver', { type: 'approve-correction' });
  expect(done.status, done.text).toBe(200);
  expect(await row()).toEqual(stood);
  expect(await counts()).toEqual(counted);
  await office.context.sequencer.drain();
  const approver = await office.signIn('wen-approver');
  const { timeline } = (await approver.get(`/api/publications/${id}`)).body as PublicationView;
  expect(timeline.flatMap(({ type, label }) => (type === 'result-published' ? [label] : []))).toEqual([
    '更正公示',
    '公示',
  ]);
  const { body, statusCode } = await page();
  expect(statusCode).toBe(200);
  for (const words of [
    '更正说明',
    '示例纸业',
    reason,
    '更正前的存证证明',
    '证明此页自最近一次更正公示起未被改动',
  ])
    expect(body).toContain(words);
  expect(body).not.toContain('示例造纸');
  expect(body).not.toContain('验证不通过');
});

test('更正后的证明、更正前已下载的证明都可核验；更正前的一版只证明它在日志里，不再给出内容', async () => {
  const now = verifyProofFile((await page('/proof.json')).rawPayload);
  expect(now.ok).toBe(true);
  expect(verifyProofFile(before).ok).toBe(true);
  const { body } = await page();
  const link = /href="([^"]+\/earlier\/(\d+)\/proof\.json)"/.exec(body);
  const earlier = await portal.inject({ url: link?.[1] ?? '' });
  expect(earlier.statusCode).toBe(200);
  expect(verifyProofFile(earlier.rawPayload).ok).toBe(true);
  expect(JSON.parse(earlier.body).fact).toBe(JSON.parse(before.toString()).fact);
  expect(JSON.parse(earlier.body).disclosures).toEqual([]);
  for (const version of ['0', '1', '99', '1e3', '-1', "2'--", '99999999999999'])
    expect((await page(`/earlier/${encodeURIComponent(version)}/proof.json`)).statusCode, version).toBe(404);
  const others = await portal.inject({ url: `/nandagang/results/${id}/earlier/${link?.[2]}/proof.json` });
  expect(others.statusCode).toBe(404);
});

test('更正过的公示，外人按公开数据核对仍然相符', async () => {
  const outside = await openToOutside(office);
  office.setClock('2025-10-13');
  await sealCounts(office.context, 'wenshang');
  await outside.publish();
  const { said } = await outside.audit(outside.address, '--json');
  await outside.close();
  expect((JSON.parse(said) as { findings: readonly unknown[] }).findings).toEqual([]);
});

test('重建与现有的各表相同', async () => {
  expect(await differingRows(office)).toEqual([]);
});

test('更正以后撤下的，页面不再提更正前的内容，也取不到更正前的一版', async () => {
  const explanation = '公示内容有误，依法撤下。';
  const proposed = await on('wen-liaison', { type: 'propose-withdrawal', cause: 'wrong', explanation });
  expect(proposed.status, proposed.text).toBe(200);
  expect((await on('wen-approver', { type: 'approve-withdrawal' })).status).toBe(200);
  const { body } = await page();
  expect(body).not.toMatch(/示例(造纸|纸业)|更正说明/);
  expect((await page('/earlier/2/proof.json')).statusCode).toBe(404);
});
