import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { appendLeaves, completeNodes, consistencyNodes, consistencyProof, leafHash } from '@mingjing/ledger';
import type pg from 'pg';
import { toColumn } from '../journal/columns.ts';
import { inTransaction } from '../journal/database.ts';
import { DiskFailed } from '../platform/file-operations.ts';
import { contradictedSentence, isContradicted } from './contradiction.ts';
import { readNodes } from './nodes.ts';
import { forgottenSentence, haltSentence, type LogSigner, openSigner, SignerHalted } from './signer.ts';

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

const BATCH = 2000;
/** Longest wait between two looks for pending leaves. */
const PAUSE = 250;
/** A woken round waits this long, so that what is committed together is integrated and signed together. */
const GATHER = 50;
/** Under load it waits longer, this many times what the last round took: rounds share the machine with commands. */
const GATHER_TIMES = 5;
const GATHER_MOST = 500;

/** Starts the sequencer; several may run, the locked head row lets one at a time work on a log. */
export function startSequencer(options: {
  readonly pool: pg.Pool;
  readonly keyFolder: string;
  readonly originOf: (bureau: string) => string;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}): Sequencer {
  const signers = new Map<string, LogSigner>();
  const halted = new Map<string, string>();
  let stopped = false;
  let woken = Promise.withResolvers<void>();

  const signerOf = (bureau: string): LogSigner => {
    const known = signers.get(bureau);
    if (known !== undefined) return known;
    const opened = openSigner(join(options.keyFolder, bureau), options.originOf(bureau));
    signers.set(bureau, opened);
    return opened;
  };

  let first = true;
  const round = async (): Promise<boolean> => {
    // The first round looks at every log: a restored backup must be noticed before anything is added to it.
    const { rows } = await options.pool.query<{ bureau: string }>(
      `select distinct bureau from ledger_pending
       union select h.bureau from ledger_head h where $1 or not exists
         (select 1 from ledger_checkpoint c where c.bureau = h.bureau and c.size = h.size)
       union select bureau from ledger_finding where kind in ('fork', 'behind')`,
      [first],
    );
    first = false;
    let more = false;
    for (const { bureau } of rows.filter((row) => !halted.has(row.bureau))) {
      try {
        const signer = signerOf(bureau);
        if (await isContradicted(options.pool, bureau, signer.vkey))
          throw new SignerHalted(contradictedSentence(signer.origin));
        const taken = await inTransaction(options.pool, (client) => integrate(client, bureau, signer));
        more ||= taken === BATCH;
        await inTransaction(options.pool, (client) =>
          publishCheckpoint(client, bureau, signer, options.now()),
        );
      } catch (error) {
        const why = haltedBy(error, options.originOf(bureau));
        if (why === undefined) options.onError(error);
        else halted.set(bureau, why);
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
    vkeyOf: (bureau) => signerOf(bureau).vkey,
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

/** Moves up to a batch of pending leaves of one bureau into its tree; the head row is locked first. Returns how many. */
async function integrate(client: pg.PoolClient, bureau: string, signer: LogSigner): Promise<number> {
  await client.query(
    `insert into ledger_head (bureau, size, root) values ($1, 0, $2) on conflict (bureau) do nothing`,
    [bureau, Buffer.from(appendLeaves([], 0, []).root)],
  );
  const head = await client.query<{ size: number }>(
    `select size from ledger_head where bureau = $1 for update`,
    [bureau],
  );
  const size = head.rows[0]?.size ?? 0;
  const signed = (await signer.last())?.size ?? 0;
  if (size < signed) throw new SignerHalted(haltSentence(signer.origin, size, signed));
  const pending = await client.query<{ stream: string; version: number; leaf: Buffer; id: number }>(
    `select id, stream, version, leaf from ledger_pending where bureau = $1 order by id limit $2`,
    [bureau, BATCH],
  );
  const leaves = pending.rows;
  if (leaves.length === 0) return 0;
  // By a list, not a subselect: statistics taken while the table was empty would make that a join without an index.
  await client.query(`delete from ledger_pending where id = any($1)`, [leaves.map(({ id }) => id)]);
  const edge = completeNodes({ start: 0, end: size });
  const getNode = await readNodes(client, bureau, edge);
  const frontier = edge.map(({ level, index }) => getNode(level, index));
  const grown = appendLeaves(
    frontier,
    size,
    leaves.map(({ leaf }) => leafHash(leaf)),
  );
  await client.query(
    `insert into ledger_entry (bureau, index, stream, version, leaf)
     select $1, e.index, e.stream, e.version, e.leaf from unnest($2::bigint[], $3::text[], $4::int[], $5::bytea[]) as e(index, stream, version, leaf)`,
    [
      bureau,
      toColumn(
        'bigint',
        leaves.map((_, i) => size + i),
      ),
      toColumn(
        'text',
        leaves.map((l) => l.stream),
      ),
      toColumn(
        'int',
        leaves.map((l) => l.version),
      ),
      toColumn(
        'bytea',
        leaves.map((l) => l.leaf),
      ),
    ],
  );
  await client.query(
    `insert into ledger_node (bureau, level, index, hash)
     select $1, n.level, n.index, n.hash from unnest($2::int[], $3::bigint[], $4::bytea[]) as n(level, index, hash)`,
    [
      bureau,
      toColumn(
        'int',
        grown.nodes.map((n) => n.level),
      ),
      toColumn(
        'bigint',
        grown.nodes.map((n) => n.index),
      ),
      toColumn(
        'bytea',
        grown.nodes.map((n) => n.hash),
      ),
    ],
  );
  await client.query(`update ledger_head set size = $2, root = $3 where bureau = $1`, [
    bureau,
    grown.size,
    Buffer.from(grown.root),
  ]);
  return leaves.length;
}

/** Signs the committed head against the proof that it extends what was signed last; the locked row keeps others waiting. */
async function publishCheckpoint(
  client: pg.PoolClient,
  bureau: string,
  signer: LogSigner,
  now: Date,
): Promise<void> {
  const head = await client.query<{ size: number; root: Buffer; signed: boolean }>(
    `select size, root, exists (select 1 from ledger_checkpoint c where c.bureau = h.bureau) as signed
     from ledger_head h where bureau = $1 for update`,
    [bureau],
  );
  const row = head.rows[0];
  if (row === undefined || row.size === 0) return;
  const last = await signer.last();
  if (last === null && row.signed) throw new SignerHalted(forgottenSentence(signer.origin));
  const proof =
    last === null || last.size === 0 || last.size >= row.size
      ? []
      : consistencyProof(
          last.size,
          row.size,
          await readNodes(client, bureau, consistencyNodes(last.size, row.size)),
        );
  const note = await signer.sign({ origin: signer.origin, size: row.size, root: row.root }, proof);
  if (note === undefined) return;
  await client.query(
    `insert into ledger_checkpoint (bureau, size, root, note, signed_at) values ($1, $2, $3, $4, $5) on conflict (bureau, size) do nothing`,
    [bureau, row.size, row.root, note, now],
  );
}
