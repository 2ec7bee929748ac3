import { describe, expect, test } from 'vitest';
import { calendar, packs, wenshang } from '../../test/case-fixtures.ts';
import { decided, playTo } from '../../test/penalty-fixtures.ts';
import type { Role } from '../access/actor.ts';
import { factTypes, type RecordedFact } from '../facts/fact-types.ts';
import { packsOn } from '../pack/law-in-force.ts';
import { composeRulebook } from '../pack/rulebook.ts';
import { rulebookOver } from '../pack/rulebook-over.ts';
import type { Pack } from '../pack/schema.ts';
import { RuleError } from '../rule-error.ts';
import { type BureauState, foldBureau } from './bureau-state.ts';
import { checkYear } from './check-year.ts';
import { type BureauCommand, decideBureau } from './decide.ts';
import { lawChanges } from './law-changes.ts';
import { checkProposal, type ProposedLaw } from './proposed-law.ts';

const hash = (name: string) => name.padEnd(64, '0');
const base = Object.fromEntries(wenshang.layers.map(({ pack }) => [pack, hash('a')]));
const publicity = packs.find(({ id }) => id === 'wenshang-publicity');
if (publicity === undefined) throw new Error('no pack');
const versions = new Map<string, Pack>([
  [hash('b'), publicity],
  [hash('c'), { ...publicity, id: 'county-rules', title: '县里的规定' }],
]);
const created: RecordedFact = {
  type: 'packs-activated',
  occurredOn: '2026-01-05',
  data: { packs: base, proposedBy: 'one', demonstration: true },
  stream: 'bureau/wenshang',
  version: 1,
  typeVersion: 1,
  recordedAt: '2026-01-05T01:00:00Z',
  actor: 'two',
  erased: [],
};

/** A bureau whose two persons act one after the other. */
class Bureau {
  facts: RecordedFact[] = [created];
  get state(): BureauState {
    return foldBureau(this.facts);
  }
  get profile() {
    return { ...wenshang, layers: [...(this.state.layers ?? wenshang.layers)] };
  }
  around(id: string, today: string, roles: readonly Role[]) {
    const actor = { id, name: id, bureau: wenshang.id, roles };
    return { actor, profile: this.profile, today, find: (version: string) => versions.get(version) };
  }
  act(
    id: string,
    today: string,
    command: BureauCommand,
    roles: readonly Role[] = bothPosts,
  ): string | undefined {
    try {
      for (const fact of decideBureau(this.state, command, this.around(id, today, roles)))
        this.facts.push({
          ...created,
          ...fact,
          version: this.facts.length + 1,
          typeVersion: factTypes[fact.type].version,
          actor: id,
        });
      return undefined;
    } catch (error) {
      if (error instanceof RuleError) return `${error.code} ${error.message}`;
      throw error;
    }
  }
}
const bothPosts: readonly Role[] = ['policy-and-law', 'approver'];
const propose = (law: Partial<ProposedLaw> = {}): BureauCommand =>
  ({ type: 'propose-packs', packs: { 'wenshang-publicity': hash('b') }, ...law }) as BureauCommand;

describe('启用规定须经两人', () => {
  test('提请、批准；批准之日起依新版，之前依旧版', () => {
    const bureau = new Bureau();
    expect(bureau.act('one', '2026-05-10', propose())).toBeUndefined();
    expect(bureau.act('one', '2026-05-11', { type: 'approve-packs', proposal: 2 })).toContain('own-work');
    expect(bureau.act('one', '2026-05-11', { type: 'reject-packs', proposal: 2, reason: '无' })).toContain(
      'own-work',
    );
    expect(bureau.act('two', '2026-05-11', { type: 'approve-packs', proposal: 9 })).toContain(
      'proposal-changed',
    );
    expect(bureau.act('two', '2026-05-12', { type: 'approve-packs', proposal: 2 })).toBeUndefined();
    const { activations } = bureau.state;
    expect(activations.map(({ from, proposedBy, approvedBy }) => [from, proposedBy, approvedBy])).toEqual([
      ['2026-01-05', 'one', 'two'],
      ['2026-05-12', 'one', 'two'],
    ]);
    const on = (day: string) =>
      packsOn(bureau.profile, activations, (version) => versions.get(version) ?? publicity, day).find(
        ({ pack }) => pack.id === 'wenshang-publicity',
      )?.version;
    expect([on('2026-05-11'), on('2026-05-12')]).toEqual([hash('a'), hash('b')]);
    expect(Object.keys(activations[1]?.packs ?? {})).toEqual(Object.keys(base));
  });
  test('写明自某日起的，依所写', () => {
    const bureau = new Bureau();
    bureau.act('one', '2026-05-10', propose({ from: '2026-07-01' }));
    bureau.act('two', '2026-05-12', { type: 'approve-packs', proposal: 2 });
    expect(bureau.state.activations[1]?.from).toBe('2026-07-01');
    expect(
      bureau.act(
        'one',
        '2026-08-01',
        propose({ packs: { 'wenshang-publicity': hash('a') }, from: '2026-06-01' }),
      ),
    ).toContain('不能早于上一次启用之日（2026-07-01）');
  });
  test('岗位不对的提不了、批不了', () => {
    const bureau = new Bureau();
    expect(bureau.act('x', '2026-05-10', propose(), ['handler'])).toContain('not-permitted');
    expect(bureau.act('x', '2026-05-10', propose(), ['system-administrator'])).toContain('not-permitted');
  });
});

