import { afterAll, beforeAll, expect, test } from 'vitest';
import { actOnPublication } from '../testing/cases.ts';
import { importOneRow } from '../testing/import-row.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';
import { differingRows } from '../testing/rebuilt.ts';
import { sampleRow } from './sample-row.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
  office.setClock('2026-11-22');
});
afterAll(() => office.close());

const wrong = sampleRow('penalty', 1) as Record<string, string>;
const right: Record<string, string> = { ...wrong, CF_YJ: '《示例法》第十一条、第二十条' };
const take = (row: Record<string, string>) =>
  importOneRow(office, row, { actor: 'person-wen-liaison', publish: false });
const rows = () =>
  office.asOwner<{ id: string; state: string }>(
    `select id, state from publication where number = $1 order by updated_at, id`,
    [wrong.CF_WSH],
  );
const on = async (login: string, id: string, command: { type: string; [field: string]: unknown }) => {
  const answer = await actOnPublication(office, await office.signIn(login), id, command);
  expect(answer.status, answer.text).toBe(200);
};

test('导入的公示写错了：先撤下，再导入改正后的一行，另成一条，由他人批准公示；原地址说明已撤下；错的那一行不会再进来', async () => {
  expect((await take(wrong)).stored?.imported).toBe(1);
  const first = (await rows())[0]?.id ?? '';
  await on('wen-approver', first, { type: 'approve-publication' });
  const refused = await take(right);
  expect(refused.taken).toBe(false);
  const [finding] = refused.findings.filter(({ code }) => code === 'changed-content');
  expect(finding?.message).toContain('申请撤下（撤下原因选公示内容有误）');

  const explanation = '公示内容有误，依法撤下。';
  await on('wen-liaison', first, { type: 'propose-withdrawal', cause: 'wrong', explanation });
  await on('wen-approver', first, { type: 'approve-withdrawal' });
  const again = await take(wrong);
  expect([again.unchanged, again.findings.map(({ code }) => code)]).toEqual([1, ['withdrawn-as-wrong']]);
  expect((await rows()).length).toBe(1);

  expect((await take(right)).stored?.imported).toBe(1);
  expect((await take(right)).stored?.unchanged).toBe(1);
  const found = await rows();
  expect(found.map(({ state }) => state).sort()).toEqual(['imported', 'withdrawn']);
  const second = found.find(({ id }) => id !== first)?.id ?? '';
  await on('wen-approver', second, { type: 'approve-publication' });
  const portal = await openPortal(office);
  expect((await portal.inject({ url: `/wenshang/results/${first}` })).body).toContain(explanation);
  expect((await portal.inject({ url: `/wenshang/results/${second}` })).body).toContain('第十一条');
  await portal.close();
});

test('写错的一件和改正的一件，同一人的内容都依法删除得了；删除以后，哪一行都不再进来', async () => {
  const statesOf = async () => (await take(right)).findings.map(({ code }) => code);
  const erased = async (id: string) => {
    const items = [{ id: 'fields.partyName', state: 'erase' }];
    const article = '《中华人民共和国个人信息保护法》第四十七条';
    const ground = '处理目的已实现';
    await on('wen-archive', id, { type: 'propose-erasure', items, article, ground });
    await on('wen-legal', id, { type: 'confirm-erasure' });
  };
  const found = await rows();
  const first = found.find(({ state }) => state === 'withdrawn')?.id ?? '';
  const second = found.find(({ state }) => state === 'published')?.id ?? '';
  await erased(first);
  expect(await statesOf()).toEqual([]);
  expect((await take(right)).stored?.unchanged).toBe(1);
  await erased(second);
  for (const row of [wrong, right])
    expect((await take(row)).findings.map(({ code }) => code)).toEqual(['erased-by-law']);
  expect((await rows()).length).toBe(2);
  expect(await differingRows(office)).toEqual([]);
  expect(office.errors).toEqual([]);
});
