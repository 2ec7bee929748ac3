import { createHash } from 'node:crypto';
import { noteRead } from '../audit/reads.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { isLocked } from './lock-out.ts';

/** In the audit stream, whoever gave a login that nobody has. */
export const NOBODY = 'unknown';

/**
 * Notes a refused password in the audit stream of the bureau whose login it was, and the lock that it brought. The login typed
 * is kept as a part of its digest: enough to see that it is the same again. One that nobody has stands with the first bureau.
 * What is tried while a login is locked is not looked at and not noted, or anybody could fill the disk.
 */
export async function noteRefusal(context: ServerContext, login: string, error: unknown): Promise<void> {
  if (!(error instanceof RequestError && error.code === 'wrong-password')) return;
  const { rows } = await context.databases.app.query<{ id: string; bureau: string }>(
    `select id, bureau from person where login = $1`,
    [login],
  );
  const [first] = context.resources().bureaus.keys();
  const person = rows[0] ?? (first === undefined ? undefined : { id: NOBODY, bureau: first });
  if (person === undefined) return;
  const subject = `login/${markOf(login)}`;
  await noteRead(context, person, 'sign-in-failed', subject);
  if (await isLocked(context.databases.app, login, new Date()))
    await noteRead(context, person, 'locked-out', subject);
}

/** Words by which the same words are known again and which nobody reads back from a list. */
export const markOf = (words: string): string =>
  createHash('sha256').update(words).digest('hex').slice(0, 16);
