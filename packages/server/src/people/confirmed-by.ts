import { can, type EntrustedPost, type Role, RuleError, roleLabels } from '@mingjing/law';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { authoriseQuery, bureauSubject } from './authorise.ts';
import { noteRefusal } from './note-sign-in.ts';
import { type Person, toActor } from './people.ts';
import { checkPassword } from './sessions.ts';

/**
 * The second person who confirms on the spot, by login and password: another one, of the bureau itself or an administrator of its
 * superior to whom the bureau entrusted the post, whose role confirms this.
 */
export async function confirmedBy(
  context: ServerContext,
  by: Person,
  confirmer: Confirmer,
  action: string,
  bureau: string = by.bureau,
): Promise<Person> {
  const person = await knownBy(context, by, confirmer);
  const refusal = can(toActor(person), action, bureauSubject(context.resources(), bureau));
  if (refusal?.code === 'other-bureau')
    throw new RequestError('bad-request', '须由本机关或者受委托的上级机关的管理员确认。');
  if (refusal !== undefined) throw new RuleError(refusal.code, refusal.sentence);
  return person;
}

/** The administrator of the superior who takes a post on, by login and password. */
export async function acceptedBy(
  context: ServerContext,
  by: Person,
  confirmer: Confirmer,
  { body, role }: EntrustedPost,
): Promise<Person> {
  return await agreedBy(context, by, confirmer, {
    body,
    role,
    action: 'accept-administration',
    who: '上级机关',
  });
}

/** Somebody of another body who agrees, by login and password, to what is put to that body. */
export async function agreedBy(
  context: ServerContext,
  by: Person,
  confirmer: Confirmer,
  asked: { readonly body: string; readonly role: Role; readonly action: string; readonly who: string },
): Promise<Person> {
  const person = await knownBy(context, by, confirmer);
  authoriseQuery(person, asked.action);
  if (person.bureau !== asked.body || !person.roles.includes(asked.role))
    throw new RequestError('bad-request', `须由${asked.who}的${roleLabels[asked.role]}当场同意。`);
  return person;
}

interface Confirmer {
  readonly login: string;
  readonly password: string;
}

async function knownBy(context: ServerContext, by: Person, { login, password }: Confirmer): Promise<Person> {
  const person = await checkPassword(context.databases.app, login, password, new Date()).catch(
    async (error: unknown) => {
      await noteRefusal(context, login, error);
      throw error;
    },
  );
  if (person.mustChangePassword) throw new RequestError('bad-request', '确认人须先更换一次性密码。');
  if (person.id === by.id) throw new RequestError('bad-request', '须由另一人确认。');
  return person;
}
