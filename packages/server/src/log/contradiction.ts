import { equalBytes, openCheckpoint, parseVkey } from '@mingjing/ledger';
import type { Queryable } from '../journal/database.ts';
import { rootAt } from './nodes.ts';

/**
 * Whether a witness holds, signed by this log's own key, what its tree denies: another history, or more entries than there
 * are. A head that the tree has reached since, with the very root, is not held against it.
 */
export async function isContradicted(db: Queryable, bureau: string, vkey: string): Promise<boolean> {
  const { rows } = await db.query<{ kind: string; evidence: Buffer; size: number }>(
    `select f.kind, f.evidence, coalesce(h.size, 0) as size from ledger_finding f
     left join ledger_head h on h.bureau = f.bureau
     where f.bureau = $1 and f.kind in ('fork', 'behind') order by f.kind desc, f.seen_size limit 100`,
    [bureau],
  );
  for (const { kind, evidence, size } of rows) {
    if (kind === 'fork') return true;
    const { checkpoint } = openCheckpoint(evidence.toString('utf8'), parseVkey(vkey));
    if (checkpoint.size > size) return true;
    if (!equalBytes(await rootAt(db, bureau, checkpoint.size), checkpoint.root)) return true;
  }
  return false;
}

/** Why a log that a witness has caught contradicting itself is not signed any more. */
export const contradictedSentence = (origin: string) =>
  `${origin} 的存证日志已停签：见证方持有它签过而现在对不上的检查点。查明原因之前不得再签。`;
