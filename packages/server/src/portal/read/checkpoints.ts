import { currentLog } from '../../log/logs.ts';
import type { Reader } from './reading.ts';

/** The newest signed head of a bureau's current log. */
export interface NewestCheckpoint {
  readonly size: number;
  readonly root: string;
  readonly note: string;
  readonly signedAt: Date;
}

export async function readCheckpoint(db: Reader, bureau: string): Promise<NewestCheckpoint | null> {
  const { rows } = await db.query<{ size: number; root: Buffer; note: string; signedAt: Date }>(
    `select size, root, note, signed_at as "signedAt" from ledger_checkpoint where bureau = ${currentLog('$1')} order by size desc limit 1`,
    [bureau],
  );
  const row = rows[0];
  return row === undefined ? null : { ...row, root: row.root.toString('hex') };
}
