import { describe, expect, test } from 'vitest';
import { localPack } from '../../test/pack-fixtures.ts';
import { type Activation, packsFrozen, packsOn } from './law-in-force.ts';
import { type Rulebook, rulebookOf } from './rulebook.ts';
import { rulebookOver } from './rulebook-over.ts';
import { type BureauProfile, bureauProfileSchema, type Frozen, type Pack } from './schema.ts';

const bureau: BureauProfile = bureauProfileSchema.parse({
  id: 'bureau',
  name: '某局',
  short: '某局',
  region: '某县',
  kinds: ['permit', 'penalty'],
  layers: [{ pack: 'law' }, { pack: 'local' }],
  numbering: {},
  units: [{ id: 'unit', name: '科室' }],
});

const cite = { article: '第一条', quote: '条文' };
const both = ['permit', 'penalty'] as const;
const frozenOf = (frozen: Frozen | undefined) => (frozen === undefined ? {} : { frozen });
const deadline = (id: string, frozen: Frozen, count: number) => ({
  id,
  name: id,
  on: ['decision-made'],
  kinds: both,
  does: 'publish',
  limit: { count, unit: 'working-day' },
  owner: '科室',
  frozen,
  cite,
});
const guard = (name: string, kinds: readonly string[], minimum: number, frozen?: Frozen) => ({
  guard: name,
  kinds,
  parameters: { minimum },
  ...frozenOf(frozen),
  cite,
});

/** A version of the pack `local`: its article's text says which one it is. */
function version(text: string, rules: object): Pack {
  return localPack({
    articles: [{ number: '第一条', text: `条文：${text}` }],
    ...rules,
  });
}

const OLD = '2026-01-01';
const NEW = '2026-06-01';
const TODAY = '2026-07-01';

/** The rules of a case that began under the old version and is looked at under the new one; `event` says where the event stood. */
function over(before: object, after: object, event: string = OLD): Rulebook {
  const versions = new Map([
    ['v1', version('旧', before)],
    ['v2', version('新', after)],
  ]);
  const find = (id: string) => versions.get(id);
  const activations: readonly Activation[] = [
    { from: OLD, packs: { local: 'v1' } },
    { from: NEW, packs: { local: 'v2' } },
  ];
  const old = rulebookOf(bureau, packsOn(bureau, activations, find, OLD));
  const now = rulebookOf(bureau, packsOn(bureau, activations, find, NEW));
  const on = (day: string) => (day < NEW ? old : now);
  return rulebookOver({ atStart: old, on, event, today: TODAY });
}
const counts = (rules: Rulebook, on?: string) =>
  Object.fromEntries(
    rules
      .deadlines('decision-made', 'permit', {}, on)
      .map(({ rule }) => [rule.id, rule.limit !== null && 'count' in rule.limit ? rule.limit.count : null]),
  );

describe('期限：依开始时、事件发生时、现行的规定', () => {
  const before = {
    deadlines: [
      deadline('start', 'at-start', 7),
      deadline('event', 'at-event', 7),
      deadline('never', 'never', 7),
    ],
  };
  const after = {
    deadlines: [
      deadline('start', 'at-start', 5),
      deadline('event', 'at-event', 5),
      deadline('never', 'never', 5),
    ],
  };
  test('新旧两版之间，各依所定的时点', () => {
    expect(counts(over(before, after), '2026-05-31')).toEqual({ start: 7, event: 7, never: 5 });
    expect(counts(over(before, after), NEW)).toEqual({ start: 7, event: 5, never: 5 });
  });
  test('已经办结的，依办结之日的规定衡量', () => {
    const rules = over(before, after);
    expect(counts(rules.asOf('2026-05-20'), '2026-05-10').never).toBe(7);
    expect(rules.asOf('2026-06-20')).toBe(rules);
  });
  test('新增的：现行适用，开始时没有的不溯及', () => {
    const rules = over({}, after, NEW);
    expect(counts(rules, NEW)).toEqual({ event: 5, never: 5 });
    expect(counts(rules, OLD)).toEqual({ never: 5 });
  });
  test('删去的：旧案仍依开始时的规定，现行的不再适用', () => {
    const rules = over(before, {}, OLD);
    expect(counts(rules, OLD)).toEqual({ event: 7, start: 7 });
    expect(counts(rules, NEW)).toEqual({ start: 7 });
  });
  test('时点本身改了的，依新文本', () => {
    const was = { deadlines: [deadline('a', 'at-start', 7), deadline('b', 'never', 7)] };
    const is = { deadlines: [deadline('a', 'never', 5), deadline('b', 'at-start', 5)] };
    expect(counts(over(was, is), NEW)).toEqual({ a: 5, b: 7 });
  });
});

