import { describe, expect, test } from 'vitest';
import { type BureauProfile, bureauProfileSchema } from '../pack/bureau-profile.ts';
import { offeredMatters, refuseMatter, toMatter } from './matters.ts';
import { defaultNumbering, numberingLabels } from './numbering.ts';
import { changedSections, foldProfile, refuseProfileChange } from './profile.ts';

const profile: BureauProfile = bureauProfileSchema.parse({
  id: 'shili',
  name: '示例县示例局',
  short: '示例局',
  region: '示例县',
  kinds: ['permit'],
  layers: [{ pack: 'national' }],
  numbering: defaultNumbering('示'),
  units: [
    { id: 'office', name: '办公室' },
    { id: 'spare', name: '空科' },
  ],
});
const created = { type: 'bureau-created', data: { profile } };
const input = {
  kind: 'permit' as const,
  name: '示例许可',
  basis: '《示例法》第十条',
  unit: 'office',
  materials: [{ name: '申请书' }],
  onSiteCheck: false,
};
const [first, second] = [toMatter(input, 'a'), toMatter({ ...input, name: '示例许可（新）' }, 'b')];
const withMatter = foldProfile([created, { type: 'matter-added', data: { matter: first } }]) ?? profile;

describe('机关信息由事实算出', () => {
  test('事项变更以后，旧的一条留给办理中的案件，新的案件只见新的一条', () => {
    const changed = foldProfile([
      created,
      { type: 'matter-added', data: { matter: first } },
      { type: 'matter-changed', data: { replaces: 'a', matter: second } },
    ]);
    expect(changed?.matters.map(({ id, retired }) => [id, retired])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(changed && offeredMatters(changed, 'permit').map(({ name }) => name)).toEqual(['示例许可（新）']);
  });

  test('只记有改动的部分；早先只存摘要的设立事实算不出机关信息', () => {
    const payment = { channel: '示例银行' };
    const facts = [created, { type: 'bureau-profile-changed', data: { changes: { payment } } }];
    expect(foldProfile(facts)).toEqual({ ...profile, payment });
    expect(changedSections(profile, { payment, units: profile.units })).toEqual({ payment });
    expect(foldProfile([{ type: 'bureau-created', data: { profile: { id: 'x', sha256: 'y' } } }])).toBeNull();
  });

  test('有人员或者事项的内设机构不能撤，空的可以', () => {
    const units = [{ id: 'office', name: '办公室' }];
    const code = (change: object, occupied: readonly string[] = []) =>
      refuseProfileChange(withMatter, change, occupied)?.code;
    expect(code({ units })).toBeUndefined();
    expect(code({ units }, ['spare'])).toBe('unit-in-use');
    expect(code({ units: [{ id: 'spare', name: '空科' }] })).toBe('unit-in-use');
    expect(code({})).toBe('nothing-changed');
    expect(code({ units: [...profile.units, { id: 'third', name: '空科' }] })).toBe('unit-repeated');
  });

  test('已停止办理的、没有的、同名的事项', () => {
    const retire = { type: 'retire-matter', matter: 'a', reason: '废止' } as const;
    const gone = foldProfile([
      created,
      { type: 'matter-added', data: { matter: first } },
      { type: 'matter-retired', data: { matter: 'a' } },
    ]);
    expect(refuseMatter(withMatter, retire)).toBeUndefined();
    expect(gone && refuseMatter(gone, retire)?.code).toBe('matter-retired');
    expect(refuseMatter(profile, retire)?.code).toBe('no-matter');
    expect(refuseMatter(withMatter, { type: 'add-matter', matter: input })?.code).toBe('matter-name-taken');
    expect(refuseMatter(withMatter, { type: 'change-matter', replaces: 'a', matter: input })).toBeUndefined();
  });

  test('文号：每一种都有格式，各不相同，都叫得出名称', () => {
    const patterns = defaultNumbering('示');
    expect(new Set(Object.values(patterns)).size).toBe(Object.keys(patterns).length);
    expect(Object.keys(patterns).sort()).toEqual(Object.keys(numberingLabels).sort());
    const numbering = { ...patterns, received: '收文{number}' };
    expect(refuseProfileChange(profile, { numbering }, [])?.code).toBe('numbering-pattern');
  });
});
