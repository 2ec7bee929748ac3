import type { ServerContext } from '../web/context.ts';
import { logOrigin, readLogs } from './logs.ts';
import { findPlace } from './proofs.ts';
import { isNamed, succeedLog } from './succeed.ts';

/**
 * Closes the log of each bureau that another has succeeded, once the fact that says so stands in it, and opens the one that the
 * successor keeps for it. What was stopped half-way is ended; what is done is left alone. Answers the bureaux whose log it closed.
 */
export async function closeSucceeded(
  context: ServerContext,
  publishedFolder?: string,
): Promise<readonly string[]> {
  const closed: string[] = [];
  for (const { id, name, profile } of context.resources().bureaus.values()) {
    if (profile.successor === undefined || !(await isToClose(context, id))) continue;
    await succeedLog(
      {
        app: context.databases.app,
        sequencer: context.databases.sequencer,
        keyFolder: context.keyFolder,
        ...(publishedFolder === undefined ? {} : { publishedFolder }),
        originOf: logOrigin,
        now: context.clock.now(),
        today: context.clock.today(),
      },
      id,
      `${name}由${profile.successor.name}承继，存证由承继机关另册接续。`,
    );
    closed.push(id);
  }
  if (closed.length > 0) context.sequencer.wake();
  return closed;
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
