import type { Queryable } from '../journal/database.ts';
import { ownRuns, type RunState } from './own-runs.ts';

/** How the newest recheck that came to its end went. */
export interface LastRecheck {
  readonly run: string;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly findings: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** The newest recheck that came to its end; null where none has yet. */
export async function readLastRecheck(db: Queryable): Promise<LastRecheck | null> {
  const { rows } = await db.query<LastRecheck>(
    `select id as run, started_at as "startedAt", finished_at as "finishedAt", findings, counts
     from recheck_run where finished_at is not null order by finished_at desc limit 1`,
  );
  return rows[0] ?? null;
}

/** The newest that this installation has carried out itself, whatever the database holds besides. */
export async function readLastOwnRecheck(db: Queryable, keyFolder: string): Promise<LastRecheck | null> {
  const own = ownRuns(keyFolder);
  const { rows } = await db.query<LastRecheck & Pick<RunState, 'done' | 'at'>>(
    `select id as run, started_at as "startedAt", finished_at as "finishedAt", done, at, findings, counts
     from recheck_run where finished_at is not null order by finished_at desc limit 100`,
  );
  for (const row of rows) if (await own.has(row)) return row;
  return null;
}

/** What a recheck found about a bureau or about no single one, in the order in which it was found. */
export async function readRecheckFindings(
  db: Queryable,
  run: string,
  bureau: string,
  most = 50,
): Promise<readonly string[]> {
  const { rows } = await db.query<{ sentence: string }>(
    `select sentence from recheck_finding where run = $1 and (bureau is null or bureau = $2) order by number limit $3`,
    [run, bureau, most],
  );
  return rows.map(({ sentence }) => sentence);
}

/** How much was gone through, in words. */
export function describeCounts(counts: Readonly<Record<string, number>>): string {
  const told = Object.entries(WORDS).flatMap(([what, word]) => {
    const count = counts[what] ?? 0;
    return count === 0 ? [] : [word.replace('N', count.toLocaleString('en-US'))];
  });
  return told.length === 0 ? '，没有内容' : ` ${told.join('、')}`;
}

const WORDS: Readonly<Record<string, string>> = {
  entries: '日志条目 N 条',
  facts: '事实 N 条',
  projected: '由流水重建的行 N 行',
  documents: '文书 N 份',
  originals: '原件 N 份',
  reads: '查阅记录 N 条',
  files: '日志文件 N 个',
};
