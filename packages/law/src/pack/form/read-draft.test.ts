import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publishDeadline } from '../../../test/pack-fixtures.ts';
import { packSchema } from '../schema.ts';
import type { DraftBody } from './draft-body.ts';
import { draftFrom, emptyDraft, toDraftBody } from './draft-body.ts';
import { readDraft } from './read-draft.ts';

const cite = { article: '第七条', quote: '7个工作日内公开' };
const deadline = (id: string, more: object = {}) => ({
  ...publishDeadline,
  id,
  cite,
  ...more,
});
const draft = (more: object = {}) =>
  ({
    ...emptyDraft('try', '试行规定'),
    issuer: '本局',
    source: '本局',
    articles: [{ number: '第七条', text: '自作出决定之日起7个工作日内公开。' }],
    deadlines: [deadline('a')],
    ...more,
  }) as unknown as DraftBody;
const said = (body: DraftBody) => readDraft(body).findings.map(({ path, message }) => `${path} ${message}`);

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(...Object.values(draft()), {}, [], ''),
);

test('whatever is written, a draft is read: what is sound of it is a pack again, and what is not has a finding', () => {
  const keys = Object.keys(packSchema.shape);
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...keys), anything, { maxKeys: 8 }), (change) => {
      const { pack, findings, leftAside } = readDraft({ ...draft(), ...change } as DraftBody);
      if (pack !== undefined) expect(packSchema.parse(pack)).toEqual(pack);
      if (pack === undefined || leftAside > 0) expect(findings.length).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});

describe('a draft', () => {
  test('that is finished is read like a pack', () => {
    expect(said(draft())).toEqual([]);
    expect(readDraft(draft()).pack?.deadlines[0]?.modality).toBe('must');
  });

  test('shows what lacks at its field, also inside a choice', () => {
    const body = draft({ deadlines: [deadline('a', { name: undefined, limit: { unit: 'working-day' } })] });
    expect(said(body)).toEqual(['deadlines.0.name 缺少这一项', 'deadlines.0.limit.count 缺少这一项']);
  });

  test('tells a thing of the wrong kind from one that is missing', () => {
    const limit = { count: '七', unit: 'working-day' };
    const { frozen: _none, ...unfrozen } = deadline('a', { limit, on: 'published', does: 'sing' });
    expect(said(draft({ deadlines: [unfrozen] }))).toEqual([
      'deadlines.0.on 类型不对，应为一列',
      expect.stringContaining('deadlines.0.does 只能是 publish、'),
      'deadlines.0.limit.count 类型不对，应为数字',
      'deadlines.0.frozen 缺少这一项',
    ]);
  });

  test('names a day that no year has, and a limit of centuries, at the limit', () => {
    const limits = [
      { yearly: '02-30' },
      { yearly: '13-01' },
      { yearly: '02-29' },
      { count: 3660, unit: 'year', before: true },
    ];
    const body = draft({ deadlines: limits.map((limit, i) => deadline(`d${i}`, { limit })) });
    expect(said(body)).toEqual([
      'deadlines.0.limit.yearly 格式不对',
      'deadlines.1.limit.yearly 格式不对',
      'deadlines.2.limit.yearly 格式不对',
      'deadlines.3.limit 期限不得超过一百年',
    ]);
    expect(readDraft(body).pack?.deadlines).toEqual([]);
  });

  test('is checked as a whole though one rule is not finished: quotations, rivals, each under its own number', () => {
    const body = draft({
      deadlines: [
        deadline('unfinished', { owner: '' }),
        deadline('b', { cite: { article: '第七条', quote: '五个工作日' } }),
        deadline('c'),
      ],
      chains: [{ subject: 's', steps: [{ role: 'handler', does: '拟稿' }], within: 'unfinished', cite }],
    });
    const reading = readDraft(body);
    expect(reading.leftAside).toBe(1);
    expect(said(body)).toEqual([
      'deadlines.0.owner 内容太短或者数目太少',
      'deadlines.1.cite.quote 第七条的原文里没有“五个工作日”',
      'deadlines.1 “b”与“c”对同一事件规定了同一义务，不能都为准',
    ]);
    expect(reading.pack?.deadlines.map(({ id }) => id)).toEqual(['b', 'c']);
  });

  test('with an empty head is still looked at', () => {
    const reading = readDraft({ ...draft(), title: '', rank: 'decree' });
    expect(reading.findings.map(({ path }) => path).sort()).toEqual(['rank', 'title']);
    expect(reading.pack?.deadlines).toHaveLength(1);
  });

  test('may hold anything: what is no pack at all is said, not thrown', () => {
    for (const body of [
      {},
      { deadlines: 'x' },
      { articles: [null, 3, []] },
      { unknown: [{}] },
      { notes: 'x' },
    ])
      expect(readDraft(body as DraftBody).findings.length, JSON.stringify(body)).toBeGreaterThan(0);
  });
});

test('a new regulation after another takes its rules and says so; nothing of its validity', () => {
  const body = draftFrom(
    draft({ inForceFrom: '2025-01-01', inForceTo: '2030-12-31' }),
    'linxi-publicity',
    '林西公示规定',
  );
  expect(body).toMatchObject({
    id: 'linxi-publicity',
    title: '林西公示规定',
    inForceFrom: null,
    notes: ['由《试行规定》起草，尚未核对。'],
  });
  expect(body.inForceTo).toBeUndefined();
  expect(body.deadlines).toHaveLength(1);
});

test('a draft leaves out what goes without saying and keeps what the format does not know', () => {
  const body = toDraftBody({
    ...draft(),
    guards: [],
    deadlines: [deadline('a', { when: {}, modality: 'must', colour: '红' })],
  } as unknown as DraftBody);
  expect(body.guards).toBeUndefined();
  expect(body.deadlines).toEqual([deadline('a', { colour: '红' })]);
});
