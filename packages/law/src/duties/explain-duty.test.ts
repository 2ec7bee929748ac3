import { describe, expect, test } from 'vitest';
import { composeRulebook } from '../pack/rulebook.ts';
import type { Pack } from '../pack/schema.ts';
import { bureauProfileSchema, packSchema } from '../pack/schema.ts';
import type { Calendar } from './calendar.ts';
import { dutiesFor, warningDate } from './duties-for.ts';
import { explainDuty } from './explain-duty.ts';

const off = Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((day) => [`2025-10-0${day}`, '国庆节、中秋节']));
const calendar: Calendar = {
  years: [
    {
      year: 2025,
      notice: 'https://example.org/2025',
      number: null,
      off,
      work: { '2025-09-28': '国庆节、中秋节', '2025-10-11': '国庆节、中秋节' },
    },
  ],
};

const deadline = (id: string, limit: unknown, more: object = {}) => ({
  id,
  name: id,
  on: ['decision-made'],
  kinds: ['permit'],
  does: 'publish',
  limit,
  owner: '承办科室',
  frozen: 'at-event',
  cite: { article: '第一条', quote: '公开' },
  ...more,
});

function explain(limit: unknown, more: object = {}, date = '2025-09-26', question: object = {}) {
  const [duty] = ask([pack('local', 'normative', [deadline('rule', limit, more)])], date, question);
  if (duty === undefined) throw new Error('no duty');
  return { duty, ...explainDuty(duty) };
}

function pack(id: string, rank: string, deadlines: object[]): Pack {
  return packSchema.parse({
    id,
    code: id,
    title: `${id}规定`,
    short: '规定',
    rank,
    issuer: '本局',
    inForceFrom: null,
    extent: 'whole',
    source: '本局',
    articles: [{ number: '第一条', text: '公开' }],
    deadlines,
    silentPoints: [
      {
        id: 'point',
        point: '没有写明某事',
        proposed: '如此办理',
        cite: { article: '第一条', quote: '公开' },
      },
    ],
  });
}

function ask(packs: readonly Pack[], date: string, question: object = {}) {
  const bureau = bureauProfileSchema.parse({
    id: 'bureau',
    name: '某局',
    short: '某局',
    region: '某县',
    kinds: ['permit'],
    numbering: {},
    layers: packs.map((one) => ({ pack: one.id })),
    units: [{ id: 'unit', name: '某科' }],
  });
  return dutiesFor({
    rules: composeRulebook(bureau, packs, date),
    calendar,
    event: 'decision-made',
    kind: 'permit',
    date,
    ...question,
  });
}

