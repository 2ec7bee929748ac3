import { type Found, type Recheck, rowsOf } from './finding.ts';
import { streamName } from './table-names.ts';

/** Documents that no fact made, and documents emptied without an order to erase. */
export const checkDocuments: Recheck = async function* (job) {
  for await (const rows of rowsOf<{ id: string; bureau: string; stream: string; empty: boolean }>(
    job.db,
    WRONG,
  ))
    for (const { id, bureau, stream, empty } of rows)
      yield {
        bureau,
        table: 'document',
        row: id,
        column: empty ? 'bytes' : 'id',
        sentence: empty
          ? `文书 ${id}（${streamName(stream)}）的内容被清空，而没有依法删除的事实。`
          : `文书 ${id}（${streamName(stream)}）没有制作它的事实：文书是添加的，或者编号、所属被改。`,
      } satisfies Found;
  const { rows } = await job.db.query<{ n: number }>(`select count(*)::int as n from document`);
  await job.worked('documents', rows[0]?.n ?? 0);
};

const WRONG = `select d.id, d.bureau, d.stream, made.version is not null as empty from document d
  left join lateral (
    select j.version from journal j where j.stream = d.stream and j.type = 'document-issued'
      and convert_from(j.bytes, 'UTF8')::jsonb #>> '{plain,documentId}' = d.id limit 1) as made on true
  where made.version is null or (d.bytes is null and not exists (
    select from journal o where o.stream = d.stream and o.type = 'personal-data-erased' and o.version > made.version))`;
