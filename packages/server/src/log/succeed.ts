import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { appendLeaves, toHex } from '@mingjing/ledger';
import type pg from 'pg';
import { inTransaction, type Queryable } from '../journal/database.ts';
import { writeCommand } from '../journal/write-command.ts';
import { isContradicted } from './contradiction.ts';
import { lockHead, publishCheckpoint } from './integrate.ts';
import { type BureauLog, type Head, logIdOf, logOriginOf, openedStream, readLogs } from './logs.ts';
import { publishedHead } from './published-head.ts';
import type { SignedHead } from './signed-heads.ts';
import { closeSigner, hasKey, lastSigned, openSigner, SignerHalted } from './signer.ts';

/** What the opening of a further log needs. */
export interface Succession {
  readonly app: pg.Pool;
  readonly sequencer: pg.Pool;
  readonly keyFolder: string;
  /** Where the logs’ files are published. */
  readonly publishedFolder?: string;
  readonly originOf: (bureau: string) => string;
  readonly now: Date;
  /** The day in China. */
  readonly today: string;
}

/** Why a log could not be followed by another; one Chinese sentence. */
export class SuccessionRefused extends Error {}

/**
 * Ends a bureau's log for good and opens the one that follows it, with a key of its own: the way on after a halt, and a change
 * of keys. The old head is signed once more where its signer can; the new log's first entry names where the old one ended.
 * Stopped half-way, the same call ends it.
 */
export async function succeedLog(given: Succession, bureau: string, reason: string): Promise<BureauLog> {
  const current = (await readLogs(given.sequencer, bureau)).at(-1);
  if (current === undefined) throw new SuccessionRefused('这个机关还没有存证日志，不需要接续。');
  const isOpened = current.number === 1 || (await isNamed(given.sequencer, bureau, current.number));
  const opened = isOpened ? await openNext(given, bureau, current, reason) : current;
  await nameIt(given, bureau, opened);
  return opened;
}

async function openNext(
  given: Succession,
  bureau: string,
  old: BureauLog,
  reason: string,
): Promise<BureauLog> {
  const { keyFolder, now } = given;
  const number = old.number + 1;
  const id = logIdOf(bureau, number);
  const folder = join(keyFolder, old.id);
  const { vkey } = openSigner(join(keyFolder, id), logOriginOf(given.originOf(bureau), number));
  await inTransaction(given.sequencer, async (client) => {
    const head = await lockHead(client, { bureau, id: old.id });
    if (head === null) throw new SuccessionRefused('这册日志刚刚已经由另一册接续。');
    if (hasKey(folder)) await signLast(client, given, bureau, old);
    const published =
      given.publishedFolder && (await publishedHead(join(given.publishedFolder, old.id), old.vkey));
    const after = await lastHead(client, old.id, folder, published || undefined);
    closeSigner(folder);
    await client.query(
      `insert into ledger_log (id, bureau, number, vkey, after_size, after_root, held_size, held_root, reason, opened_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        bureau,
        number,
        vkey,
        after.size,
        Buffer.from(after.root, 'hex'),
        head.size,
        head.root,
        reason,
        now,
      ],
    );
  });
  const opened = (await readLogs(given.sequencer, bureau)).find((log) => log.number === number);
  if (opened === undefined) throw new Error(`log ${id} is missing`);
  return opened;
}

/** Signs what stands in the database, so that nothing integrated is left without a signature; a halted log stays as it is. */
async function signLast(
  client: pg.PoolClient,
  { keyFolder, originOf, now }: Succession,
  bureau: string,
  { id, number }: BureauLog,
): Promise<void> {
  const signer = openSigner(join(keyFolder, id), logOriginOf(originOf(bureau), number));
  if (await isContradicted(client, id, signer.vkey)) return;
  try {
    await publishCheckpoint(client, { bureau, id, number, signer }, now);
  } catch (error) {
    if (!(error instanceof SignerHalted)) throw error;
  }
}

/** The largest head that is known to have been signed, by the signer’s own memory, by the database or by what was published. */
async function lastHead(
  db: Queryable,
  id: string,
  folder: string,
  published: SignedHead | undefined,
): Promise<Head> {
  const { rows } = await db.query<{ size: number; root: Buffer }>(
    `select size, root from ledger_checkpoint where bureau = $1 order by size desc limit 1`,
    [id],
  );
  const heads = [rows[0], await lastSigned(folder), published].filter((head) => head != null);
  const last = heads.sort((a, b) => b.size - a.size)[0];
  return { size: last?.size ?? 0, root: toHex(last?.root ?? appendLeaves([], 0, []).root) };
}

/** Whether the fact that names the log before it is a log's first entry, or about to be. */
export async function isNamed(db: Queryable, bureau: string, number: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `select 1 from ledger_pending where stream = $1 and version = $2
     union select 1 from ledger_entry where stream = $1 and version = $2`,
    [openedStream(bureau), number - 1],
  );
  return rowCount === 1;
}

/** The fact that becomes the new log's first entry. */
async function nameIt(given: Succession, bureau: string, opened: BureauLog): Promise<void> {
  const { number, vkey, after, held, reason } = opened;
  const before = (await readLogs(given.sequencer, bureau)).find((log) => log.number === number - 1);
  if (after === null || held === null || reason === null || before === undefined)
    throw new Error(`log ${opened.id} follows none`);
  const origin = given.originOf(bureau);
  const stream = openedStream(bureau);
  const { rows } = await given.app.query<{ version: number; commitment: Buffer }>(
    `select version, commitment from journal where stream = $1 order by version desc limit 1`,
    [stream],
  );
  await writeCommand(given.app, {
    commandId: randomUUID(),
    digest: null,
    stream,
    bureau,
    actor: 'system',
    recordedAt: given.now.toISOString(),
    after: { version: rows[0]?.version ?? 0, commitment: rows[0]?.commitment ?? null },
    facts: [
      {
        type: 'log-opened',
        occurredOn: given.today,
        data: {
          number,
          origin: logOriginOf(origin, number),
          vkey,
          after: { origin: logOriginOf(origin, number - 1), vkey: before.vkey, ...after },
          held,
          reason,
          ...(await successorOf(given.app, bureau)),
        },
      },
    ],
    project: [],
  });
}

/** Who keeps the bureau's logs for it, where another has succeeded it. */
async function successorOf(db: Queryable, bureau: string): Promise<object> {
  const { rows } = await db.query<{ body: string | null; name: string | null }>(
    `select profile->'successor'->>'body' as body, profile->'successor'->>'name' as name from bureau where id = $1`,
    [bureau],
  );
  const { body, name } = rows[0] ?? {};
  return body == null || name == null ? {} : { successor: { bureau: body, name } };
}
