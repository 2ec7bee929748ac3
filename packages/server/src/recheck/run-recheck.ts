import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type RecheckFinding, type RecheckPart, type RecheckPlaces, recheckParts } from './finding.ts';
import { type OwnRuns, ownRuns } from './own-runs.ts';
import { recheck } from './recheck.ts';

/** How a recheck ended. */
export interface RecheckResult {
  readonly run: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly findings: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Another process is at it. */
export class RecheckRunning extends Error {}

/**
 * Runs a recheck and keeps its result and what it found; one that was cut off within the last day is taken up where it was.
 * `rest` is awaited after each batch, so that a nightly run leaves the machine to the office.
 */
export async function runRecheck(
  connection: pg.ClientConfig,
  places: RecheckPlaces,
  options: {
    readonly now: () => Date;
    readonly rest?: () => Promise<void>;
    readonly found?: (finding: RecheckFinding) => void;
    readonly anew?: boolean;
  },
): Promise<RecheckResult> {
  const reader = new pg.Client(connection);
  const keeper = new pg.Client(connection);
  for (const client of [reader, keeper]) client.on('error', () => undefined);
  await Promise.all([reader.connect(), keeper.connect()]);
  try {
    const { rows } = await keeper.query<{ free: boolean }>(
      `select pg_try_advisory_lock(${LOCK_KEY}) as free`,
    );
    if (rows[0]?.free !== true) throw new RecheckRunning();
    const own = ownRuns(places.keyFolder);
    const run = await openRun(keeper, own, options.now(), options.anew ?? false);
    const record = recorder(keeper, own, run, options.now);
    for await (const finding of recheck(reader, places, {
      parts: recheckParts.filter((part) => !run.done.includes(part)),
      after: run.at,
      worked: async (what, count, part, at) => {
        await record.worked(what, count, part, at);
        await options.rest?.();
      },
      finished: record.finished,
    })) {
      await record.found(finding);
      options.found?.(finding);
    }
    return await record.end();
  } finally {
    await Promise.all([reader.end(), keeper.end()].map((ending) => ending.catch(() => undefined)));
  }
}

const LOCK_KEY = 20_261_122;
/** Findings kept of one run; all are counted. */
const MOST_KEPT = 2000;

interface OpenRun {
  readonly id: string;
  readonly startedAt: Date;
  readonly done: readonly RecheckPart[];
  readonly at: string | null;
  readonly findings: number;
  readonly counts: Readonly<Record<string, number>>;
}

async function openRun(db: pg.Client, own: OwnRuns, now: Date, anew: boolean): Promise<OpenRun> {
  const { rows } = await db.query<OpenRun>(
    `select id, started_at as "startedAt", done, at, findings, counts from recheck_run
     where finished_at is null and started_at > $1 and not $2 order by started_at desc limit 1`,
    [new Date(now.getTime() - DAY), anew],
  );
  const [open] = rows;
  if (open !== undefined && (await own.has({ ...open, run: open.id, finishedAt: null }))) return open;
  const fresh = { id: randomUUID(), startedAt: now, done: [], at: null, findings: 0, counts: {} };
  await db.query(`insert into recheck_run (id, started_at) values ($1, $2)`, [fresh.id, now]);
  await own.note({ ...fresh, run: fresh.id, finishedAt: null });
  return fresh;
}

const DAY = 20 * 3600_000;

/** Where a run stands is written as it goes, so that a killed process loses no more than a batch. */
function recorder(db: pg.Client, own: OwnRuns, run: OpenRun, now: () => Date) {
  const counts: Record<string, number> = { ...run.counts };
  const done: RecheckPart[] = [...run.done];
  let findings = run.findings;
  const keep = async (at: string | null, finishedAt: Date | null) => {
    await db.query(
      `update recheck_run set done = $2, at = $3, findings = $4, counts = $5, finished_at = $6 where id = $1`,
      [run.id, done, at, findings, JSON.stringify(counts), finishedAt],
    );
    await own.note({ run: run.id, done, at, findings, counts, finishedAt });
  };
  return {
    worked: async (what: string, count: number, _part: RecheckPart, at: string | undefined) => {
      counts[what] = (counts[what] ?? 0) + count;
      if (at !== undefined && at !== '') await keep(at, null);
    },
    finished: async (part: RecheckPart) => {
      done.push(part);
      await keep(null, null);
    },
    found: async ({ part, bureau, table, row, column, sentence }: RecheckFinding) => {
      findings += 1;
      if (findings > MOST_KEPT) return;
      await db.query(
        `insert into recheck_finding (run, number, part, bureau, "table", row, "column", sentence, found_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
        [run.id, findings, part, bureau, table, row, column, sentence, now()],
      );
    },
    end: async (): Promise<RecheckResult> => {
      const finishedAt = now();
      await keep(null, finishedAt);
      return { run: run.id, startedAt: run.startedAt, finishedAt, findings, counts };
    },
  };
}
