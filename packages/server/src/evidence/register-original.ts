import { createHash } from 'node:crypto';
import { canonicalize } from '@mingjing/ledger';
import { noteReadIn } from '../audit/reads.ts';
import type { Queryable } from '../journal/database.ts';
import { toJson } from '../journal/fact-codec.ts';

/** What is registered of an original when it comes; the columns in the order of the table. */
export interface OriginalRow {
  readonly id: string;
  readonly bureau: string;
  readonly file_name: string;
  readonly media_type: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
  readonly stored_at: Date;
  readonly stored_by: string;
  readonly facts: unknown;
}

/** Registers an original, and its registration with the audit stream that is sealed: one that no case holds yet is bound too. */
export async function registerOriginal(db: Queryable, row: OriginalRow): Promise<void> {
  await db.query(
    `insert into evidence (id, bureau, file_name, media_type, size, sha256, sm3, stored_at, stored_by, facts) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      row.id,
      row.bureau,
      row.file_name,
      row.media_type,
      row.size,
      row.sha256,
      row.sm3,
      row.stored_at,
      row.stored_by,
      row.facts,
    ],
  );
  const subject = `evidence/${row.id}/${originalDigest(row)}`;
  await noteReadIn(db, row.stored_at, { id: row.stored_by, bureau: row.bureau }, 'upload-evidence', subject);
}

/** Digest of the whole registration. */
export function originalDigest({ stored_at, ...row }: OriginalRow): string {
  return createHash('sha256')
    .update(canonicalize(toJson({ ...row, stored_at: stored_at.toISOString() })))
    .digest('hex');
}
