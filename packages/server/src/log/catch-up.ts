import { join } from 'node:path';
import type { Fact } from '@mingjing/law';
import {
  consistencyNodes,
  consistencyProof,
  equalBytes,
  openCheckpoint,
  type Policy,
  parseVkey,
  toHex,
  VerificationError,
} from '@mingjing/ledger';
import type pg from 'pg';
import { appendToBureau } from '../journal/append-to-bureau.ts';
import { inTransaction } from '../journal/database.ts';
import { isContradicted } from './contradiction.ts';
import { headsBeyond } from './heads-beyond.ts';
import { lockHead } from './integrate.ts';
import { type BureauLog, logOriginOf, readLogs } from './logs.ts';
import { readNodes, rootAt } from './nodes.ts';
import { publishedHead, refuseBehindPublished } from './published-head.ts';
import type { SignedHead } from './signed-heads.ts';
import { keyIn, type LogSigner, openSigner, SignerHalted } from './signer.ts';
import { getSeenNote } from './witness-client.ts';

/** What is needed to let a signer catch up. */
export interface CatchUp {
  readonly app: pg.Pool;
  readonly sequencer: pg.Pool;
  readonly keyFolder: string;
  /** Where the logs’ files are published. */
  readonly publishedFolder?: string;
  readonly originOf: (bureau: string) => string;
  readonly witnesses: Policy;
  readonly now: Date;
  /** The day in China. */
  readonly today: string;
}

/** The heads before and after, and the witnesses that could not be asked. */
export interface CaughtUp {
  readonly remembered: SignedHead | null;
  readonly signed: SignedHead;
  readonly unasked: readonly string[];
}

/** Why a signer is not let catch up; one Chinese sentence. */
export class CatchUpRefused extends Error {}

/**
 * Lets the signer of a bureau's current log remember again what it has signed by the database's account, once that is proven: every
 * such head bears its signature and is the root of the tree, which extends what it still remembers, and no witness holds more.
 * The bureau's stream says so before the signer's state changes.
 */
export async function catchUpSigner(given: CatchUp, bureau: string, reason: string): Promise<CaughtUp> {
  const log = (await readLogs(given.sequencer, bureau)).at(-1);
  if (log === undefined) throw new CatchUpRefused('这个机关还没有存证日志。');
  const folder = join(given.keyFolder, log.id);
  if (keyIn(folder) !== log.vkey)
    throw new CatchUpRefused('密钥目录里没有这册日志的签名密钥，先从备份恢复密钥。');
  const signer = openSigner(folder, logOriginOf(given.originOf(bureau), log.number));
  if (await isContradicted(given.sequencer, log.id, log.vkey))
    throw new CatchUpRefused('见证方持有它签过而与数据库对不上的检查点，不能补记；先查明原因。');
  await refuseUnpublished(given, log, signer.origin);
  const unasked = await askWitnesses(given, log);
  return await inTransaction(given.sequencer, async (client) => {
    const proven = await prove(client, bureau, log, signer);
    await tell(given, bureau, { log, origin: signer.origin, reason, ...proven });
    const { remembered, signed, proof } = proven;
    if (!(await signer.remember(signed, remembered, proof)))
      throw new CatchUpRefused('另一个进程刚刚改动了签名进度，请再运行一次。');
    return { remembered, signed, unasked };
  }).catch((error: unknown) => {
    throw error instanceof SignerHalted ? new CatchUpRefused(error.message) : error;
  });
}

/** What was published before is held against the database as well. */
async function refuseUnpublished(
  { sequencer, publishedFolder }: CatchUp,
  { id, vkey }: BureauLog,
  origin: string,
): Promise<void> {
  if (publishedFolder === undefined) return;
  const published = await publishedHead(join(publishedFolder, id), vkey);
  if (published === undefined) return;
  await refuseBehindPublished(sequencer, { id, origin }, published).catch((error: unknown) => {
    throw error instanceof SignerHalted ? new CatchUpRefused(error.message) : error;
  });
}

interface Proven {
  readonly remembered: SignedHead | null;
  readonly signed: SignedHead;
  readonly proof: readonly Uint8Array[];
}

/** Recomputes every head that was forgotten from the tree, and the proof that the newest extends what is remembered. */
async function prove(
  client: pg.PoolClient,
  bureau: string,
  { id, vkey }: BureauLog,
  signer: LogSigner,
): Promise<Proven> {
  const head = await lockHead(client, { bureau, id });
  const remembered = await signer.last();
  const heads = await headsBeyond(client, id, vkey, remembered);
  const [signed] = heads;
  if (head === null || signed === undefined) throw new CatchUpRefused('签名密钥目录没有落后，不需要补记。');
  for (const { size, root } of heads)
    if (size > head.size || !equalBytes(root, await rootAt(client, id, size)))
      throw new CatchUpRefused(`它签过的 ${size} 条检查点与数据库里的日志对不上，不能补记；先查明原因。`);
  const old = remembered?.size ?? 0;
  if (old === 0) return { remembered, signed, proof: [] };
  const nodes = await readNodes(client, id, consistencyNodes(old, signed.size));
  return { remembered, signed, proof: consistencyProof(old, signed.size, nodes) };
}

/** Both could have been restored: whoever witnesses is asked first whether it has seen more than the database holds. */
async function askWitnesses({ sequencer, witnesses }: CatchUp, log: BureauLog): Promise<readonly string[]> {
  const key = parseVkey(log.vkey);
  const { rows } = await sequencer.query<{ size: number }>(`select size from ledger_head where bureau = $1`, [
    log.id,
  ]);
  const unasked: string[] = [];
  for (const { name, url } of witnesses.witnesses) {
    const answer = url === undefined ? undefined : await getSeenNote(url, key.name).catch(() => undefined);
    if (answer === undefined || ![200, 404].includes(answer.status)) unasked.push(name);
    else if (answer.status === 200 && sizeOf(answer.body, key) > (rows[0]?.size ?? 0))
      throw new CatchUpRefused(
        `见证方“${name}”持有它签过的更长的检查点：数据库也不是最新的。找回缺的数据，不能补记。`,
      );
  }
  return unasked;
}

function sizeOf(note: string, key: ReturnType<typeof parseVkey>): number {
  try {
    return openCheckpoint(note, key).checkpoint.size;
  } catch (error) {
    if (error instanceof VerificationError) return 0;
    throw error;
  }
}

const NOTHING = { size: 0, root: '0'.repeat(64) };

async function tell(
  given: CatchUp,
  bureau: string,
  told: Proven & { readonly log: BureauLog; readonly origin: string; readonly reason: string },
): Promise<void> {
  const { log, origin, reason, remembered, signed } = told;
  const fact: Fact = {
    type: 'signer-caught-up',
    occurredOn: given.today,
    data: {
      origin,
      vkey: log.vkey,
      remembered: remembered === null ? NOTHING : headOf(remembered),
      signed: headOf(signed),
      reason,
    },
  };
  const recordedAt = given.now.toISOString();
  await inTransaction(given.app, (client) =>
    appendToBureau(client, { bureau, actor: 'system', recordedAt, fact }),
  );
}

const headOf = ({ size, root }: SignedHead) => ({ size, root: toHex(root) });
