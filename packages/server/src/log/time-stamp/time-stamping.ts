import { createHash, randomBytes, type X509Certificate } from 'node:crypto';
import type pg from 'pg';
import { boundedFetch } from '../../platform/bounded-fetch.ts';
import { dateInChina } from '../../platform/clock.ts';
import { describeError, type Log } from '../../platform/log.ts';
import { readAllLogs } from '../logs.ts';
import { TimeStampRefused } from './refused.ts';
import { readTimeStampResponse, timeStampRequest } from './time-stamp.ts';
import { readTimeStamp } from './time-stamps.ts';

/** Where time stamps come from, and by whom their certificates must have been issued. */
export interface TimeStampAuthority {
  readonly url: string;
  readonly trusted: readonly X509Certificate[];
}

/** Has the newest head of every log stamped once a day. */
export interface TimeStamping {
  round(): Promise<void>;
  stop(): Promise<void>;
}

const EVERY = 10 * 60_000;
const LIMITS = { milliseconds: 20_000, largest: 64 * 1024 };
/** How far the authority's clock may be from this machine's. */
const TOLERANCE = 5 * 60_000;

/** Starts stamping: a log whose head is new since yesterday's stamp is stamped today; a failure is tried again next round. */
export function startTimeStamping(options: {
  readonly pool: pg.Pool;
  readonly authority: TimeStampAuthority;
  readonly now: () => Date;
  readonly log: Pick<Log, 'warn'>;
  readonly every?: number;
}): TimeStamping {
  const { pool, authority, log } = options;
  let running: Promise<void> = Promise.resolve();
  const stampAll = async () => {
    for (const { id, current } of await readAllLogs(pool)) {
      if (!current) continue;
      try {
        await stampToday(pool, id, authority, options.now);
      } catch (error) {
        const sentence = error instanceof TimeStampRefused ? { sentence: error.message } : {};
        log.warn('time-stamping-failed', { ...describeError(error), ...sentence });
      }
    }
  };
  const round = () => {
    running = running
      .then(stampAll)
      .catch((error: unknown) => log.warn('time-stamping-failed', describeError(error)));
    return running;
  };
  const first = setTimeout(round, Math.min(5_000, options.every ?? EVERY));
  const timer = setInterval(round, options.every ?? EVERY);
  first.unref();
  timer.unref();
  return {
    round,
    stop: async () => {
      clearTimeout(first);
      clearInterval(timer);
      await running;
    },
  };
}

async function stampToday(
  pool: pg.Pool,
  log: string,
  { url, trusted }: TimeStampAuthority,
  now: () => Date,
): Promise<void> {
  const { rows } = await pool.query<{ size: number; note: string }>(
    `select size, note from ledger_checkpoint where bureau = $1 order by size desc limit 1`,
    [log],
  );
  const head = rows[0];
  const last = await readTimeStamp(pool, log);
  if (head === undefined || (last !== null && last.size >= head.size)) return;
  if (last !== null && dateInChina(last.stampedAt) >= dateInChina(now())) return;
  const question = { digest: createHash('sha256').update(head.note).digest(), nonce: randomBytes(16) };
  const { status, body } = await boundedFetch(
    url,
    {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query' },
      body: new Uint8Array(timeStampRequest(question)),
    },
    LIMITS,
  );
  if (status !== 200) throw new TimeStampRefused(`时间戳机构答复 ${status}`);
  const stamp = readTimeStampResponse(body, question, trusted);
  if (Math.abs(stamp.time.getTime() - now().getTime()) > TOLERANCE)
    throw new TimeStampRefused('时间戳的时间与本机相差过大');
  await pool.query(
    `insert into ledger_time_stamp (bureau, size, token, authority, stamped_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [log, head.size, stamp.token, stamp.authority, stamp.time],
  );
}