describe('限制、记录、程序、法制审核：依开始时的规定', () => {
  test('限制按执法类别各自比较', () => {
    const rules = over(
      { guards: [guard('certified-officers', ['permit', 'penalty'], 2)] },
      {
        guards: [
          guard('certified-officers', ['permit'], 3),
          guard('certified-officers', ['penalty'], 4, 'never'),
        ],
      },
    );
    expect(rules.guard('certified-officers', 'permit')?.rule.parameters.minimum).toBe(2);
    expect(rules.guard('certified-officers', 'penalty')?.rule.parameters.minimum).toBe(4);
  });
  test('新增的限制和记录不约束旧案，删去的仍约束', () => {
    const required = {
      id: 'plan',
      kinds: both,
      before: 'submit-report',
      name: '方案',
      medium: 'document',
      modality: 'must',
      cite,
    };
    const with_ = { guards: [guard('own-work', both, 1)], requirements: [required] };
    const added = over({}, with_);
    expect(added.guard('own-work', 'permit')).toBeUndefined();
    expect(added.requirements('permit', 'submit-report', {})).toEqual([]);
    const dropped = over(with_, {});
    expect(dropped.guard('own-work', 'permit')).toBeDefined();
    expect(dropped.requirements('permit', 'submit-report', {})).toHaveLength(1);
  });
  test('程序和重大决定的情形', () => {
    const rules = over(
      {
        procedures: [{ kind: 'permit', extensionDays: 10, cite }],
        legalReview: [{ kinds: both, triggers: [{ id: 'large', name: '数额较大', when: {}, cite }] }],
      },
      {
        procedures: [{ kind: 'permit', extensionDays: 5, cite }],
        legalReview: [{ kinds: both, triggers: [{ id: 'all', name: '一律', when: {}, cite }] }],
      },
    );
    expect(rules.procedure('permit')?.rule.extensionDays).toBe(10);
    expect(rules.legalReview('penalty').flatMap(({ rule }) => rule.triggers.map(({ id }) => id))).toEqual([
      'large',
    ]);
  });
});

describe('公示：内容依决定时的规定，载体和不予公开的理由依现行规定', () => {
  const publishing = (name: string) => ({
    publications: [
      { id: 'fields', kind: 'permit', fields: [{ key: 'party', name, from: 'party-name' }], cite },
    ],
    channels: [{ id: 'site', name, held: 'ours', main: true, kinds: both, cite }],
    grounds: [{ id: 'privacy', name, scope: 'both', cite }],
  });
  const named = (event: string) => {
    const rules = over(publishing('旧'), publishing('新'), event);
    return [
      rules.publication('permit')?.rule.fields[0]?.name,
      rules.channels('permit')[0]?.rule.name,
      rules.grounds()[0]?.rule.name,
    ];
  };
  test('决定作出在新规定之前、之后', () => {
    expect(named(OLD)).toEqual(['旧', '新', '新']);
    expect(named(NEW)).toEqual(['新', '新', '新']);
  });
});

describe('所引条文是所依版本的条文', () => {
  test('同一规定的两个版本各开各的文本', () => {
    const rules = over(
      { guards: [guard('own-work', ['permit'], 1)], grounds: [{ id: 'a', name: '甲', scope: 'both', cite }] },
      { guards: [guard('own-work', ['permit'], 1)], grounds: [{ id: 'a', name: '甲', scope: 'both', cite }] },
    );
    const [old, now] = [rules.guard('own-work', 'permit')?.cite, rules.grounds()[0]?.cite];
    expect([old?.version, now?.version]).toEqual(['v1', 'v2']);
    expect(old && rules.articleText(old)?.text).toBe('条文：旧');
    expect(now && rules.articleText(now)?.text).toBe('条文：新');
  });
});

describe('何时依哪个版本', () => {
  const plain = (inForceFrom: string | null, inForceTo: string | null = null) =>
    version('', { inForceFrom, inForceTo });
  const onDay = (
    versions: Readonly<Record<string, Pack>>,
    activations: readonly Activation[],
    day: string,
    profile = bureau,
  ) => packsOn(profile, activations, (id) => versions[id], day).map((held) => held.version);

  test('提前启用的新版，施行日之前仍依旧版', () => {
    const versions = { v1: plain(null), v2: plain('2026-07-01') };
    const activations = [
      { from: OLD, packs: { local: 'v1' } },
      { from: '2026-06-20', packs: { local: 'v2' } },
    ];
    expect(onDay(versions, activations, '2026-06-30')).toEqual(['v1']);
    expect(onDay(versions, activations, '2026-07-01')).toEqual(['v2']);
  });
  test('第一次启用之前没有别的规定，也依它', () => {
    expect(onDay({ v1: plain(null) }, [{ from: OLD, packs: { local: 'v1' } }], '2020-01-01')).toEqual(['v1']);
  });
  test('废止的和不在适用期间的都不算', () => {
    const activations = [{ from: OLD, packs: { local: 'v1' } }];
    expect(onDay({ v1: plain(null, '2026-05-31') }, activations, '2026-06-01')).toEqual([]);
    const ended = { ...bureau, layers: [{ pack: 'local', to: '2026-05-31' }] };
    expect(onDay({ v1: plain(null) }, activations, '2026-06-01', ended)).toEqual([]);
    expect(onDay({ v1: plain(null) }, activations, '2026-05-31', ended)).toEqual(['v1']);
  });
  test('案件依其开始时固定的版本，不论后来启用了什么', () => {
    const versions: Record<string, Pack> = { v1: plain(null), v2: plain(null) };
    expect(
      packsFrozen(bureau, { local: 'v1' }, (id) => versions[id], '2026-06-20').map((held) => held.version),
    ).toEqual(['v1']);
  });
});
