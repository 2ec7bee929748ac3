import type { Queryable } from '../journal/database.ts';

/** The logs of a bureau are numbered from 1; the ledger's tables and folders name the first one by the bureau's id. */
export const logIdOf = (bureau: string, number: number): string =>
  number === 1 ? bureau : `${bureau}~${number}`;

/** The bureau whose log an id names. */
export const bureauOfLog = (id: string): string => id.replace(/~\d+$/, '');

/** The name in the checkpoints of a bureau's first log. */
export const logOrigin = (bureau: string): string => `mingjing.local/${bureau}`;

/** The name in a log's checkpoints: the installation's name for the bureau, and the number of a log that follows another. */
export const logOriginOf = (origin: string, number: number): string =>
  number === 1 ? origin : `${origin}/${number}`;

/** The stream in which each further log of a bureau names the one before it; nothing else stands there. */
export const openedStream = (bureau: string): string => `log/${bureau}`;

/** Where a log's files are served, below the bureau's address. */
export const logPathOf = (number: number): string => (number === 1 ? 'log' : `log/${number}`);

/** One log of a bureau; a log that follows another says where that one ended. */
export interface BureauLog {
  readonly id: string;
  readonly number: number;
  readonly vkey: string;
  readonly openedAt: Date;
  /** The head that the log before it was last signed at, and the head that the database held of it. */
  readonly after: Head | null;
  readonly held: Head | null;
  readonly reason: string | null;
}

export interface Head {
  readonly size: number;
  readonly root: string;
}

/** A bureau's logs, the current one last; none before its first fact is integrated. */
export async function readLogs(db: Queryable, bureau: string): Promise<readonly BureauLog[]> {
  const { rows } = await db.query<
    Pick<BureauLog, 'id' | 'number' | 'vkey' | 'reason'> & {
      after_size: number | null;
      after_root: Buffer;
      held_size: number;
      held_root: Buffer;
      opened_at: Date;
    }
  >(
    `select id, number, vkey, reason, after_size, after_root, held_size, held_root, opened_at from ledger_log where bureau = $1 order by number`,
    [bureau],
  );
  return rows.map(({ id, number, vkey, reason, opened_at, ...row }) => ({
    id,
    number,
    vkey,
    reason,
    openedAt: opened_at,
    after: row.after_size === null ? null : { size: row.after_size, root: row.after_root.toString('hex') },
    held: row.after_size === null ? null : { size: row.held_size, root: row.held_root.toString('hex') },
  }));
}

/** A log as the parts of the product that look after all of them need it. */
export interface KnownLog {
  readonly id: string;
  readonly bureau: string;
  readonly vkey: string;
  /** Whether it takes the bureau's facts now. */
  readonly current: boolean;
}

/** Every log of every bureau. */
export async function readAllLogs(db: Queryable): Promise<readonly KnownLog[]> {
  const { rows } = await db.query<KnownLog>(
    `select id, bureau, vkey, number = max(number) over (partition by bureau) as current from ledger_log order by bureau, number`,
  );
  return rows;
}

/** In a statement: the id of the log that takes a bureau's facts now; `parameter` holds the bureau. */
export const currentLog = (parameter: string): string =>
  `(select id from ledger_log where bureau = ${parameter} order by number desc limit 1)`;
