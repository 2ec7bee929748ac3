import { describe, expect, test } from 'vitest';
import { type Role, roles } from '../access/actor.ts';
import { can } from '../access/can.ts';
import { endedActions } from '../access/ended.ts';
import { accessTable } from '../access/table.ts';
import { startSpecs } from '../case/registry.ts';
import type { BureauProfile } from '../pack/bureau-profile.ts';
import { foldProfile } from './profile.ts';
import { placesFor, predecessorsOf, refuseSuccession, rolesInPlace, successorsOf } from './succession.ts';

const profile = (id: string, rest: Partial<BureauProfile> = {}): BureauProfile => ({
  id,
  name: `${id}局`,
  short: id,
  region: '示例县',
  kinds: ['permit'],
  layers: [{ pack: 'national' }],
  numbering: {},
  units: [{ id: 'office', name: '办公室' }],
  matters: [],
  ...rest,
});
const by = (body: string) => ({ body, name: `${body}局`, on: '2025-10-01', title: '方案', number: '一号' });
const bodies = (...given: readonly BureauProfile[]) =>
  new Map(given.map((one) => [one.id, { name: one.name, profile: one }]));
const asked = { bureau: 'aa', successor: 'bb', on: '2025-10-10' };
const codeOf = (given: ReturnType<typeof bodies>, changed: Partial<typeof asked> = {}) =>
  refuseSuccession({ ...asked, ...changed }, given, '2025-01-01', '2025-10-10')?.code;

describe('由其他机关承继', () => {
  test('两个都在办案的机关，生效之日已到：可以', () => {
    expect(codeOf(bodies(profile('aa'), profile('bb')))).toBeUndefined();
    expect(codeOf(bodies(profile('aa'), profile('bb')), { on: '2025-01-01' })).toBeUndefined();
  });

  test('承继自己、没有设立的、已被承继的、没到日子的、早于设立的、还担任别人管理员的，各说各的原因', () => {
    const plain = bodies(profile('aa'), profile('bb'));
    expect(codeOf(plain, { successor: 'aa' })).toBe('own-successor');
    expect(codeOf(plain, { successor: 'zz' })).toBe('no-bureau');
    expect(codeOf(plain, { on: '2025-10-11' })).toBe('not-yet-effective');
    expect(codeOf(plain, { on: '2024-12-31' })).toBe('before-beginning');
    expect(codeOf(bodies(profile('aa', { successor: by('cc') }), profile('bb')))).toBe('already-succeeded');
    const held = profile('cc', { administeredBy: [{ role: 'audit-administrator', body: 'aa' }] });
    expect(codeOf(bodies(profile('aa'), profile('bb'), held))).toBe('posts-held');
  });

  test('没有环：甲由乙承继以后，乙不能由甲承继；经过丙也不能', () => {
    const two = bodies(profile('aa', { successor: by('bb') }), profile('bb'));
    expect(codeOf(two, { bureau: 'bb', successor: 'aa' })).toBe('successor-ended');
    const three = bodies(
      profile('aa', { successor: by('bb') }),
      profile('bb', { successor: by('cc') }),
      profile('cc'),
    );
    for (const successor of ['aa', 'bb'])
      expect(codeOf(three, { bureau: 'cc', successor })).toBe('successor-ended');
    expect(successorsOf(three, 'aa')).toEqual(['bb', 'cc']);
    expect(predecessorsOf(three, 'cc')).toEqual(['aa', 'bb']);
    expect(predecessorsOf(three, 'bb')).toEqual([]);
  });

  test('即使各表被改成环，也算得完', () => {
    const ring = bodies(profile('aa', { successor: by('bb') }), profile('bb', { successor: by('aa') }));
    expect(successorsOf(ring, 'aa')).toEqual(['bb', 'aa']);
  });

  test('两个机关的资料都由自己的流水得出：由谁承继、承继了谁、依据和日期', () => {
    const facts = (id: string, type: string, data: Record<string, unknown>) => [
      { type: 'bureau-created', data: { profile: profile(id) } },
      { type, occurredOn: '2025-10-10', data: { name: '某局', title: '方案', number: '一号', ...data } },
    ];
    const told = { name: '某局', on: '2025-10-10', title: '方案', number: '一号' };
    expect(foldProfile(facts('aa', 'bureau-succeeded', { successor: 'bb' }))?.successor).toEqual({
      ...told,
      body: 'bb',
    });
    expect(foldProfile(facts('bb', 'succession-taken-on', { bureau: 'aa' }))?.predecessors).toEqual([
      { ...told, body: 'aa' },
    ]);
  });
});

describe('以原机关办理', () => {
  const actor = (role: Role) => ({
    id: 'p',
    name: '某人',
    bureau: 'aa',
    home: 'bb',
    roles: rolesInPlace([role]),
  });

  test('不再以原机关开新案；三员的事只留审计管理员的查看', () => {
    const own = new Set(startSpecs.map(({ type }) => type));
    for (const [action, { roles: entitled }] of Object.entries(accessTable)) {
      const isAdministrators = entitled.every((role) => role.endsWith('-administrator'));
      if (own.has(action)) expect(endedActions.has(action), action).toBe(true);
      for (const role of roles) {
        const open = can(actor(role), action, { bureau: 'aa' }) === undefined;
        if (endedActions.has(action)) expect(open, `${role} ${action}`).toBe(false);
        if (open && isAdministrators)
          expect([role, action.startsWith('view-')]).toEqual(['audit-administrator', true]);
      }
    }
    expect(rolesInPlace(['system-administrator'])).toEqual([]);
    expect(rolesInPlace(['security-administrator'])).toEqual([]);
    expect(rolesInPlace(['handler', 'approver'])).toEqual(['handler', 'approver']);
  });

  test('上级机关承继下级机关的，其上级岗位仍在案件中作上级，不以原机关办理', () => {
    const given = bodies(
      profile('aa', { successor: by('bb'), superior: { id: 'bb', name: 'bb局' } }),
      profile('bb', { predecessors: [by('aa')] }),
      profile('cc', { successor: by('bb') }),
    );
    const places = (...held: readonly Role[]) => placesFor(given, { bureau: 'bb', roles: held });
    expect(places('superior')).toEqual(['cc']);
    expect(places('handler')).toEqual(['aa', 'cc']);
    expect(places('system-administrator')).toEqual([]);
  });

  test('在自己机关里，这些照旧', () => {
    const own = { ...actor('policy-and-law'), bureau: 'bb', home: 'bb' };
    expect(can(own, 'add-matter', { bureau: 'bb' })).toBeUndefined();
    expect(can(actor('policy-and-law'), 'add-matter', { bureau: 'aa' })?.code).toBe('bureau-succeeded');
    expect(can(actor('policy-and-law'), 'import-calendar', { bureau: 'aa' })).toBeUndefined();
  });
});
