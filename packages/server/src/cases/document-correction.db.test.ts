import { randomUUID } from 'node:crypto';
import type { CaseView, WorklistReply } from '@mingjing/api';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act, actOnPublication, caseOf, stateOf } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';
import { canReadPdf, readPaper, textOfPaper } from '../testing/printed-page.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let caseId: string;
let handler: Visitor;
let approver: Visitor;

beforeAll(async () => {
  office = await openOffice();
  caseId = (await caseOf(office, '示例造纸')).id;
  handler = await office.signIn('wen-handler');
  approver = await office.signIn('wen-approver');
});
afterAll(() => office.close());

const paper = async (template: string) =>
  (
    await office.asOwner<{ bytes: Buffer }>(
      `select bytes from document where stream = 'case/' || $1 and template = $2 order by number desc limit 1`,
      [caseId, template],
    )
  )[0]?.bytes ?? Buffer.alloc(0);
const noticeServed = async () =>
  (await stateOf(office, caseId)).documents.find(({ template }) => template === 'prior-notice')?.documentId;
const proposal = async (change: object = {}) => ({
  type: 'propose-document-correction',
  documentId: await noticeServed(),
  entry: '1.party.name',
  before: '造纸',
  after: '纸业',
  reason: '当事人名称打印错字，与营业执照不一致。',
  ...change,
});

test('别的局的人、没有这份权的岗位、没有的文书、不存在的文字，都更正不了', async () => {
  const stranger = await office.signIn('nan-handler');
  expect((await act(office, stranger, caseId, await proposal())).status).toBe(404);
  for (const login of ['wen-liaison', 'wen-legal', 'wen-admin', 'wen-approver'])
    expect((await act(office, await office.signIn(login), caseId, await proposal())).status, login).toBe(422);
  for (const change of [
    { documentId: randomUUID() },
    { before: '没有的字' },
    { entry: '1.__proto__' },
    { before: '纸'.repeat(500) },
  ])
    expect((await act(office, handler, caseId, await proposal(change))).status).toBe(422);
  expect((await act(office, approver, caseId, { type: 'confirm-document-correction' })).status).toBe(422);
  expect(office.errors).toEqual([]);
});

test('批准的人看到是哪一项：名称和住所都有这几个字的，写明申请更正的那一项', async () => {
  const words = { entry: '1.party.address', before: '示例', after: '范例' };
  const done = await act(office, handler, caseId, await proposal(words));
  expect(done.status, done.text).toBe(200);
  const { actions, tags } = (await approver.get(`/api/cases/${caseId}`)).body as CaseView;
  expect(tags).toContain('有文书更正申请待批准');
  const form = actions.find(({ command }) => command === 'confirm-document-correction')?.form;
  expect(form?.find(({ key }) => key === 'entry')?.value).toMatch(/^提请立案（.+）：.*住所　.*示例/);
  const refused = { type: 'refuse-document-correction', reason: '与营业执照一致。' };
  expect((await act(office, approver, caseId, refused)).status).toBe(200);
  const after = (await approver.get(`/api/cases/${caseId}`)).body as CaseView;
  expect(after.tags).not.toContain('有文书更正申请待批准');
});

test('申请、批准、制作更正通知书、送达：第二个人批准，通知书写明哪份文书、哪几个字、改为什么', async () => {
  const drafted = await (await office.signIn('wen-liaison')).post('/api/publications', {
    id: randomUUID(),
    caseId,
  });
  expect(drafted.status, drafted.text).toBeLessThan(300);
  expect((await act(office, handler, caseId, await proposal())).status).toBe(200);
  const waiting = (await approver.get('/api/worklist?who=bureau')).body as WorklistReply;
  expect(waiting.awaitingMe.map(({ label }) => label)).toContain('批准更正文书');
  const asked = (await approver.get(`/api/cases/${caseId}`)).body as CaseView;
  expect(asked.timeline[0]?.detail).toContain('“造纸”　更正为“纸业”');
  const [first] = asked.actions.filter(({ enabled }) => enabled);
  expect(first?.command).toBe('confirm-document-correction');
  expect(first?.form.find(({ key }) => key === 'entry')?.value).toMatch(
    /^提请立案（.+）：.+　汶上示例造纸有限公司$/,
  );
  expect((await act(office, handler, caseId, { type: 'confirm-document-correction' })).status).toBe(422);
  const done = await act(office, approver, caseId, { type: 'confirm-document-correction' });
  expect(done.status, done.text).toBe(200);
  const view = (await handler.get(`/api/cases/${caseId}`)).body as CaseView;
  expect(view.party?.name).toBe('汶上示例纸业有限公司');
  expect(view.timeline.map(({ label }) => label)).toContain('更正文书');
  const served = await act(office, handler, caseId, {
    type: 'serve-document',
    documentId: (await stateOf(office, caseId)).documents.at(-1)?.documentId,
    method: 'in-person',
    receiver: '某某某',
    place: '汶上县示例路 1 号',
  });
  expect(served.status, served.text).toBe(200);
  expect(
    (await stateOf(office, caseId)).documents.find(({ template }) => template === 'correction-notice')
      ?.servedOn,
  ).toBe('2025-10-10');
});