describe('the sentence', () => {
  test('names the start, the count, the holidays and the make-up days', () => {
    expect(explain({ count: 7, unit: 'working-day' }).sentence).toBe(
      '自 9 月 26 日（不计入）起第 7 个工作日是 10 月 13 日；10 月 1 日至 8 日国庆、中秋放假不计，9 月 28 日、10 月 11 日调休上班计入。',
    );
  });

  test('says where a last day moved', () => {
    const rolls = { rolls: { holiday: true, basis: '民法典' } };
    expect(explain({ count: 9, unit: 'calendar-day' }, rolls).sentence).toBe(
      '自 9 月 26 日（不计入）起第 9 日是 10 月 5 日，逢国庆、中秋放假，顺延到 10 月 9 日。',
    );
  });

  test('names excluded days by their cause', () => {
    const excluded = [{ from: '2025-09-29', to: '2025-10-10', cause: 'testing' }];
    const { sentence, duty } = explain(
      { count: 2, unit: 'working-day' },
      { excludes: ['testing'] },
      '2025-09-26',
      { excluded },
    );
    expect(duty.due).toBe('2025-10-11');
    expect(sentence).toContain('9 月 29 日至 10 月 10 日检测期间不计入');
  });

  test('days excluded for a cause that the rule does not name count all the same', () => {
    const excluded = [{ from: '2025-09-29', to: '2025-10-10', cause: 'testing' }];
    expect(explain({ count: 2, unit: 'working-day' }, {}, '2025-09-26', { excluded }).duty.due).toBe(
      '2025-09-29',
    );
  });

  test('says that a date is provisional, and writes the years where they differ', () => {
    expect(explain({ count: 4, unit: 'working-day' }, {}, '2025-12-29').sentence).toBe(
      '自 2025 年 12 月 29 日（不计入）起第 4 个工作日是 2026 年 1 月 5 日；2026 年 1 月 1 日元旦放假不计。期间所在年份的放假安排尚未公布，日期暂定。',
    );
  });

  test('knows years, yearly dates, the same day and limits without figures', () => {
    expect(explain({ count: 5, unit: 'year' }).sentence).toBe(
      '自 2025 年 9 月 26 日起满 5 年是 2030 年 9 月 26 日。',
    );
    expect(explain({ yearly: '01-31' }).sentence).toBe('每年 1 月 31 日前，本次是 2026 年 1 月 31 日。');
    expect(explain({ count: 0, unit: 'working-day' }).sentence).toBe('应当在 9 月 26 日当日办理。');
    expect(explain(null).sentence).toBe('条文没有写明天数，应当及时办理。');
  });

  test('knows hours (强制法 第十九条 二十四小时)', () => {
    const { duty, sentence } = explain({ count: 24, unit: 'hour' });
    expect(duty.due).toBe('2025-09-27');
    expect(sentence).toBe('自 9 月 26 日起 24 小时内，至迟到 9 月 27 日的同一时刻。');
    expect(explain({ count: 36, unit: 'hour' }).duty.due).toBe('2025-09-28');
  });

  test('counts back from a day that lies ahead (举行听证的七日前)', () => {
    const hearing = explain({ count: 7, unit: 'working-day', before: true }, {}, '2025-10-13');
    expect(hearing.duty.due).toBe('2025-09-26');
    expect(hearing.sentence).toBe(
      '在 10 月 13 日（不计入）的 7 个工作日前，至迟是 9 月 26 日；10 月 1 日至 8 日国庆、中秋放假不计，9 月 28 日、10 月 11 日调休上班计入。',
    );
    expect(hearing.strip[0]).toMatchObject({ date: '2025-09-26', due: true });
    expect(hearing.strip.at(-1)).toMatchObject({ date: '2025-10-13', kind: 'start' });
    const expiry = explain({ count: 30, unit: 'calendar-day', before: true }, {}, '2025-10-31');
    expect(expiry.duty.due).toBe('2025-10-01');
    expect(expiry.sentence).toBe('在 10 月 31 日（不计入）的 30 日前，至迟是 10 月 1 日。');
  });

  test('an extension is added to the rule that names one, and never beyond its cap', () => {
    const extension = {
      by: { count: 2, unit: 'working-day' },
      approver: '负责人',
      cite: { article: '第一条', quote: '公开' },
    };
    const due = (extensionDays: number, more: object) =>
      explain({ count: 7, unit: 'working-day' }, more, '2025-09-26', { extensionDays }).duty.due;
    expect(due(2, { extension })).toBe('2025-10-15');
    expect(due(5, { extension })).toBe('2025-10-15');
    expect(due(5, { extension: { ...extension, by: null } })).toBe('2025-10-20');
    expect(due(5, {})).toBe('2025-10-13');
  });
});

test('the strip shows every day from the start to the due date, and what it is', () => {
  const { strip } = explain({ count: 7, unit: 'working-day' });
  expect(strip).toHaveLength(18);
  expect(strip[0]).toEqual({ date: '2025-09-26', weekday: '周五', kind: 'start', label: '起算，不计入' });
  expect(strip[1]).toMatchObject({ date: '2025-09-27', kind: 'off', label: '周六' });
  expect(strip[2]).toMatchObject({ date: '2025-09-28', kind: 'make-up', number: 1 });
  expect(strip.at(-1)).toEqual({
    date: '2025-10-13',
    weekday: '周一',
    kind: 'counted',
    number: 7,
    due: true,
  });
  expect(strip.filter((day) => day.number !== undefined).map((day) => day.number)).toEqual([
    1, 2, 3, 4, 5, 6, 7,
  ]);
  expect(explain({ count: 5, unit: 'year' }).strip).toEqual([]);
});

