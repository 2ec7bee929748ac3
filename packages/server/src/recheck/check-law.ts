import { type CalendarYear, type Pack, packSchema } from '@mingjing/law';
import { hashYear } from '../law-in-force/stored-versions.ts';
import { hashPack } from '../packs/load.ts';
import type { Found, Recheck } from './finding.ts';

/** The stored versions of regulations and holiday arrangements against the hashes they go by. */
export const checkLaw: Recheck = async function* (job) {
  const { rows: packs } = await job.db.query<{ sha256: string; pack: string; body: unknown }>(
    `select sha256, pack, body from pack_version order by sha256`,
  );
  for (const { sha256, pack, body } of packs) {
    const read = packSchema.safeParse(body);
    if (!read.success || hashPack(read.data as Pack) !== sha256)
      yield found('pack_version', sha256, 'body', '规定的内容与其摘要值不符');
    else if (read.data.id !== pack) yield found('pack_version', sha256, 'pack', '规定的编号与内容不符');
  }
  const { rows: years } = await job.db.query<{ sha256: string; year: number; body: CalendarYear }>(
    `select sha256, year, body from calendar_version order by sha256`,
  );
  for (const { sha256, year, body } of years) {
    if (hashYear(body) !== sha256)
      yield found('calendar_version', sha256, 'body', '放假安排的内容与其摘要值不符');
    else if (body.year !== year) yield found('calendar_version', sha256, 'year', '放假安排的年份与内容不符');
  }
  const { rows: named } = await job.db.query<{ table: string; sha256: string }>(
    `select distinct 'pack_version' as table, sha256 from active_pack where sha256 not in (select sha256 from pack_version)
     union select distinct 'calendar_version', sha256 from calendar_year where sha256 not in (select sha256 from calendar_version)`,
  );
  for (const { table, sha256 } of named) yield found(table, sha256, null, '现行的一版内容缺失');
  await job.worked('laws', packs.length + years.length);
};

const found = (table: string, sha256: string, column: string | null, reason: string): Found => ({
  bureau: null,
  table,
  row: sha256,
  column,
  sentence: `${reason}（${sha256.slice(0, 12)}…）。`,
});
