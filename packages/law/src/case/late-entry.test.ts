import { expect, test } from 'vitest';
import {
  calendar,
  examined,
  last,
  opinion,
  packs,
  resources,
  step,
  wenshang,
} from '../../test/case-fixtures.ts';
import { composeRulebook } from '../index.ts';
import { lateEntry } from './late-entry.ts';

const entered = (occurredOn: string, enteredOn: string, lateReason?: string) => ({
  ...step('handler', enteredOn, 'submit-opinion', opinion),
  occurredOn,
  ...(lateReason ? { lateReason } : {}),
});

/** The packs as they are, but the national one allows entries within some working days. */
const allowing = (workingDays: number) => ({
  ...resources,
  packs: packs.map((pack) => ({
    ...pack,
    guards: pack.guards.map((rule) =>
      rule.guard === 'late-entry' ? { ...rule, parameters: { workingDays } } : rule,
    ),
  })),
});

test('国办发〔2018〕118号 三（七） 文字记录及时准确：当日以后录入的写明原因，拒绝注明条文', () => {
  expect(last([...examined, entered('2026-03-06', '2026-03-09')]).refusal).toMatchObject({
    sentence: '事后补录，须写明迟录的原因。',
    cite: { pack: 'state-council-2018-118', article: '三（七）' },
  });
});

test('汶上 记录规定 第五条 文字记录及时准确：迟录几个工作日按放假安排数', () => {
  const rules = composeRulebook(wenshang, packs, '2025-10-09');
  const days = { occurredOn: '2025-09-26', enteredOn: '2025-10-11' };
  expect(lateEntry(rules, 'penalty', calendar, days)).toMatchObject({
    due: '2025-09-26',
    workingDays: 6,
    calendarDays: 15,
    allowed: 0,
    cite: { pack: 'wenshang-recording', article: '第五条' },
  });
  expect(lateEntry(rules, 'penalty', calendar, { ...days, enteredOn: '2025-09-26' })).toBeUndefined();
});

test('规定容许几个工作日内录入的，期限内不问原因，也不算补录；过了才问', () => {
  const within = last([...examined, entered('2026-03-06', '2026-03-09', '多写的')], allowing(1));
  expect(within.refusal).toBeUndefined();
  expect(within.facts[0]?.occurredOn).toBe('2026-03-06');
  expect(within.facts[0]?.data).not.toHaveProperty('lateReason');
  expect(last([...examined, entered('2026-03-06', '2026-03-10')], allowing(1)).refusal?.sentence).toBe(
    '发生之日起 1 个工作日（至 2026-03-09）以后补录的，须写明迟录的原因。',
  );
});
