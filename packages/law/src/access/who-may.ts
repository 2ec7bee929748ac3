import { roleLabels } from '../terms.ts';
import type { Actor, Role } from './actor.ts';

/** The posts that hold a power, as one names them: 承办人、审核人. Where nearly everyone holds it, no list is given. */
export function postsNamed(roles: readonly Role[]): string {
  return roles.length > 6 ? '办案人员' : roles.map((role) => roleLabels[role]).join('、');
}

/** Persons by name, each with the posts that give them the power: 何文达（批准人）. */
export function personsNamed(people: readonly Actor[], roles: readonly Role[]): string {
  return people
    .map(({ name, roles: held }) => {
      const posts = held.filter((role) => roles.includes(role)).map((role) => roleLabels[role]);
      return posts.length > 0 ? `${name}（${posts.join('、')}）` : name;
    })
    .join('、');
}

/** The end of a refusal that rests on who asks: whom to turn to, or that there is nobody yet. */
export function whoElse(people: readonly Actor[], roles: readonly Role[]): string {
  return people.length > 0
    ? `可以办理的人：${personsNamed(people, roles)}。`
    : `现在没有可以办理的人，先由系统管理员登记${postsNamed(roles)}。`;
}
