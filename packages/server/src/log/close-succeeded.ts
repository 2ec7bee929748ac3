import type pg from 'pg';
import { inTransaction } from '../journal/database.ts';
import type { ServerContext } from '../web/context.ts';
import { logOrigin, readLogs } from './logs.ts';
import { findPlace } from './proofs.ts';
import { isNamed, type Succession, succeedLog } from './succeed.ts';

/**
 * Closes the log of each bureau that another has succeeded, once the fact that says so stands in it, and opens the one that the
 * successor keeps for it. What was stopped half-way is ended; what is done is left alone. Answers the bureaux whose log it closed.
 */
export async function closeSucceeded(
  context: ServerContext,
  publishedFolder?: string,
): Promise<readonly string[]> {
  const { app, sequencer } = context.databases;
  const closed: string[] = [];
  for (const { id, name, profile } of context.resources().bureaus.values()) {
    if (profile.successor === undefined || !(await isToClose(context, id))) continue;
    const reason = `${name}由${profile.successor.name}承继，存证由承继机关另册接续。`;
    const given = {
      app,
      sequencer,
      keyFolder: context.keyFolder,
      ...(publishedFolder === undefined ? {} : { publishedFolder }),
      originOf: logOrigin,
      now: context.clock.now(),
      today: context.clock.today(),
    };
    if (await alone(app, id, () => closeOne(context, given, id, reason))) closed.push(id);
  }
  if (closed.length > 0) context.sequencer.wake();
  return closed;
}

/** Asked again once no other node is at it: it may just have been done. */
async function closeOne(
  context: ServerContext,
  given: Succession,
  bureau: string,
  reason: string,
): Promise<boolean> {
  if (!(await isToClose(context, bureau))) return false;
  await succeedLog(given, bureau, reason);
  return true;
}

/** Runs the work unless another node is at the same bureau's log; false where one is. */
async function alone(app: pg.Pool, bureau: string, work: () => Promise<boolean>): Promise<boolean> {
  return await inTransaction(app, async (client) => {
    const { rows } = await client.query<{ free: boolean }>(
      `select pg_try_advisory_xact_lock(hashtextextended('close-succeeded/' || $1, 0)) as free`,
      [bureau],
    );
    return rows[0]?.free === true && (await work());
  });
}

/** Whether the succession stands in the bureau's current log, or that log still waits for its first entry. */
async function isToClose({ databases }: ServerContext, bureau: string): Promise<boolean> {
  const current = (await readLogs(databases.app, bureau)).at(-1);
  if (current === undefined) return false;
  if (current.number > 1 && !(await isNamed(databases.sequencer, bureau, current.number))) return true;
  const stream = `bureau/${bureau}`;
  const { rows } = await databases.app.query<{ version: number }>(
    `select version from journal where stream = $1 and type = 'bureau-succeeded'`,
    [stream],
  );
  const { log } = await findPlace(databases.app, bureau, stream, rows[0]?.version ?? 0);
  return log?.number === current.number;
}
