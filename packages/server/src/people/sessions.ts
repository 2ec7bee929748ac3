import { createHash, randomBytes } from 'node:crypto';
import type { Queryable } from '../journal/database.ts';
import { RequestError } from '../web/request-error.ts';
import { countFailure, forgetFailures, isLocked } from './lock-out.ts';
import { passwordFits } from './passwords.ts';
import { PERSON_COLUMNS, type Person, readPerson } from './people.ts';

const IDLE = 2 * 3600_000;
const ABSOLUTE = 12 * 3600_000;

/** Opens a session for whoever knows login and password; returns its secret token. */
export async function signIn(
  db: Queryable,
  login: string,
  password: string,
  now: Date,
): Promise<{ token: string; person: Person }> {
  const person = await checkPassword(db, login, password, now);
  const token = randomBytes(32).toString('base64url');
  await db.query(
    `insert into session (token_hash, person, created_at, seen_at, expires_at) values ($1, $2, $3, $3, $4)`,
    [digest(token), person.id, now, new Date(now.getTime() + ABSOLUTE)],
  );
  return { token, person };
}

/** Checks login and password; counts failures and locks after five, wherever a password is asked, known login or not. */
export async function checkPassword(
  db: Queryable,
  login: string,
  password: string,
  now: Date,
): Promise<Person> {
  const { rows } = await db.query(
    `select ${PERSON_COLUMNS}, p.password_hash from person p where p.login = $1`,
    [login],
  );
  const row = rows[0];
  if (await isLocked(db, login, now)) throw new RequestError('locked-out');
  const fits = await passwordFits(password, row?.active ? row.password_hash : undefined);
  if (!fits) {
    await countFailure(db, login, now);
    throw new RequestError('wrong-password');
  }
  // Asked again: while this password was being checked, others tried at the same time may have locked the account.
  await forgetFailures(db, login, now);
  if (await isLocked(db, login, now)) throw new RequestError('locked-out');
  return readPerson(row);
}

/** The person behind a session token, and the bureau in whose place they chose to act; undefined when it is unknown, expired, idle too long, or the person was deactivated. */
export async function findSession(
  db: Queryable,
  token: string,
  now: Date,
): Promise<{ readonly person: Person; readonly actsIn: string | null } | undefined> {
  const { rows } = await db.query({
    name: 'find-session',
    text: `select ${PERSON_COLUMNS}, s.seen_at, s.acts_in from session s join person p on p.id = s.person
           where s.token_hash = $1 and s.expires_at > $2 and s.seen_at > $3 and p.active`,
    values: [digest(token), now, new Date(now.getTime() - IDLE)],
  });
  const row = rows[0];
  if (row === undefined) return undefined;
  if (now.getTime() - row.seen_at.getTime() > 60_000)
    await db.query(`update session set seen_at = $2 where token_hash = $1`, [digest(token), now]);
  return { person: readPerson(row), actsIn: row.acts_in };
}

/** From here on the session acts in the place of a bureau, or in the person's own again. */
export async function actIn(db: Queryable, token: string, bureau: string | null): Promise<void> {
  await db.query(`update session set acts_in = $2 where token_hash = $1`, [digest(token), bureau]);
}

/** Ends one session. */
export async function signOut(db: Queryable, token: string): Promise<void> {
  await db.query(`delete from session where token_hash = $1`, [digest(token)]);
}

/** Sets the password and ends every session of the person; one set by somebody else must be changed at the next sign-in. */
export async function changePassword(
  db: Queryable,
  person: string,
  newHash: string,
  mustChange = false,
): Promise<void> {
  await db.query(`update person set password_hash = $2, must_change_password = $3 where id = $1`, [
    person,
    newHash,
    mustChange,
  ]);
  await endSessions(db, person);
}

/** Ends every session of the person. */
export async function endSessions(db: Queryable, person: string): Promise<void> {
  await db.query(`delete from session where person = $1`, [person]);
}

const digest = (token: string) => createHash('sha256').update(token).digest();
