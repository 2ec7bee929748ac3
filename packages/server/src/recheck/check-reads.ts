import type pg from 'pg';
import { segmentDigest } from '../audit/reads.ts';
import { type OriginalRow, originalDigest } from '../evidence/register-original.ts';
import { readStream } from '../journal/read-stream.ts';
import { type Found, type Recheck, rowsOf } from './finding.ts';

/** Every sealed segment of who looked at what, computed anew from its entries. */
export const checkReads: Recheck = async function* (job) {
  const { rows: bureaus } = await job.db.query<{ bureau: string }>(
    `select substr(stream, 7) as bureau from journal where stream like 'audit/%' and version = 1 union select bureau from audit_read where segment is not null order by 1`,
  );
  for (const { bureau } of bureaus) {
    const seals = new Map(
      (await readStream(job.db, `audit/${bureau}`)).map(({ fact }) => [fact.version, fact.data]),
    );
    let open: Entry[] = [];
    const seen = new Set<number>();
    const close = function* (): Generator<Found> {
      const segment = open[0]?.segment;
      if (segment === undefined) return;
      seen.add(segment);
      const seal = seals.get(segment);
      const entries = open.map((row) => ({ ...row, read_at: row.read_at.toISOString() }));
      if (seal === undefined) yield found(bureau, segment, '没有封存的事实：记录的批次被改');
      else if (seal.entries !== entries.length || segmentDigest(entries) !== seal.sha256)
        yield found(
          bureau,
          segment,
          `应有 ${seal.entries} 条，实有 ${entries.length} 条，${seal.entries === entries.length ? '内容与封存的不符：有记录被改' : '有记录被删、被添或者批次被改'}`,
        );
      open = [];
    };
    for await (const rows of rowsOf<Entry>(
      job.db,
      `select id, person, action, subject, read_at, segment from audit_read where bureau = $1 and segment is not null order by segment, read_at, id`,
      [bureau],
    )) {
      yield* originalsHold(job.db, rows);
      for (const row of rows) {
        if (open[0] !== undefined && open[0].segment !== row.segment) yield* close();
        open.push(row);
      }
      await job.worked('reads', rows.length);
    }
    yield* close();
    for (const [segment, { entries }] of seals)
      if (!seen.has(segment))
        yield found(bureau, segment, `应有 ${entries} 条，一条也没有：记录被删，或者所属机关、批次被改`);
  }
};

/** What was registered when an original came, against its row; an erased one keeps no name. */
async function* originalsHold(db: pg.ClientBase, rows: readonly Entry[]): AsyncGenerator<Found> {
  const noted = new Map(
    rows
      .filter(({ action }) => action === 'upload-evidence')
      .map(({ subject }) => subject.split('/').slice(1) as [string, string]),
  );
  if (noted.size === 0) return;
  const { rows: kept } = await db.query<OriginalRow>(
    `select id, bureau, file_name, media_type, size, sha256, sm3, stored_at, stored_by, facts from evidence where id = any($1) and not erased`,
    [[...noted.keys()]],
  );
  for (const row of kept)
    if (originalDigest(row) !== noted.get(row.id))
      yield {
        bureau: row.bureau,
        table: 'evidence',
        row: row.id,
        column: null,
        sentence: `原件 ${row.id} 的登记与上传时封存的不符。`,
      };
}

interface Entry {
  readonly id: string;
  readonly person: string;
  readonly action: string;
  readonly subject: string;
  readonly read_at: Date;
  readonly segment: number;
}

const found = (bureau: string, segment: number, reason: string): Found => ({
  bureau,
  table: 'audit_read',
  row: `${bureau}/${segment}`,
  column: null,
  sentence: `${bureau} 的查阅记录第 ${segment} 批${reason}。`,
});
