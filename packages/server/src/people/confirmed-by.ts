import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { authoriseQuery } from './authorise.ts';
import { noteRefusal } from './note-sign-in.ts';
import type { Person } from './people.ts';
import { checkPassword } from './sessions.ts';

/**
 * The second person who confirms on the spot, by login and password: another one, of the bureau or of its superior (whose
 * administrators a small bureau may call upon), whose role confirms this.
 */
export async function confirmedBy(
  context: ServerContext,
  by: Person,
  { login, password }: { readonly login: string; readonly password: string },
  action: string,
): Promise<Person> {
  const person = await checkPassword(context.databases.app, login, password, new Date()).catch(
    async (error: unknown) => {
      await noteRefusal(context, login, error);
      throw error;
    },
  );
  const superior = context.resources().bureaus.get(by.bureau)?.profile.superior?.id;
  if (person.mustChangePassword || (person.bureau !== by.bureau && person.bureau !== superior))
    throw new RequestError('bad-request', '须由本机关或者上级机关的管理员确认。');
  authoriseQuery(person, action);
  if (person.id === by.id) throw new RequestError('bad-request', '须由另一人确认。');
  return person;
}
