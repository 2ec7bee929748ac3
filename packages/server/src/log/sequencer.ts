import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { inTransaction } from '../journal/database.ts';
import { DiskFailed } from '../platform/file-operations.ts';
import { contradictedSentence, isContradicted } from './contradiction.ts';
import { integrate, type LogAtWork, publishCheckpoint } from './integrate.ts';
import { currentLog, logIdOf, logOriginOf } from './logs.ts';
import { publishedHead, refuseBehindPublished } from './published-head.ts';
import { forgottenSentence, type LogSigner, openSigner, SignerForgetful, SignerHalted } from './signer.ts';

/** Integrates pending leaves into each bureau's tree and signs its head, outside the business transaction. */
export interface Sequencer {
  /** Asks for a round soon; called after a command committed here. */
  wake(): void;
  /** Integrates and signs everything that is pending now. */
  drain(): Promise<void>;
  /** Sentence per bureau whose log is halted; shown on every screen. */
  readonly halted: ReadonlyMap<string, string>;
  vkeyOf(bureau: string): string;
  stop(): Promise<void>;
}

/** Longest wait between two looks for pending leaves. */
const PAUSE = 250;
/** A woken round waits this long, so that what is committed together is integrated and signed together. */
const GATHER = 50;
/** Under load it waits longer, this many times what the last round took: rounds share the machine with commands. */
const GATHER_TIMES = 5;
const GATHER_MOST = 500;

interface Row {
  readonly bureau: string;
  readonly id: string | null;
  readonly number: number | null;
  readonly vkey: string | null;
}

/** Bureaux with pending leaves or an unsigned head (or, where asked, with a log at all), each with its current log. */
const AT_WORK = `select w.bureau, l.id, l.number, l.vkey from (
    select distinct bureau from ledger_pending
    union select coalesce(l.bureau, h.bureau) from ledger_head h left join ledger_log l on l.id = h.bureau
    where $1 or ((l.id is null or l.id = ${currentLog('l.bureau')})
      and not exists (select 1 from ledger_checkpoint c where c.bureau = h.bureau and c.size = h.size))
    union select l.bureau from ledger_finding f join ledger_log l on l.id = f.bureau
    where f.kind in ('fork', 'behind') and l.id = ${currentLog('l.bureau')}
  ) w left join ledger_log l on l.id = ${currentLog('w.bureau')}`;

/** Starts the sequencer; several may run, the locked head row lets one at a time work on a log. */
export function startSequencer(options: {
  readonly pool: pg.Pool;
  readonly keyFolder: string;
  /** Where the logs’ files are published, each in a folder of its id. */
  readonly publishedFolder?: string;
  readonly originOf: (bureau: string) => string;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}): Sequencer {
  const signers = new Map<string, LogSigner>();
  const halted = new Map<string, string>();
  let stopped = false;
  let woken = Promise.withResolvers<void>();

  /** Number of the current log by bureau, as last seen. */
  const numbers = new Map<string, number>();
  const haltedLogs = new Map<string, string>();

  const signerOf = (bureau: string, number: number): LogSigner => {
    const id = logIdOf(bureau, number);
    const known = signers.get(id);
    if (known !== undefined) return known;
    const opened = openSigner(join(options.keyFolder, id), logOriginOf(options.originOf(bureau), number));
    signers.set(id, opened);
    return opened;
  };
  const logAtWork = async ({ bureau, id, number, vkey }: Row): Promise<LogAtWork> => {
    const signer = signerOf(bureau, number ?? 1);
    if (id === null)
      await options.pool.query(
        `insert into ledger_log (id, bureau, number, vkey, opened_at) values ($1, $1, 1, $2, $3) on conflict do nothing`,
        [bureau, signer.vkey, options.now()],
      );
    else if (vkey !== signer.vkey && (await signer.last()) === null)
      throw new SignerHalted(forgottenSentence(signer.origin));
    return { bureau, id: id ?? bureau, number: number ?? 1, signer };
  };

  /** What was last found published of a log, and is in the database. */
  const compared = new Map<string, string>();
  const comparePublished = async ({ id, signer: { origin, vkey } }: LogAtWork): Promise<void> => {
    if (options.publishedFolder === undefined) return;
    const published = await publishedHead(join(options.publishedFolder, id), vkey);
    if (published === undefined || compared.get(id) === published.note) return;
    await refuseBehindPublished(options.pool, { id, origin }, published);
    compared.set(id, published.note);
  };

  let lookAtAll = true;
  const round = async (): Promise<boolean> => {
    // The first round looks at every log: a restored backup must be noticed before anything is added to it.
    const { rows } = await options.pool.query<Row>(AT_WORK, [lookAtAll]);
    lookAtAll = false;
    let more = false;
    for (const row of rows) {
      const { bureau } = row;
      const id = row.id ?? bureau;
      if (haltedLogs.get(bureau) === id) continue;
      numbers.set(bureau, row.number ?? 1);
      try {
        const log = await logAtWork(row);
        if (await isContradicted(options.pool, id, log.signer.vkey))
          throw new SignerHalted(contradictedSentence(log.signer.origin));
        await comparePublished(log);
        const isMore = await inTransaction(options.pool, (client) => integrate(client, log));
        more ||= isMore;
        await inTransaction(options.pool, (client) => publishCheckpoint(client, log, options.now()));
        halted.delete(bureau);
      } catch (error) {
        const why = haltedBy(error, options.originOf(bureau));
        if (why === undefined) options.onError(error);
        else {
          halted.set(bureau, why);
          // What a person may set right while this runs is looked at again.
          if (error instanceof SignerForgetful) lookAtAll = true;
          else haltedLogs.set(bureau, id);
        }
      }
    }
    return more;
  };

  let running: Promise<boolean> = Promise.resolve(false);
  /** Rounds of this process run one after another, whoever asks. */
  const nextRound = () => {
    running = running.catch(() => false).then(round);
    return running;
  };
  const rest = async (took: number) => {
    const pause = setTimeout(() => woken.resolve(), PAUSE);
    await woken.promise;
    clearTimeout(pause);
    woken = Promise.withResolvers();
    if (!stopped) await sleep(Math.min(GATHER_MOST, Math.max(GATHER, GATHER_TIMES * took)));
  };
  const loop = (async () => {
    while (!stopped) {
      const start = performance.now();
      const more = await nextRound().catch((error: unknown) => {
        if (!stopped) options.onError(error);
        return false;
      });
      if (!more && !stopped) await rest(performance.now() - start);
    }
  })();

  return {
    halted,
    wake: () => woken.resolve(),
    drain: async () => {
      while (await nextRound());
    },
    vkeyOf: (bureau) => signerOf(bureau, numbers.get(bureau) ?? 1).vkey,
    stop: async () => {
      stopped = true;
      woken.resolve();
      await loop;
      await running.catch(() => false);
    },
  };
}
/** The sentence of an error after which nothing more may be signed. */
function haltedBy(error: unknown, origin: string): string | undefined {
  if (error instanceof SignerHalted) return error.message;
  return error instanceof DiskFailed ? `${origin} 的存证日志已停签：${error.message}` : undefined;
}
