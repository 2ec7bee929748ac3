import { randomUUID } from 'node:crypto';
import type { CatalogueReply, SilentPointsReply } from '@mingjing/api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Answer, Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let lawyer: Visitor;
beforeAll(async () => {
  office = await openOffice();
  lawyer = await office.signIn('wen-host');
});
afterAll(() => office.close());

const register = async (who = lawyer) => (await who.get('/api/law/silent-points')).body as SilentPointsReply;
const codeOf = ({ status, body }: Answer) =>
  `${status} ${(body as { code?: string } | null)?.code ?? ''}`.trim();
const decide = (who: Visitor, part: object, id: string = randomUUID()) =>
  who.post('/api/law', { id, command: { type: 'decide-silent-point', ...part } });
const filing = {
  pack: 'wenshang-recording',
  point: 'last-day-holiday',
  option: 'stays',
  reason: '局务会议研究。',
};
const rollsOn = (day: string) =>
  office.context
    .resources()
    .rulebook('wenshang', day)
    .deadlines('act-ended', 'penalty', {})
    .find(({ rule }) => rule.id === 'wr-12-file')?.rule.rolls?.holiday;

test('静默事项登记：确定以后各处照办，记入存证，只动本局；重复提交只记一次', async () => {
  const before = await register();
  const point = before.points.find(({ id }) => id === 'last-day-holiday');
  expect(point).toMatchObject({
    pack: 'wenshang-recording',
    history: [],
    uses: [{ name: '形成案卷并归档' }],
  });
  expect([before.decide.may, rollsOn(before.today)]).toEqual([true, true]);
  const id = randomUUID();
  const sent = await decide(lawyer, { ...filing, from: before.today }, id);
  expect(sent.status, sent.text).toBe(200);
  expect((await decide(lawyer, { ...filing, from: before.today }, id)).body).toEqual(sent.body);
  expect(rollsOn(before.today)).toBe(false);
  const after = (await register()).points.find(
    ({ id: one, pack }) => one === 'last-day-holiday' && pack === filing.pack,
  );
  expect(after?.history).toMatchObject([
    { status: 'standing', text: '不顺延，以最后一日为期限届满之日', from: before.today },
  ]);
  const elsewhere = await register(await office.signIn('nan-window'));
  expect(elsewhere.points.flatMap(({ history }) => history)).toEqual([]);
  expect(elsewhere.decide.refusal?.code).toBe('not-permitted');
});

test('公示目录随之写明本局的答案', async () => {
  const { today } = await register();
  const text = '由承办科室负责人审核';
  const part = {
    pack: 'wenshang-publicity',
    point: 'section-chain',
    text,
    reason: '内部分工。',
    from: today,
  };
  expect(codeOf(await decide(lawyer, part))).toBe('200');
  const catalogue = (await lawyer.get('/api/catalogue')).body as CatalogueReply;
  const silent = catalogue.flatMap((one) => one.silent).find(({ id }) => id === 'section-chain');
  expect(silent?.decided).toContain(text);
});

test('别的岗位、过去的日子、没有的答案不收；从日志重建，一行不差', async () => {
  const { today } = await register();
  const approver = await office.signIn('wen-approver');
  expect(codeOf(await decide(approver, { ...filing, from: today }))).toBe('422 not-permitted');
  expect(codeOf(await decide(lawyer, { ...filing, from: '2020-01-01' }))).toBe('422 bad-input');
  expect(codeOf(await decide(lawyer, { ...filing, option: 'x', from: today }))).toBe('422 bad-input');
  expect(codeOf(await decide(lawyer, { ...filing, from: today, more: 1 }))).toMatch(/^4/);
  expect(await differingRows(office)).toEqual([]);
});
