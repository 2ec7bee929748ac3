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

/** Whether an account becomes one of the three that it was not: no password that it had may open it then. */
export function becomesAdministrator(before: readonly string[], after: readonly string[]): boolean {
  return after.some((role) => isAdministrator(role as Role) && !before.includes(role));
}

/** Why one person alone may not choose the password that an administrator begins with. */
export const secondPartNeeded: Refusal = {
  code: 'second-part-needed',
  sentence:
    '管理员账号的一次性密码由经办人和确认人各设一段，谁也不单独知道整个密码。请确认人另设后半段，至少六位。',
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

/** Why a bureau may not begin with these administrators: one of each kind that its superior does not hold, all different people. */
export function refuseFirstAdministrators(
  wanted: readonly { readonly login: string; readonly name: string; readonly role: string }[],
  entrusted: readonly string[],
): Refusal | undefined {
  const needed = administrators.filter((role) => !entrusted.includes(role));
  const different = (texts: readonly string[]) => new Set(texts).size === needed.length;
  const isWhole =
    wanted.length === needed.length &&
    new Set(entrusted).size === entrusted.length &&
    !entrusted.includes('system-administrator') &&
    needed.every((role) => wanted.some((one) => one.role === role)) &&
    different(wanted.map(({ login }) => login)) &&
    different(wanted.map(({ name }) => name.trim()));
  return isWhole
    ? undefined
    : {
        code: 'administrators-not-separated',
        sentence: '系统、安全、审计三名管理员须由不同的人担任，登录名各不相同；委托上级机关担任的不另登记。',
      };
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
