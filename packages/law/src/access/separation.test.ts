import { describe, expect, test } from 'vitest';
import type { Role } from './actor.ts';
import { type Account, refuseAccountChange, refuseRoles } from './separation.ts';

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
});
