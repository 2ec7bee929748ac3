import { randomUUID } from 'node:crypto';
import type { LawRegisterReply, WorklistReply } from '@mingjing/api';
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

const codeOf = ({ status, body }: Answer) =>
  `${status} ${(body as { code?: string } | null)?.code ?? ''}`.trim();
const send = (who: Visitor, command: object) => who.post('/api/law', { id: randomUUID(), command });
const register = async () => (await lawyer.get('/api/law/register')).body as LawRegisterReply;
const updates = async (who = lawyer) =>
  ((await who.get('/api/worklist')).body as WorklistReply).items.filter(({ update }) => update !== undefined);

test('法规变动登记一次，以它为依据的内容进入待办；登记更新即结；从日志重建，一行不差', async () => {
  const before = await register();
  expect(before.items.map(({ kindLabel }) => kindLabel)).toContain('执法事项');
  expect([before.changes, await updates()]).toEqual([[], []]);
  const unit = before.units[0]?.id;
  const guide = {
    kind: 'guide',
    name: '食盐批发服务指南',
    unit,
    bases: [{ title: '食盐专营办法', article: '第九条' }],
  };
  expect(codeOf(await send(lawyer, { type: 'register-linked-item', ...guide }))).toBe('200');
  const effectiveOn = before.today;
  const change = { type: 'record-law-change', what: 'amended', title: '食盐专营办法', effectiveOn };
  expect(codeOf(await send(lawyer, change))).toBe('200');
  expect(codeOf(await send(lawyer, change))).toBe('422 bad-input');
  const [recorded] = (await register()).changes;
  expect(recorded?.work.map(({ name, state }) => [name, state])).toContainEqual(['食盐批发服务指南', 'open']);
  const waiting = await updates();
  expect(waiting).toHaveLength(recorded?.work.length ?? 0);
  expect(waiting[0]).toMatchObject({
    cite: { article: '第五条' },
    due: null,
    distance: '及时',
    state: '待更新',
  });
  for (const { change: id, item } of waiting.flatMap(({ update }) => update ?? []))
    expect(
      codeOf(
        await send(lawyer, {
          type: 'record-item-updated',
          change: id,
          item,
          on: effectiveOn,
          note: '已更新。',
        }),
      ),
    ).toBe('200');
  expect(await updates()).toEqual([]);
  expect((await register()).changes[0]?.work[0]).toMatchObject({
    state: 'done',
    update: { note: '已更新。' },
  });
  expect(await differingRows(office)).toEqual([]);
});

test('别的机构的人看不到不归自己的待更新；别的岗位登记不了；多余的字段不收', async () => {
  const { today } = await register();
  const change = { type: 'record-law-change', what: 'repealed', title: '食盐专营办法', effectiveOn: today };
  const approver = await office.signIn('wen-approver');
  expect(codeOf(await send(approver, change))).toBe('422 not-permitted');
  expect((await send(lawyer, { ...change, more: 1 })).status).toBe(400);
  expect(codeOf(await send(lawyer, change))).toBe('200');
  const units = new Set((await updates()).map(({ party }) => party));
  expect(units.size).toBeGreaterThan(0);
  expect(await updates(approver)).toEqual([]);
  expect(await updates(await office.signIn('nan-window'))).toEqual([]);
});
