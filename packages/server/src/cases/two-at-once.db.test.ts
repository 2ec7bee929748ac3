import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleRow } from '../exchange/sample-row.ts';
import { act, actOnPublication, caseOf, copyCase, picture, stateOf } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Answer, Visitor } from '../testing/visitor.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

type Command = { readonly type: string; readonly [field: string]: unknown };
const signIn = (login: string) => office.signIn(login);

/** Two commands on what stands now, sent at the same moment; each is then sent again as it was. */
async function race(
  door: 'cases' | 'publications',
  id: string,
  given: readonly (readonly [Visitor, Command])[],
): Promise<readonly Answer[]> {
  const table = door === 'cases' ? 'case_file' : 'publication';
  const [row] = await office.asOwner<{ version: number }>(`select version from ${table} where id = $1`, [id]);
  const sent = given.map(([visitor, command]) => ({ visitor, body: commandOf(row?.version ?? 0, command) }));
  const send = () =>
    Promise.all(sent.map(({ visitor, body }) => visitor.post(`/api/${door}/${id}/commands`, body)));
  const answers = await send();
  expect(answers.map(({ status }) => status).sort(), answers.map(({ text }) => text).join()).toEqual([
    200, 409,
  ]);
  const facts = await countFacts(`${door === 'cases' ? 'case' : 'publication'}/${id}`);
  const again = await send();
  for (const [i, answer] of answers.entries())
    expect(again[i]?.status, answer.text).toBe(answer.status === 200 ? 200 : 409);
  expect(again[answers.findIndex(({ status }) => status === 200)]?.body).toEqual(
    answers.find(({ status }) => status === 200)?.body,
  );
  expect(await countFacts(`${door === 'cases' ? 'case' : 'publication'}/${id}`)).toBe(facts);
  return answers;
}

const countFacts = async (stream: string) =>
  (
    await office.asOwner<{ n: number }>('select count(*)::int as n from journal where stream = $1', [stream])
  )[0]?.n;
const ok = async (answer: Promise<Answer>) => {
  const { status, text, body } = await answer;
  expect(status, text).toBeLessThan(300);
  return body as { readonly id: string };
};

async function adopted(party: string): Promise<{ readonly id: string; readonly sent: object }> {
  const keeper = await signIn('wen-archive');
  const scan = await ok(keeper.upload('/api/evidence', { name: 'a.png', bytes: picture(randomUUID()) }));
  const command = commandOf(0, {
    type: 'adopt-penalty-case',
    matter: 'energy-saving-offence',
    party: { name: party, kind: 'organisation' },
    number: '汶工信立〔2025〕41号',
    reached: 'investigation',
    'filing-on': '2025-09-03',
    caseName: `${party}涉嫌使用淘汰设备案`,
    source: `${party}被检查发现`,
    suspectedFacts: `${party}涉嫌使用淘汰设备`,
    handlers: ['person-wen-handler', 'person-wen-handler2'],
    'filing-scan': scan,
  });
  const sent = { ...command, occurredOn: '2025-09-02', lateReason: `${party}启用前立案` };
  const both = await Promise.all([1, 2].map(() => keeper.post('/api/cases', sent)));
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  expect(both[0]?.body).toEqual(both[1]?.body);
  const [opened] = both.map(({ body }) => body as { id: string });
  return { id: opened?.id ?? '', sent };
}

test('纸质转入：同一条同时发两次只开一件；一人核对、一人不予转入同时提出，只有一个成立；换了内容的不收；明文里没有当事人', async () => {
  const party = '汶上两人同时有限公司';
  const { id, sent } = await adopted(party);
  const [row] = await office.asOwner<{ n: number }>(
    'select count(*)::int as n from case_file where party_name = $1',
    [party],
  );
  expect(row?.n).toBe(1);
  await race('cases', id, [
    [await signIn('wen-handler'), { type: 'confirm-adoption' }],
    [await signIn('wen-reviewer'), { type: 'refuse-adoption', reason: `与${party}的案卷不符` }],
  ]);
  const other = await (await signIn('wen-archive')).post('/api/cases', { ...sent, lateReason: '换了理由' });
  expect([other.status, (other.body as { code: string }).code]).toEqual([409, 'command-repeated']);
  expect(await plainWith(party)).toEqual([]);
});

/** Streams whose plain part names a text. */
const plainWith = async (text: string) =>
  (
    await office.asOwner<{ stream: string }>(
      `select stream from journal where convert_from(bytes, 'UTF8') like $1`,
      [`%${text}%`],
    )
  ).map(({ stream }) => stream);

