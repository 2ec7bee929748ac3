import { digestOriginal } from '../evidence/check-originals.ts';
import { type Found, type Recheck, rowsOf } from './finding.ts';

/** Every original on disk read through and compared with its digests; erased ones must be gone, by order of the cases. */
export const checkOriginalFiles: Recheck = async function* (job) {
  for await (const rows of rowsOf<Row>(job.db, ORIGINALS, [job.after ?? ''])) {
    for (const row of rows) {
      const say = (column: string | null, reason: string, table = 'evidence'): Found => ({
        bureau: row.bureau,
        table,
        row: table === 'file' ? `evidence/${row.sha256.slice(0, 2)}/${row.sha256}` : row.id,
        column,
        sentence: `原件 ${row.id} ${reason}。`,
      });
      if (row.erased) {
        if (!row.released) yield say('erased', '记为已依法删除，而没有案件作出这样的决定');
        continue;
      }
      const file = await digestOriginal(job.places.evidenceFolder, row.sha256);
      if (file === null) yield say(null, '的文件缺失', 'file');
      else if (file.sha256 !== row.sha256)
        yield say(
          null,
          file.size === row.size
            ? '的文件内容被改'
            : `的文件应为 ${row.size} 字节，实为 ${file.size} 字节，内容被改`,
          'file',
        );
      else {
        if (file.size !== row.size) yield say('size', '登记的大小与文件不符');
        if (file.sm3 !== row.sm3) yield say('sm3', '登记的 SM3 摘要值与文件不符');
      }
      await job.worked('originals', 1, row.id);
    }
  }
  for await (const rows of rowsOf<{ evidence: string; case_id: string }>(
    job.db,
    `select h.evidence, h.case_id from case_evidence h where not exists (select from evidence e where e.id = h.evidence)`,
  ))
    for (const { evidence, case_id } of rows)
      yield {
        bureau: null,
        table: 'evidence',
        row: evidence,
        column: 'id',
        sentence: `案件 ${case_id} 所附的原件 ${evidence} 没有登记。`,
      };
};

interface Row {
  readonly id: string;
  readonly bureau: string;
  readonly size: number;
  readonly sha256: string;
  readonly sm3: string;
  readonly erased: boolean;
  readonly released: boolean | null;
}

const ORIGINALS = `select id, bureau, size, sha256, sm3, erased, case when erased then original_released(id, sha256) end as released
  from evidence where id > $1 order by id`;
