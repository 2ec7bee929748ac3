import type { Refusal } from '../rule-error.ts';
import type { Actor, Role } from './actor.ts';
import { refuseEnded } from './ended.ts';
import { isAdministrator } from './separation.ts';
import type { Subject } from './subject.ts';
import { type AccessEntry, accessTable } from './table.ts';
import { postsNamed } from './who-may.ts';

/** The only authorisation: why this person may not do this to that subject; undefined = may. What is on no list is refused. */
export function can(actor: Actor, action: string, subject: Subject): Refusal | undefined {
  const entry = Object.hasOwn(accessTable, action) ? accessTable[action] : undefined;
  if (!entry) return { code: 'unknown-action', sentence: '没有这项操作。' };
  const ended = refuseEnded(actor, action);
  if (ended !== undefined) return ended;
  if (entry.content && actor.roles.some(isAdministrator)) {
    return { code: 'administrator', sentence: '系统、安全、审计管理员不接触案件内容。' };
  }
  // A stage that is wrong for everyone is said first, so that nobody is sent to ask a colleague; outsiders are told nothing of it.
  if (
    entry.stages &&
    subject.stage !== undefined &&
    !entry.stages.includes(subject.stage) &&
    takesPart(actor, subject)
  ) {
    return subject.stage === 'closed'
      ? { code: 'wrong-stage', sentence: '本案已结案，只能查阅。' }
      : { code: 'wrong-stage', sentence: '现在的阶段不能办理这一步。' };
  }
  const standing = actor.roles.filter(
    (role) => entry.roles.includes(role) && stands(actor, role, entry, subject),
  );
  if (standing.length === 0) return refuseStanding(actor, action, entry);
  if (entry.only === 'handlers' && !isNarrowedIn(actor, standing, subject)) {
    return subject.handlers?.length
      ? { code: 'not-handler', sentence: '只有本案承办人才能办理。' }
      : { code: 'not-handler', sentence: '尚未确定承办人。' };
  }
  return undefined;
}

function takesPart(actor: Actor, subject: Subject): boolean {
  return (
    actor.bureau === subject.bureau ||
    subject.participants?.some(({ body }) => body === actor.bureau) === true
  );
}

/** Whether the person's body has the capacity asked for, and the role is one that counts in that capacity. */
function stands(actor: Actor, role: Role, entry: AccessEntry, subject: Subject): boolean {
  const isHome = actor.bureau === subject.bureau;
  const takesPartAs = (capacity: string) =>
    subject.participants?.some((one) => one.body === actor.bureau && one.as === capacity) === true;
  const byRole =
    role === 'superior'
      ? takesPartAs('superior')
      : role === 'supervisor'
        ? takesPartAs('supervising')
        : isHome;
  const isNamed = takesPartAs('joint') || takesPartAs('entrusted');
  const supervises = (role === 'superior' || role === 'supervisor') && takesPartAs('supervising');
  switch (entry.body) {
    case 'own':
      return isHome || isEntrusted(actor, role, subject);
    case 'handling':
      return isHome && role !== 'superior' && role !== 'supervisor';
    case 'joining':
      return role !== 'superior' && role !== 'supervisor' && (isHome || isNamed);
    case 'superior':
      return role === 'superior' && takesPartAs('superior');
    case 'supervising':
      return supervises;
    case 'issuing':
      return byRole && actor.bureau === (subject.issuing ?? subject.bureau);
    case 'extending':
      return byRole && actor.bureau === (subject.extending ?? subject.bureau);
    case 'participant':
      return byRole || supervises || (role !== 'superior' && role !== 'supervisor' && isNamed);
  }
}

/** A small bureau may use its superior's administrator: that one, in that post, stands there as its own would. */
function isEntrusted(actor: Actor, role: Role, { administeredBy }: Subject): boolean {
  return administeredBy?.some((post) => post.body === actor.bureau && post.role === role) === true;
}

/** The case's handlers are the bureau's own; a body that was named for the case sends whom it has. */
function isNarrowedIn(actor: Actor, standing: readonly Role[], subject: Subject): boolean {
  return (
    actor.bureau !== subject.bureau ||
    standing.some((role) => role !== 'handler') ||
    subject.handlers?.includes(actor.id) === true
  );
}

function refuseStanding(actor: Actor, action: string, entry: AccessEntry): Refusal {
  const reading = /^(view|list)-/.test(action);
  return actor.roles.some((role) => entry.roles.includes(role))
    ? { code: 'other-bureau', sentence: '本件不由您所在的单位办理。' }
    : {
        code: 'not-permitted',
        sentence: reading
          ? `您的岗位不查看这项内容，由${postsNamed(entry.roles)}查看。`
          : `您的岗位不办理这一步，由${postsNamed(entry.roles)}办理。`,
      };
}