test('督办：同时报请两次只记一次，同时结束两次只记一次；事由不在明文里', async () => {
  const [row] = await office.asOwner<{ id: string }>(
    `select id from case_file where bureau = 'nandagang' and kind = 'permit' order by opened_on limit 1`,
  );
  const id = await copyCase(office, row?.id ?? '', 'opinion-submitted', (fact) =>
    fact.version === 1
      ? { ...fact, data: { ...fact.data, participants: [{ body: 'nandagang', as: 'handling' }] } }
      : fact,
  );
  const head = await signIn('nan-approver');
  const ask = { type: 'ask-supervision', reason: '某某某的信访件' };
  await race('cases', id, [
    [head, ask],
    [head, ask],
  ]);
  const superior = await signIn('cang-seal');
  const end = { type: 'end-supervision', reason: '某某某已息访' };
  const { version } = await stateOf(office, id);
  const ends = [1, 2].map(() => commandOf(version, end));
  const answers = await Promise.all(ends.map((body) => superior.post(`/api/cases/${id}/commands`, body)));
  // Who came second takes no part any more: there is no such case for them.
  expect([200, 404, 409]).toEqual(expect.arrayContaining(answers.map(({ status }) => status)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect((await stateOf(office, id)).entries.filter(({ type }) => type === 'participant-ended')).toHaveLength(
    1,
  );
  expect(await plainWith('某某某')).toEqual([]);
});

test('重新制作文书：同时两次只作一份', async () => {
  const { id } = await caseOf(office, '示例水泥');
  const window = await signIn('nan-window');
  await ok(act(office, window, id, { type: 'request-supplement' }));
  const value = { ...(await stateOf(office, id)).party, name: '南大港示例新型水泥有限公司' };
  await ok(
    act(office, window, id, { type: 'propose-correction', entry: '1.applicant', value, reason: '漏字。' }),
  );
  await ok(act(office, await signIn('nan-approver'), id, { type: 'confirm-correction' }));
  const notices = async () =>
    (await stateOf(office, id)).documents.filter(({ template }) => template === 'supplement-notice');
  const documentId = (await notices())[0]?.documentId;
  const remake = { type: 'remake-document', documentId };
  await race('cases', id, [
    [window, remake],
    [window, remake],
  ]);
  expect((await notices()).map(({ remade }) => remade !== undefined)).toEqual([true, false]);
});

test('更正公示：两人同时拟稿、同时退回、同时批准，都只有一个成立', async () => {
  const { id: caseId } = await caseOf(office, '示例造纸');
  const [handler, liaison, approver, deputy] = (await Promise.all(
    ['wen-handler', 'wen-liaison', 'wen-approver', 'wen-deputy'].map(signIn),
  )) as [Visitor, Visitor, Visitor, Visitor];
  await ok(liaison.post('/api/publications', { id: randomUUID(), caseId }));
  const [row] = await office.asOwner<{ id: string }>('select id from publication where case_id = $1', [
    caseId,
  ]);
  const id = row?.id ?? '';
  await ok(actOnPublication(office, approver, id, { type: 'approve-publication' }));
  const notice = (await stateOf(office, caseId)).documents.find(
    ({ template }) => template === 'prior-notice',
  );
  await ok(
    act(office, handler, caseId, {
      type: 'propose-document-correction',
      documentId: notice?.documentId,
      entry: '1.party.name',
      before: '造纸',
      after: '纸业',
      reason: '错字。',
    }),
  );
  await ok(act(office, approver, caseId, { type: 'confirm-document-correction' }));
  const draft = { type: 'draft-correction', reason: '当事人名称打印错字。' };
  await race('publications', id, [
    [handler, draft],
    [liaison, draft],
  ]);
  const approve = { type: 'approve-correction' };
  await race('publications', id, [
    [approver, { type: 'return-correction', reason: '再核。' }],
    [deputy, { type: 'return-correction', reason: '再核对。' }],
  ]);
  await ok(actOnPublication(office, handler, id, draft));
  await race('publications', id, [
    [approver, approve],
    [deputy, approve],
  ]);
  const shown = await office.asOwner<{ n: number }>(
    `select count(*)::int as n from journal where stream = $1 and type = 'result-published'`,
    [`publication/${id}`],
  );
  expect(shown).toEqual([{ n: 2 }]);
});

test('作废草稿：两人同时作废只记一次；作废和重新导入同时来，草稿只有一条、没有丢', async () => {
  office.setClock('2026-11-22');
  const [liaison, lawyer] = [await signIn('wen-liaison'), await signIn('wen-legal')];
  const file = (row: object) => ({ name: 'a.jsonl', bytes: Buffer.from(JSON.stringify(row)) });
  const row = { ...sampleRow('penalty', 30_077), CF_WSH: '待编丙' };
  await ok(liaison.upload('/api/imports', file(row)));
  const [draft] = await office.asOwner<{ id: string }>(
    `select id from publication where state = 'incomplete'`,
  );
  const discard = { type: 'discard-draft', reason: '与另一条是同一件。' };
  await race('publications', draft?.id ?? '', [
    [liaison, discard],
    [lawyer, discard],
  ]);
  await ok(liaison.upload('/api/imports', file(row)));
  const [both, back] = await Promise.all([
    actOnPublication(office, lawyer, draft?.id ?? '', discard),
    liaison.upload('/api/imports', file(row)),
  ]);
  expect([200, 409]).toContain(both.status);
  expect([200, 409]).toContain(back.status);
  const kept = await office.asOwner<{ id: string; state: string }>(
    `select id, state from publication where origin = 'import' and bureau = 'wenshang'`,
  );
  expect(kept.map(({ id }) => id)).toEqual([draft?.id]);
  await ok(liaison.upload('/api/imports', file(row)));
  expect(await office.asOwner(`select state from publication where id = $1`, [draft?.id])).toEqual([
    { state: 'incomplete' },
  ]);
});

test('没有一次是程序出错；重建与现有的各表相同', async () => {
  expect(office.errors).toEqual([]);
  expect(await differingRows(office)).toEqual([]);
});
