import { createHash } from 'node:crypto';
import type { Queryable } from '../journal/database.ts';

const ATTEMPTS = 5;
const LOCK = 15 * 60_000;
/** Failures further apart do not add up, and what nobody tried for so long is forgotten. */
const MEMORY = 3600_000;

/** Whether this login is locked now; the same for a login that nobody has. */
export async function isLocked(db: Queryable, login: string, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `select 1 from sign_in_failure where login_sha256 = $1 and locked_until > $2`,
    [digest(login), now],
  );
  return (rowCount ?? 0) > 0;
}

/** Which of these logins are locked now. */
export async function lockedLogins(
  db: Queryable,
  logins: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ login_sha256: Buffer }>(
    `select login_sha256 from sign_in_failure where login_sha256 = any($1) and locked_until > $2`,
    [logins.map(digest), now],
  );
  const locked = new Set(rows.map((row) => row.login_sha256.toString('hex')));
  return new Set(logins.filter((login) => locked.has(digest(login).toString('hex'))));
}

/** Counts one wrong password; the fifth locks the login for a quarter of an hour. */
export async function countFailure(db: Queryable, login: string, now: Date): Promise<void> {
  const since = new Date(now.getTime() - MEMORY);
  await db.query(
    `insert into sign_in_failure as f (login_sha256, failed, last_failed_at) values ($1, 1, $2)
     on conflict (login_sha256) do update set last_failed_at = $2,
       failed = case when f.last_failed_at < $3 then 1 when f.failed + 1 >= $4 then 0 else f.failed + 1 end,
       locked_until = case when f.last_failed_at >= $3 and f.failed + 1 >= $4 then $5::timestamptz else f.locked_until end`,
    [digest(login), now, since, ATTEMPTS, new Date(now.getTime() + LOCK)],
  );
  await db.query(
    `delete from sign_in_failure where login_sha256 in (select login_sha256 from sign_in_failure where last_failed_at < $1 limit 100 for update skip locked)`,
    [since],
  );
}

/** Forgets the failures of a login that is not locked: the right password was given. */
export async function forgetFailures(db: Queryable, login: string, now: Date): Promise<void> {
  await db.query(
    `delete from sign_in_failure where login_sha256 = $1 and (locked_until is null or locked_until <= $2)`,
    [digest(login), now],
  );
}

/** Lifts the lock of a login before its time. */
export async function unlock(db: Queryable, login: string): Promise<void> {
  await db.query(`delete from sign_in_failure where login_sha256 = $1`, [digest(login)]);
}

const digest = (login: string) => createHash('sha256').update(login).digest();
