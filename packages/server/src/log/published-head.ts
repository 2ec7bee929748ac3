import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { equalBytes, openCheckpoint, parseVkey, VerificationError } from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import { rootAt } from './nodes.ts';
import { CHECKPOINT } from './publish-log.ts';
import type { SignedHead } from './signed-heads.ts';
import { SignerHalted } from './signer.ts';

/** A head that stands in the published files of a log. */
export interface PublishedHead extends SignedHead {
  readonly note: string;
}

/** The head that a log's published files name; undefined where there are none, or the key has not signed it. */
export async function publishedHead(folder: string, vkey: string): Promise<PublishedHead | undefined> {
  const note = await readFile(join(folder, CHECKPOINT), 'utf8').catch(() => undefined);
  if (note === undefined) return undefined;
  try {
    const { size, root } = openCheckpoint(note, parseVkey(vkey)).checkpoint;
    return { size, root, note };
  } catch (error) {
    if (error instanceof VerificationError) return undefined;
    throw error;
  }
}

/** Halts a log of which more, or something else, was published than the database holds: database and keys were restored together. */
export async function refuseBehindPublished(
  db: Queryable,
  { id, origin }: { readonly id: string; readonly origin: string },
  published: SignedHead,
): Promise<void> {
  const { rows } = await db.query<{ size: number }>(`select size from ledger_head where bureau = $1`, [id]);
  const held = rows[0]?.size ?? 0;
  if (published.size > held || !equalBytes(await rootAt(db, id, published.size), published.root))
    throw new SignerHalted(publishedSentence(origin, held, published.size));
}

const publishedSentence = (origin: string, held: number, published: number) =>
  `${origin} 的存证日志已停签：公布的日志文件里有它签到 ${published} 条的检查点，而数据库里只有 ${held} 条或者内容不一致。多半是数据库和密钥目录一起恢复了旧备份；找回缺的数据后再启动，不得重签。`;
