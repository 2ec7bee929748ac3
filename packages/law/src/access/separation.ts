import type { Refusal } from '../rule-error.ts';
import { roleLabels } from '../terms.ts';
import type { Role } from './actor.ts';

const administrators: readonly Role[] = [
  'system-administrator',
  'security-administrator',
  'audit-administrator',
];

/** Whether a role is one of the three separated administrators. */
export function isAdministrator(role: Role): boolean {
  return administrators.includes(role);
}

/** Whether an account is, or becomes, one of the three administrators: then nobody changes it alone. */
export function takesSecondPerson(before: readonly string[], after: readonly string[]): boolean {
  return [...before, ...after].some((role) => isAdministrator(role as Role));
}

/** Why one administrator alone may not register or change another. */
export const secondPersonNeeded: Refusal = {
  code: 'second-person-needed',
  sentence:
    '登记、变更、停用、恢复系统、安全、审计管理员，或者重置其密码，须由另一名安全管理员或者审计管理员当场确认；委托上级机关担任的，由其确认。',
};

/** An account as the rules on accounts see it. */
export interface Account {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly active: boolean;
}

/** Why one person may not hold these roles together. */
export function refuseRoles(roles: readonly Role[]): Refusal | undefined {
  if (new Set(roles).size !== roles.length) return { code: 'roles-repeated', sentence: '同一岗位选了两次。' };
  return roles.some(isAdministrator) && roles.length > 1
    ? { code: 'roles-not-separated', sentence: '系统、安全、审计管理员相互分离，也不兼任办案岗位。' }
    : undefined;
}

/** Why an account may not become so: nobody deposes themselves, and each administrator that a bureau has stays filled. */
export function refuseAccountChange(
  actor: string,
  before: Account,
  after: Account,
  everyone: readonly Account[],
  entrusted: readonly string[] = [],
): Refusal | undefined {
  if (before.active && !after.active && actor === before.id)
    return { code: 'own-account', sentence: '不能停用自己的账号。' };
  const changed = before.roles.join() !== after.roles.join();
  if (changed && actor === before.id)
    return { code: 'own-account', sentence: '不能变更自己的岗位，由另一名系统管理员办理。' };
  const given = changed ? refuseRoles(after.roles) : undefined;
  if (given !== undefined) return given;
  const others = everyone.filter(({ id, active }) => active && id !== before.id);
  const left = administrators.find(
    (role) =>
      holds(before, role) &&
      !holds(after, role) &&
      !entrusted.includes(role) &&
      !others.some((other) => other.roles.includes(role)),
  );
  return left === undefined
    ? undefined
    : {
        code: 'last-administrator',
        sentence: `这是本机关最后一名${roleLabels[left]}。先登记接任的人，再办理。`,
      };
}

const holds = (account: Account, role: Role) => account.active && account.roles.includes(role);