describe('several layers', () => {
  const local = pack('local', 'normative', [
    deadline('local-rule', { count: 20, unit: 'working-day' }, { silent: 'point' }),
  ]);
  const law = pack('law', 'law', [deadline('law-rule', { count: 7, unit: 'working-day' })]);

  test('the binding one carries the others, and the product warns by the earliest', () => {
    const [duty, ...rest] = ask([local, law], '2025-09-26');
    expect(rest).toEqual([]);
    expect(duty).toMatchObject({ id: 'law-rule', binding: true, due: '2025-10-13', regulation: 'law规定' });
    expect(duty?.others).toMatchObject([{ id: 'local-rule', binding: false, due: '2025-10-30' }]);
    expect(duty && warningDate(duty)).toBe('2025-10-13');
  });

  test('a silent point is named in the note with the default proposed', () => {
    expect(ask([local], '2025-09-26')[0]?.note).toBe('没有写明某事；如此办理。');
  });

  test('duties on different channels do not answer each other', () => {
    const credit = pack('credit', 'ministerial-rule', [
      deadline('credit-rule', { count: 20, unit: 'working-day' }, { channel: 'credit' }),
    ]);
    expect(ask([law, credit], '2025-09-26').map((duty) => [duty.id, duty.others.length])).toEqual([
      ['law-rule', 0],
      ['credit-rule', 0],
    ]);
  });
});

test('a duty without figures has no date; a figure proposed counts only where the bureau has given it, and is unverified', () => {
  const more = { proposed: { count: 5, unit: 'working-day' }, silent: 'point' };
  const plain = explain(null, more).duty;
  expect(plain).toMatchObject({
    due: null,
    count: null,
    unverified: false,
    note: '没有写明某事；如此办理。',
  });
  const given = explain(null, more, '2025-09-26', { asProposed: true }).duty;
  expect(given).toMatchObject({ due: '2025-10-10', count: 5, unverified: true, note: plain.note });
  expect(explainDuty(given).sentence).toMatch(/期限未核。$/);
  expect(explainDuty(plain).sentence).not.toContain('未核');
});

test('an extension lengthens the decision only, in the unit of the rule', () => {
  const decide = explain({ count: 2, unit: 'working-day' }, { does: 'decide' }, '2025-09-26', {
    extensionDays: 5,
  });
  expect(decide.duty).toMatchObject({ due: '2025-10-13', count: 7, note: '已批准延长 5 日，计算在内。' });
  expect(explain({ count: 2, unit: 'working-day' }, {}, '2025-09-26', { extensionDays: 5 }).duty.due).toBe(
    '2025-09-29',
  );
});

test('a grant lengthens the duty it was given for, and no other that could be lengthened too', () => {
  const extension = (by: number) => ({
    by: { count: by, unit: 'working-day' },
    approver: '负责人',
    cite: { article: '第一条', quote: '公开' },
  });
  const rules = pack('local', 'normative', [
    deadline('review-rule', { count: 2, unit: 'working-day' }, { does: 'review', extension: extension(3) }),
    deadline('answer-rule', { count: 2, unit: 'working-day' }, { does: 'answer', extension: extension(3) }),
  ]);
  const due = (more: object) =>
    Object.fromEntries(ask([rules], '2025-09-26', more).map((duty) => [duty.id, duty.due]));
  expect(due({ extensionDays: 3, extends: 'review' })).toEqual({
    'review-rule': '2025-10-10',
    'answer-rule': '2025-09-29',
  });
  expect(due({ extensionDays: 3, extends: 'answer' })).toEqual({
    'review-rule': '2025-09-29',
    'answer-rule': '2025-10-10',
  });
  expect(due({ extensionDays: 3 })).toEqual({ 'review-rule': '2025-09-29', 'answer-rule': '2025-09-29' });
});
