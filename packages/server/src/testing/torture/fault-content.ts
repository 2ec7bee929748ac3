import { createHash } from 'node:crypto';
import type pg from 'pg';

/** The log that signer and witness of the fault trials sign for. */
export const FAULT_ORIGIN = 'faults.mingjing.test/log';
export const FAULT_WITNESS = 'faults.mingjing.test/witness';

/** The original that the store of the fault trials is given. */
export const ORIGINAL = Buffer.alloc(300_000, 'an original of many pages');
export const ORIGINAL_SHA256 = createHash('sha256').update(ORIGINAL).digest('hex');

/** Where the fault trials take place. */
export interface FaultSurroundings {
  readonly folder: string;
  /** A folder that is never full. */
  readonly scratch: string;
  /** A database with a log to publish, under the portal's role, and the log's key. */
  readonly database: pg.PoolConfig;
  readonly vkey: string;
}
