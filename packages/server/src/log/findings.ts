import type { Queryable } from '../journal/database.ts';
import { currentLog } from './logs.ts';

/** What can contradict a log: its own key signed two histories; it lost what it had signed; a witness disputes it or forgot. */
export type FindingKind = 'fork' | 'behind' | 'disputed' | 'stale-witness';

/** Something that came out when a witness was asked. */
export interface Finding {
  readonly bureau: string;
  readonly kind: FindingKind;
  /** The witness's public key line and the name it has here. */
  readonly witness: string;
  readonly name: string;
  readonly seenSize: number;
  readonly ownSize: number;
  /** A fork: the file that proves it. Behind: the note that the log once signed. */
  readonly evidence: Uint8Array | null;
  readonly foundAt: Date;
}

/** Notes a finding once. */
export async function noteFinding(db: Queryable, finding: Finding): Promise<void> {
  const { bureau, kind, witness, name, seenSize, ownSize, evidence, foundAt } = finding;
  await db.query(
    `insert into ledger_finding (bureau, kind, witness, name, seen_size, own_size, evidence, found_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [
      bureau,
      kind,
      witness,
      name,
      seenSize,
      ownSize,
      evidence === null ? null : Buffer.from(evidence),
      foundAt,
    ],
  );
}

/**
 * What has been found about a bureau's logs, or about every log that is in use; a witness that forgot is of interest for a month
 * only.
 */
export async function readFindings(db: Queryable, bureau: string | null, now: Date): Promise<Finding[]> {
  const { rows } = await db.query<Omit<Finding, 'evidence'> & { evidence: Buffer | null }>(
    `select l.bureau, kind, witness, name, seen_size as "seenSize", own_size as "ownSize", evidence, found_at as "foundAt"
     from ledger_finding f join ledger_log l on l.id = f.bureau
     where (l.bureau = $1 or $1::text is null and l.id = ${currentLog('l.bureau')}) and (kind <> 'stale-witness' or found_at > $2)
     order by found_at, kind, witness, seen_size limit 100`,
    [bureau, new Date(now.getTime() - MONTH)],
  );
  return rows;
}

/** What was found, as anybody may read it; `bureau` is the bureau's name. */
export function findingSentence({ kind, name, seenSize, ownSize }: Finding, bureau: string): string {
  switch (kind) {
    case 'fork':
      return `${bureau}的存证日志自相矛盾：它的密钥就前 ${seenSize} 条签过两个不同的检查点，见证方“${name}”已拒绝联署。`;
    case 'behind':
      return `${bureau}的存证日志少于它签过的：见证方“${name}”持有它签过的 ${seenSize} 条检查点，本机只有 ${ownSize} 条。`;
    case 'disputed':
      return `见证方“${name}”拒绝为${bureau}的存证日志（${ownSize} 条）联署：它记得的前 ${seenSize} 条与本机不一致，但没有出示凭据。`;
    case 'stale-witness':
      return `见证方“${name}”忘记了它联署过的${bureau}存证日志：它只记得 ${seenSize} 条，而此前已联署到 ${ownSize} 条。`;
  }
}

/** What the bureau's own people are to do about it. */
export const findingRemedies: Readonly<Record<FindingKind, string>> = {
  fork: '请立即停止办理并查明原因；证据已保存，可在门户“如何验证”页下载。',
  behind: '多半是恢复了旧备份；请找回缺的数据，在此之前不要办理。',
  disputed: '请与该见证方核对。',
  'stale-witness': '多半是该见证方恢复了旧备份，请通知其核查。',
};

const MONTH = 31 * 24 * 3600 * 1000;