describe('提请的内容', () => {
  const refused = (law: ProposedLaw) => {
    const bureau = new Bureau();
    try {
      checkProposal(bureau.state, law, bureau.around('one', '2026-05-10', bothPosts));
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  const layers = wenshang.layers;
  const added = [{ pack: 'county-rules' }, ...layers];
  test('没有要改的、没有收到的、不在适用之列的', () => {
    expect(refused({ packs: {} })).toContain('没有要改的');
    expect(refused({ packs: { 'wenshang-publicity': hash('a') } })).not.toBe('');
    expect(refused({ packs: { 'wenshang-publicity': hash('d') } })).toContain('没有收到');
    expect(refused({ packs: { 'wenshang-recording': hash('b') } })).toContain('没有收到');
    expect(refused({ packs: { 'county-rules': hash('c') } })).toContain('不在本局适用的规定之列');
    expect(refused({ packs: { 'wenshang-publicity': hash('b') } })).toBe('');
  });
  test('可以列入新的规定，可以写明旧的适用到哪一天', () => {
    expect(refused({ packs: { 'county-rules': hash('c') }, layers: added })).toBe('');
    expect(refused({ packs: {}, layers: added })).toContain('没有选定版本');
    const ended = layers.map((layer, i) => (i === 0 ? { ...layer, to: '2026-05-09' } : layer));
    expect(refused({ packs: {}, layers: ended })).toBe('');
  });
  test('过去的不改：不能去掉、换次序、改起日、止于过去', () => {
    expect(refused({ packs: {}, layers: layers.slice(1) })).toContain('不能去掉');
    expect(refused({ packs: {}, layers: [...layers].reverse() })).toContain('换次序');
    expect(refused({ packs: {}, layers: [...layers, ...layers.slice(0, 1)] })).toContain('重复');
    const changed = (part: object) => layers.map((layer, i) => (i === 0 ? { ...layer, ...part } : layer));
    expect(refused({ packs: {}, layers: changed({ from: '2026-02-01' }) })).toContain('起日不能改');
    expect(refused({ packs: {}, layers: changed({ to: '2026-03-31' }) })).toContain('止日只能改在');
  });
});

describe('将产生的变化', () => {
  const state = playTo(decided).state;
  if (state === null) throw new Error('no case');
  const before = composeRulebook(wenshang, packs, '2026-03-02');
  const after = composeRulebook(
    wenshang,
    packs.map((pack) =>
      pack.id !== 'wenshang-publicity'
        ? pack
        : {
            ...pack,
            deadlines: pack.deadlines.map((rule) =>
              rule.id === 'wp-7-1-permit-penalty'
                ? { ...rule, limit: { count: 5, unit: 'working-day' as const } }
                : rule,
            ),
            publications: pack.publications.map((rule) => ({ ...rule, fields: rule.fields.slice(1) })),
          },
    ),
    '2026-03-02',
  );
  const side = (from: string) => {
    const rules = rulebookOver({
      atStart: before,
      on: (day) => (day < from ? before : after),
      event: '2026-03-18',
      today: '2026-03-20',
    });
    return { rules, publicationRules: rules, calendar };
  };
  const names = { bureauName: wenshang.name, authorityName: wenshang.name };
  const changes = (from: string) =>
    lawChanges(state, '2026-03-20', {}, side('2027-01-01'), side(from), names);

  test('决定之前生效的：公开期限和公开内容都变，并指明条款；决定之后生效的：不变', () => {
    expect(
      changes('2026-03-10').map(({ about, before, after, cite }) => [about, before, after, cite.article]),
    ).toEqual([
      ['duty', '2026-03-27', '2026-03-25', '第七条第（一）项'],
      ['publication', '公开', null, expect.any(String)],
    ]);
    expect(changes('2026-03-19')).toEqual([]);
  });
  test('已经公示的不再列公示内容', () => {
    const outside = { publishedOn: '2026-03-20', confirmedOn: '2026-03-20' };
    expect(lawChanges(state, '2026-03-20', outside, side('2027-01-01'), side('2026-03-10'), names)).toEqual(
      [],
    );
  });
});

describe('国务院办公厅的放假安排', () => {
  test('已导入的各年都通得过', () => {
    expect(calendar.years.flatMap((year) => checkYear(year, '2026-01-01'))).toEqual([]);
  });
});
