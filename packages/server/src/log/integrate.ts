import { appendLeaves, completeNodes, consistencyNodes, consistencyProof, leafHash } from '@mingjing/ledger';
import type pg from 'pg';
import { toColumn } from '../journal/columns.ts';
import { headsBeyond } from './heads-beyond.ts';
import { currentLog, openedStream } from './logs.ts';
import { readNodes } from './nodes.ts';
import type { SignedHead } from './signed-heads.ts';
import {
  forgetfulSentence,
  forgottenSentence,
  haltSentence,
  type LogSigner,
  SignerForgetful,
  SignerHalted,
} from './signer.ts';

/** A bureau's current log with the key that signs it. */
export interface LogAtWork {
  readonly bureau: string;
  readonly id: string;
  readonly number: number;
  readonly signer: LogSigner;
}

/** How many leaves are taken at once. */
const BATCH = 2000;

/** Moves up to a batch of pending leaves of one bureau into its current log's tree; the head row is locked first. Whether there may be more. */
export async function integrate(client: pg.PoolClient, log: LogAtWork): Promise<boolean> {
  const { id, signer } = log;
  const head = await lockHead(client, log);
  if (head === null) return false;
  const { size } = head;
  const last = await signer.last();
  const signed = last?.size ?? 0;
  if (size < signed) {
    await stillLocked(client);
    throw new SignerHalted(haltSentence(signer.origin, size, signed));
  }
  await refuseForgetful(client, log, last);
  const leaves = await readPending(client, log, size);
  if (leaves.length === 0) return false;
  // By a list, not a subselect: statistics taken while the table was empty would make that a join without an index.
  await client.query(`delete from ledger_pending where id = any($1)`, [leaves.map(({ id }) => id)]);
  const edge = completeNodes({ start: 0, end: size });
  const getNode = await readNodes(client, id, edge);
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
      id,
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
      id,
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
    id,
    grown.size,
    Buffer.from(grown.root),
  ]);
  return leaves.length === BATCH || isOpening(log, size);
}

/** Signs the committed head against the proof that it extends what was signed last; the locked row keeps others waiting. */
export async function publishCheckpoint(client: pg.PoolClient, log: LogAtWork, now: Date): Promise<void> {
  const { id, signer } = log;
  const row = await lockHead(client, log);
  if (row === null || row.size === 0) return;
  const last = await signer.last();
  await stillLocked(client);
  if (last === null && (await isSigned(client, id))) throw new SignerHalted(forgottenSentence(signer.origin));
  await refuseForgetful(client, log, last);
  const proof =
    last === null || last.size === 0 || last.size >= row.size
      ? []
      : consistencyProof(
          last.size,
          row.size,
          await readNodes(client, id, consistencyNodes(last.size, row.size)),
        );
  const note = await signer.sign({ origin: signer.origin, size: row.size, root: row.root }, last, proof);
  if (note === undefined) return;
  await client.query(
    `insert into ledger_checkpoint (bureau, size, root, note, signed_at) values ($1, $2, $3, $4, $5) on conflict (bureau, size) do nothing`,
    [id, row.size, row.root, note, now],
  );
}

/** The head of the log, held until the transaction ends; null where another log has followed it. */
export async function lockHead(
  client: pg.PoolClient,
  { bureau, id }: Pick<LogAtWork, 'bureau' | 'id'>,
): Promise<{ readonly size: number; readonly root: Buffer } | null> {
  await client.query(
    `insert into ledger_head (bureau, size, root) values ($1, 0, $2) on conflict (bureau) do nothing`,
    [id, Buffer.from(appendLeaves([], 0, []).root)],
  );
  const { rows } = await client.query<{ size: number; root: Buffer }>(
    `select size, root from ledger_head where bureau = $1 for update`,
    [id],
  );
  // Asked once the row is held: whoever opens a further log holds it too.
  const current = await client.query<{ id: string }>(`select ${currentLog('$1')} as id`, [bureau]);
  return current.rows[0]?.id === id ? (rows[0] ?? null) : null;
}

/**
 * Fails where the database has ended the session, and the lock on the head's row with it: a process that slept would hold what
 * it read before against what another has signed since.
 */
async function stillLocked(client: pg.PoolClient): Promise<void> {
  await client.query('select 1');
}

interface Pending {
  readonly id: number;
  readonly stream: string;
  readonly version: number;
  readonly leaf: Buffer;
}

/** The oldest pending leaves. A log that follows another takes first the fact that says where that one ended, and waits for it. */
async function readPending(client: pg.PoolClient, log: LogAtWork, size: number): Promise<readonly Pending[]> {
  const { bureau, number } = log;
  const { rows } = isOpening(log, size)
    ? await client.query<Pending>(
        `select id, stream, version, leaf from ledger_pending where stream = $1 and version = $2`,
        [openedStream(bureau), number - 1],
      )
    : await client.query<Pending>(
        `select id, stream, version, leaf from ledger_pending where bureau = $1 order by id limit $2`,
        [bureau, BATCH],
      );
  return rows;
}

const isOpening = ({ number }: LogAtWork, size: number): boolean => number > 1 && size === 0;

/** A head that this key signed and that its signer does not remember: nothing is added or signed before a person has looked. */
async function refuseForgetful(
  client: pg.PoolClient,
  { id, signer }: LogAtWork,
  last: SignedHead | null,
): Promise<void> {
  const [newest] = await headsBeyond(client, id, signer.vkey, last);
  if (newest !== undefined)
    throw new SignerForgetful(forgetfulSentence(signer.origin, newest.size, last?.size ?? 0));
}

async function isSigned(client: pg.PoolClient, id: string): Promise<boolean> {
  const { rowCount } = await client.query(`select 1 from ledger_checkpoint where bureau = $1 limit 1`, [id]);
  return rowCount === 1;
}
