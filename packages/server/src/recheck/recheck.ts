import { VerificationError } from '@mingjing/ledger';
import type pg from 'pg';
import { isConnectionLoss } from '../platform/database/connection-loss.ts';
import { checkDocuments } from './check-documents.ts';
import { checkFacts } from './check-facts.ts';
import { checkFiles } from './check-files.ts';
import { checkHeads } from './check-heads.ts';
import { checkLaw } from './check-law.ts';
import { checkLogTables } from './check-log-tables.ts';
import { checkNumbers } from './check-numbers.ts';
import { checkOriginalFiles } from './check-originals.ts';
import { checkPeople } from './check-people.ts';
import { checkProjections } from './check-projections.ts';
import { checkReads } from './check-reads.ts';
import {
  type Recheck,
  type RecheckFinding,
  type RecheckPart,
  type RecheckPlaces,
  recheckParts,
} from './finding.ts';
import { reasonOf } from './table-names.ts';

/** How a recheck goes on where it was cut off, what it tells on its way, and how long it rests in between. */
export interface RecheckOptions {
  readonly parts?: readonly RecheckPart[];
  /** Where the first of the parts goes on. */
  readonly after?: string | null;
  /** Told after each batch: how many of what, and where the part has come to. */
  readonly worked?: (what: string, count: number, part: RecheckPart, at: string | undefined) => Promise<void>;
  /** Told when a part is through. */
  readonly finished?: (part: RecheckPart) => Promise<void>;
}

/**
 * Recomputes everything that is kept against the log, the facts and the digests, and names what does not agree. `db` is signed
 * in as `mj_checker` (`database.connectionOptions('checker')`); memory stays bounded however much there is; changes nothing.
 */
export async function* recheck(
  db: pg.ClientBase,
  places: RecheckPlaces,
  options: RecheckOptions = {},
): AsyncGenerator<RecheckFinding> {
  let after = options.after ?? null;
  let any = false;
  for (const part of options.parts ?? recheckParts) {
    // Files go on being written: they are compared with what stands when each is read.
    const isOfFiles = part === 'files' || part === 'heads';
    await db.query(`begin isolation level ${isOfFiles ? 'read committed' : 'repeatable read'}`);
    try {
      const worked = async (what: string, count: number, at?: string) =>
        await options.worked?.(what, count, part, at);
      for await (const found of checks[part]({ db, places, after, worked })) {
        any = true;
        yield { part, ...found };
      }
    } catch (error) {
      // What was altered may be past reading: the part says so, the others go on.
      if (!(error instanceof VerificationError || any) || isConnectionLoss(error)) throw error;
      any = true;
      yield {
        part,
        bureau: null,
        table: 'journal',
        row: part,
        column: null,
        sentence: `${partNames[part]}无法校验到底：${readable(error)}。`,
      };
    } finally {
      await db.query('rollback');
    }
    after = null;
    await options.finished?.(part);
  }
}

const checks: Readonly<Record<RecheckPart, Recheck>> = {
  log: checkLogTables,
  heads: checkHeads,
  facts: checkFacts,
  numbers: checkNumbers,
  people: checkPeople,
  law: checkLaw,
  reads: checkReads,
  projections: checkProjections,
  documents: checkDocuments,
  originals: checkOriginalFiles,
  files: checkFiles,
};

const partNames: Readonly<Record<RecheckPart, string>> = {
  log: '日志',
  heads: '检查点和签名',
  facts: '事实',
  numbers: '编号',
  people: '账号',
  law: '规定的版本',
  reads: '查阅记录',
  projections: '由流水重建的各表',
  documents: '文书',
  originals: '原件',
  files: '日志文件',
};

/** No words of the database: they would quote what is kept. */
const readable = (error: unknown): string =>
  error instanceof VerificationError ? reasonOf(error) : '内容读不出';
