import { randomUUID } from 'node:crypto';
import { readFact } from '@mingjing/ledger';
import { inTransaction, type Queryable } from '../journal/database.ts';
import { writeCommand } from '../journal/write-command.ts';
import type { ServerContext } from '../web/context.ts';
import type { LastRecheck } from './last-recheck.ts';
import { ownRuns, type RunState } from './own-runs.ts';

/** A full recheck as a fact of a bureau's log tells it. */
export interface SealedRecheck {
  readonly stream: string;
  readonly version: number;
  readonly bytes: Buffer;
  readonly run: string;
  readonly finishedAt: string;
  readonly findings: number;
}

/** Puts into each bureau's log every recheck that has ended since the last one there; answers how many facts that were. */
export async function sealRechecks(context: ServerContext): Promise<number> {
  let sealed = 0;
  for (const bureau of context.resources().bureaus.keys())
    while (await sealNext(context, bureau)) sealed += 1;
  if (sealed > 0) context.sequencer.wake();
  return sealed;
}

/** The newest recheck in a bureau's log. */
export async function readSealedRecheck(db: Queryable, bureau: string): Promise<SealedRecheck | null> {
  const { rows } = await db.query<Pick<SealedRecheck, 'stream' | 'version' | 'bytes'>>(
    `select stream, version, bytes from sealed_recheck where bureau = $1 order by version desc limit 1`,
    [bureau],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { run, finishedAt, findings } = readFact(row.bytes).plain;
  return { ...row, run: String(run), finishedAt: String(finishedAt), findings: Number(findings) };
}

/** Whether the fact says what the table says; a result changed afterwards is not vouched for. */
export const isSealed = (last: LastRecheck, sealed: SealedRecheck | null): boolean =>
  sealed !== null &&
  sealed.run === last.run &&
  sealed.finishedAt === last.finishedAt.toISOString() &&
  sealed.findings === last.findings;

/** The bureau's row is held, so that of two processes one seals. A stream of its own shows that no version is missing. */
async function sealNext(context: ServerContext, bureau: string): Promise<boolean> {
  return await inTransaction(context.databases.app, async (client) => {
    await client.query(`select 1 from bureau where id = $1 for update`, [bureau]);
    const stream = `recheck/${bureau}`;
    const before = await readSealedRecheck(client, bureau);
    const { rows } = await client.query<EndedRun>(
      `select id as run, started_at as "startedAt", finished_at as "finishedAt", done, at, findings, counts,
         (select commitment from journal where stream = $2 order by version desc limit 1) as commitment
       from recheck_run where finished_at is not null and ($1::timestamptz is null or date_trunc('milliseconds', finished_at) > $1)
       order by finished_at limit 100`,
      [before?.finishedAt ?? null, stream],
    );
    const run = await firstOwn(context.keyFolder, rows);
    if (run === undefined) return false;
    await writeCommand(client, {
      commandId: randomUUID(),
      digest: null,
      stream,
      bureau,
      actor: 'system',
      recordedAt: context.clock.now().toISOString(),
      after: { version: before?.version ?? 0, commitment: run.commitment },
      facts: [
        {
          type: 'recheck-sealed',
          occurredOn: context.clock.today(),
          data: {
            run: run.run,
            startedAt: run.startedAt.toISOString(),
            finishedAt: run.finishedAt.toISOString(),
            findings: run.findings,
            counts: run.counts,
          },
        },
      ],
      project: [],
    });
    return true;
  });
}

type EndedRun = LastRecheck & Pick<RunState, 'done' | 'at'> & { readonly commitment: Buffer | null };

/** A row that no recheck of this installation has left is not put into any log. */
async function firstOwn(keyFolder: string, runs: readonly EndedRun[]): Promise<EndedRun | undefined> {
  const own = ownRuns(keyFolder);
  for (const run of runs) if (await own.has(run)) return run;
  return undefined;
}
