import { describe, expect, test } from 'vitest';
import type { Role } from './actor.ts';
import {
  type Account,
  becomesAdministrator,
  refuseAccountChange,
  refuseFirstAdministrators,
  refuseRoles,
} from './separation.ts';
import { accessTable } from './table.ts';

const account = (id: string, roles: readonly Role[], active = true): Account => ({ id, roles, active });
const system = account('s', ['system-administrator']);
const second = account('s2', ['system-administrator']);
const audit = account('a', ['audit-administrator']);
const handler = account('h', ['handler']);
const everyone = [system, second, audit, handler];
const change = (actor: string, before: Account, after: Partial<Account>, all = everyone) =>
  refuseAccountChange(actor, before, { ...before, ...after }, all)?.code;

describe('三员分立', () => {
  test('管理员不兼任别的岗位，办案岗位可以兼任', () => {
    expect(refuseRoles(['system-administrator', 'audit-administrator'])?.code).toBe('roles-not-separated');
    expect(refuseRoles(['security-administrator', 'handler'])?.code).toBe('roles-not-separated');
    expect(refuseRoles(['handler', 'handler'])?.code).toBe('roles-repeated');
    expect(refuseRoles(['policy-and-law', 'legal-reviewer'])).toBeUndefined();
    expect(change('s', handler, { roles: ['handler', 'audit-administrator'] })).toBe('roles-not-separated');
  });

  test('不能停用自己，不能变更自己的岗位，别的可以改', () => {
    expect(change('s', system, { active: false })).toBe('own-account');
    expect(change('s', system, { roles: ['security-administrator'] })).toBe('own-account');
    expect(change('s', system, {})).toBeUndefined();
  });

  test('三类管理员各自最后一名不能停用，也不能改任；还有别人时可以', () => {
    expect(change('s2', system, { active: false })).toBeUndefined();
    expect(change('x', system, { active: false }, [system, { ...second, active: false }, audit])).toBe(
      'last-administrator',
    );
    expect(change('s', audit, { active: false })).toBe('last-administrator');
    expect(change('s', audit, { roles: ['handler'] })).toBe('last-administrator');
    expect(change('s', handler, { active: false })).toBeUndefined();
  });

  test('要第二人的事：能提出的岗位里，没有一个也能确认', () => {
    for (const [asks, confirms] of [
      ['manage-people', 'confirm-administrator'],
      ['entrust-administrator', 'accept-administration'],
      ['take-back-administrator', 'confirm-administrator'],
      ['add-bureau', 'confirm-bureau'],
      ['open-emergency-access', 'confirm-emergency-access'],
      ['change-witnesses', 'confirm-witnesses'],
    ] as const) {
      const both = accessTable[asks]?.roles.filter((role) => accessTable[confirms]?.roles.includes(role));
      expect(both, `${asks} ${confirms}`).toEqual([]);
    }
  });

  test('机关设立时：每类一名、各不相同的人；委托上级机关的那一类不另登记，系统管理员不委托', () => {
    const [s, e, a] = ['system-administrator', 'security-administrator', 'audit-administrator'];
    const one = (role = '', name = role) => ({ role, login: name, name });
    const first = (wanted: ReturnType<typeof one>[], entrusted: string[] = []) =>
      refuseFirstAdministrators(wanted, entrusted)?.code;
    expect(first([one(s), one(e), one(a)])).toBeUndefined();
    expect(first([one(s), one(a)], [e ?? ''])).toBeUndefined();
    expect(first([one(s)], [e ?? '', a ?? ''])).toBeUndefined();
    for (const [wanted, entrusted] of [
      [[one(s), one(e)], []],
      [[one(s), one(e), one(e, 'other')], []],
      [[one(s), one(e, 'same'), one(a, 'same')], []],
      [[one(s), one(e), one(a)], [a ?? '']],
      [[one(s)], [e ?? '', e ?? '']],
      [[one(e), one(a)], [s ?? '']],
      [[], []],
    ] as const)
      expect(first([...wanted], [...entrusted]), JSON.stringify([wanted, entrusted])).toBe(
        'administrators-not-separated',
      );
  });

  test('成为三员之一，才算新任：改名、由此改任办案岗位都不算', () => {
    expect(becomesAdministrator(['handler'], ['audit-administrator'])).toBe(true);
    expect(becomesAdministrator(['security-administrator'], ['audit-administrator'])).toBe(true);
    expect(becomesAdministrator(['audit-administrator'], ['audit-administrator'])).toBe(false);
    expect(becomesAdministrator(['audit-administrator'], ['handler'])).toBe(false);
  });
});
