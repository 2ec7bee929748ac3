import { createHash, randomUUID } from 'node:crypto';
import type { CaseView, CheckedDocument } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { act, caseOf, stateOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';
import { canReadPdf, readPaper, textOfPaper } from '../testing/printed-page.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let caseId: string;
let window: Visitor;

beforeAll(async () => {
  office = await openOffice();
  caseId = (await caseOf(office, '示例水泥')).id;
  window = await office.signIn('nan-window');
});
afterAll(() => office.close());

const papers = () =>
  office.asOwner<{ id: string; bytes: Buffer; sha256: string; number: string }>(
    `select d.id, d.bytes, d.sha256, d.number from document d where stream = 'case/' || $1 and template = 'supplement-notice'
     order by (select version from journal j where j.stream = d.stream and j.type = 'document-issued' and convert_from(j.bytes, 'UTF8') like '%' || d.id || '%')`,
    [caseId],
  );
const viewOf = async () => (await window.get(`/api/cases/${caseId}`)).body as CaseView;
const serve = (documentId: string) => ({
  type: 'serve-document',
  documentId,
  method: 'in-person',
  receiver: '某某某',
  place: '服务窗口',
});

test('补正告知书制作以后更正了申请人名称：案件页写明哪一项、文书上怎么写、更正为什么，送达被拒', async () => {
  expect((await act(office, window, caseId, { type: 'request-supplement' })).status).toBe(200);
  const party = (await viewOf()).party;
  const asked = await act(office, window, caseId, {
    type: 'propose-correction',
    entry: '1.applicant',
    value: { ...party, name: '南大港示例新型水泥有限公司' },
    reason: '漏字。',
  });
  expect(asked.status, asked.text).toBe(200);
  const approver = await office.signIn('nan-approver');
  const { actions } = (await approver.get(`/api/cases/${caseId}`)).body as CaseView;
  expect(
    actions.find(({ command }) => command === 'confirm-correction')?.form.find(({ key }) => key === 'remake')
      ?.value,
  ).toContain('补正告知书》');
  const confirmed = await act(office, approver, caseId, { type: 'confirm-correction' });
  expect(confirmed.status, confirmed.text).toBe(200);
  const view = await viewOf();
  const [document] = view.documents;
  expect(document).toMatchObject({
    remade: null,
    changed: [
      {
        before: party?.name,
        after: '南大港示例新型水泥有限公司',
        label: expect.stringContaining('申请人名称'),
      },
    ],
  });
  expect(view.actions.find(({ enabled }) => enabled)?.command).toBe('remake-document');
  const refused = await act(office, window, caseId, serve(document?.id ?? ''));
  expect(refused.status).toBe(422);
  expect(refused.body).toMatchObject({ code: 'document-outdated' });
});

test('没有这份权的岗位、别的局的人、没有的文书、过长的编号，都不能重新制作', async () => {
  const [paper] = await papers();
  const remake = { type: 'remake-document', documentId: paper?.id };
  expect((await act(office, await office.signIn('wen-handler'), caseId, remake)).status).toBe(404);
  for (const login of ['nan-approver', 'nan-liaison', 'nan-admin'])
    expect((await act(office, await office.signIn(login), caseId, remake)).status, login).toBe(422);
  for (const documentId of [randomUUID(), 'x'.repeat(5_000), '', 7, null])
    expect((await act(office, window, caseId, { ...remake, documentId })).status).toBe(422);
  expect((await act(office, window, caseId, { ...remake, more: 1 })).status).toBe(422);
  expect(await papers()).toHaveLength(1);
  expect(office.errors).toEqual([]);
});

test('重新制作：文号、日期不变，写的是更正后的名称；原来的一份仍在案件里，凭码核验说已重新制作', async () => {
  const [old] = await papers();
  const made = await act(office, window, caseId, { type: 'remake-document', documentId: old?.id });
  expect(made.status, made.text).toBe(200);
  const [first, second] = await papers();
  expect(second?.number).toBe(first?.number);
  expect(
    createHash('sha256')
      .update(first?.bytes ?? '')
      .digest('hex'),
  ).toBe(old?.sha256);
  const view = await viewOf();
  expect(view.documents.slice(0, 2)).toMatchObject([
    { id: second?.id, remade: null, changed: [] },
    { id: first?.id, remade: expect.any(String), changed: [] },
  ]);
  expect(view.timeline.map(({ label }) => label)).toContain('重新制作文书');
  expect((await act(office, window, caseId, serve(first?.id ?? ''))).status).toBe(422);
  const served = await act(office, window, caseId, serve(second?.id ?? ''));
  expect(served.status, served.text).toBe(200);
  expect(
    (await stateOf(office, caseId)).documents.find(({ documentId }) => documentId === second?.id),
  ).toMatchObject({
    servedOn: expect.any(String),
  });
});

test.skipIf(!canReadPdf)('纸面：两份只差更正的名称；原来的一份核验时门户和办案系统同一句话', async () => {
  const [first, second] = await papers();
  const [before, after] = [first, second].map((one) => textOfPaper(one?.bytes ?? Buffer.alloc(0)));
  expect(before).not.toContain('新型水泥');
  expect(after).toContain('南大港示例新型水泥有限公司');
  const dayOn = (text: string | undefined) => text?.match(/\d{4}年\d{1,2}月\d{1,2}日/g)?.at(-1);
  expect(dayOn(after)).toBe(dayOn(before));
  await office.context.sequencer.drain();
  const { code } = readPaper(first?.bytes ?? new Uint8Array());
  const portal = await openPortal(office);
  const { body } = await portal.inject({ url: `/nandagang/verify?code=${code}` });
  await portal.close();
  const checked = (await window.post('/api/documents/check', { typed: code })).body as CheckedDocument;
  expect(checked.changes).toMatchObject([{ label: '已重新制作' }]);
  for (const { label, sentence } of checked.changes) {
    expect(body).toContain(label);
    expect(body).toContain(sentence);
  }
  const newer = readPaper(second?.bytes ?? new Uint8Array());
  expect(
    ((await window.post('/api/documents/check', { typed: newer.code })).body as CheckedDocument).changes,
  ).toEqual([]);
});

test.skipIf(!canReadPdf)('重新制作的延期办理告知书，批准机关仍是当初批准的上级机关', async () => {
  const { id } = await caseOf(office, '示例砂轮');
  const handler = await office.signIn('nan-handler');
  const done = async (who: Visitor, command: Parameters<typeof act>[3]) => {
    const answer = await act(office, who, id, command);
    expect(answer.status, answer.text).toBe(200);
  };
  await done(handler, { type: 'request-extension', reason: '须补充检验。' });
  await done(await office.signIn('cang-seal'), { type: 'approve-extension', reason: '情况属实。' });
  const { entries } = await stateOf(office, id);
  const requested = entries.find(({ type }) => type === 'extension-requested')?.version;
  await done(handler, {
    type: 'propose-correction',
    entry: `${requested}.reason`,
    value: '须补充型式检验。',
    reason: '漏字。',
  });
  await done(await office.signIn('nan-approver'), { type: 'confirm-correction' });
  const notices = () =>
    office.asOwner<{ id: string; bytes: Buffer }>(
      `select d.id, d.bytes from document d where stream = 'case/' || $1 and template = 'extension-notice'`,
      [id],
    );
  const [first] = await notices();
  await done(handler, { type: 'remake-document', documentId: first?.id });
  const second = (await notices()).find((one) => one.id !== first?.id);
  const [before, after] = [first, second].map((one) => textOfPaper(one?.bytes ?? Buffer.alloc(0)));
  expect(after).toContain('型式检验');
  const approver = (text: string | undefined) => text?.match(/(?:沧州|南大港)[^，。\s]*?批准/)?.[0];
  expect(approver(before)).toContain('沧州');
  expect(approver(after)).toBe(approver(before));
});

test('重建与现有的各表相同', async () => {
  expect(await differingRows(office)).toEqual([]);
});