test('文书与证据里的原文书写明已以哪一号通知书更正，链到通知书；导出的卷宗目录写同样的话', async () => {
  const { documents } = (await handler.get(`/api/cases/${caseId}`)).body as CaseView;
  const notice = documents.find(({ title }) => title === '文书更正通知书');
  expect(documents.find(({ title }) => title === '行政处罚事先告知书')?.notices).toMatchObject([
    { number: '汶工信更字〔2025〕1号', documentId: notice?.id },
  ]);
  expect(documents.filter(({ notices }) => notices.length > 0)).toHaveLength(1);
  const { status, body } = await handler.get(`/api/cases/${caseId}/export/file`);
  expect(status).toBe(200);
  const pages = Object.entries(unzipSync(body as Buffer)).flatMap(([path, bytes]) =>
    path.endsWith('.html') ? [Buffer.from(bytes).toString('utf8')] : [],
  );
  expect(pages.join('')).toContain('已更正，见汶工信更字〔2025〕1号更正通知书');
});

test.skipIf(!canReadPdf)('更正通知书的纸面；原文书凭码核验，写明已以哪一号通知书更正', async () => {
  const text = textOfPaper(await paper('correction-notice'));
  for (const words of [
    '文书更正通知书',
    '汶工信更字〔2025〕1号',
    '《行政处罚事先告知书》',
    '原文“造纸”，更正为“纸业”',
    '与原文书一并使用',
  ])
    expect(text).toContain(words);
  await office.context.sequencer.drain();
  const portal = await openPortal(office);
  const { code } = readPaper(await paper('prior-notice'));
  const { body } = await portal.inject({ url: `/wenshang/verify?code=${code}` });
  expect(body).toContain('文字已更正');
  expect(body).toContain('汶工信更字〔2025〕1号');
  expect(body).not.toMatch(/造纸|纸业|person-/);
  await portal.close();
});

test('拟好的公示稿在文书更正后须重拟，不照旧稿公开', async () => {
  const [row] = await office.asOwner<{ id: string }>('select id from publication where case_id = $1', [
    caseId,
  ]);
  const answer = await actOnPublication(office, approver, row?.id ?? '', { type: 'approve-publication' });
  expect(answer.body).toMatchObject({ code: 'draft-stale' });
});

test('重建与现有的各表相同', async () => {
  expect(await differingRows(office)).toEqual([]);
});

test('更正为看不见的字，等于没有填：当场拒收，不等到制作通知书才出错', async () => {
  for (const blank of [{ after: '\u200b' }, { reason: ' \u2060 ' }]) {
    const words = { before: '纸业', after: '纸张', ...blank };
    const proposed = await act(office, handler, caseId, await proposal(words));
    expect(proposed.status, proposed.text).toBe(422);
  }
  expect(office.errors).toEqual([]);
});

test('重发批准更正文书：两件事实的答复与第一次一样', async () => {
  const again = await act(office, handler, caseId, await proposal({ before: '纸业', after: '纸张' }));
  expect(again.status, again.text).toBe(200);
  const command = commandOf((await stateOf(office, caseId)).version, { type: 'confirm-document-correction' });
  const first = await approver.post(`/api/cases/${caseId}/commands`, command);
  expect(first.status, first.text).toBe(200);
  expect((first.body as { facts: readonly object[] }).facts).toHaveLength(2);
  expect((await approver.post(`/api/cases/${caseId}/commands`, command)).body).toEqual(first.body);
});
