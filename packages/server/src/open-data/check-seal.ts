import { addDays, kindLabels, type SealedCounts, type SealedRow } from '@mingjing/law';
import type { AuditFinding } from './audit-finding.ts';
import { countInRanges } from './ordinal-ranges.ts';

/** What a day's sealed counts say that cannot be: of themselves, and after those of the day before. */
export function sealProblems(sealed: SealedCounts, before: SealedCounts | null): readonly AuditFinding[] {
  const { day, rows } = sealed;
  const keys = rows.map(keyOf);
  const twice = rows.filter((row, i) => keys.indexOf(keyOf(row)) !== i);
  return [
    ...twice.map((row) => counts(`${day} 封存的${nameOf(row)}计数出现两次。`)),
    ...rows.flatMap((row) => rowProblems(day, row, groundsOf(sealed, row))),
    ...(before === null ? [] : changeProblems(sealed, before)),
  ];
}

/** A kind and year in the words of the public. */
export const nameOf = ({ kind, year }: Pick<SealedRow, 'kind' | 'year'>): string =>
  `${(kindLabels as Readonly<Record<string, string>>)[kind] ?? kind} ${year} 年`;

const counts = (sentence: string): AuditFinding => ({ code: 'counts', sentence });
const keyOf = ({ kind, year }: Pick<SealedRow, 'kind' | 'year'>): string => `${kind} ${year}`;

const sumOf = (row: SealedRow): number =>
  row.onTime + row.late + row.withheld + row.withdrawn + row.expired + row.withinLimit + row.overdue;

/** Decisions that had been public by then, whatever became of them; withdrawn, they stay among them. */
const publicOf = (row: SealedRow): number =>
  row.onTime + row.late + row.withdrawn - row.revoked + row.expired;

const groundsOf = ({ withheld }: SealedCounts, row: SealedRow): number =>
  withheld.filter((one) => keyOf(one) === keyOf(row)).reduce((sum, { decisions }) => sum + decisions, 0);

function rowProblems(day: string, row: SealedRow, onGrounds: number): readonly AuditFinding[] {
  const name = `${day} 封存的${nameOf(row)}`;
  const { last, withheld, revoked, withinLimit, overdue, withdrawn } = row;
  const unpublished = countInRanges(row.unpublished, last);
  const found: string[] = [];
  if (sumOf(row) !== last) found.push(`计数：编号排到第 ${last} 号，各栏之和是 ${sumOf(row)} 件。`);
  if (unpublished === undefined) found.push(`未公示的编号写得不对：${row.unpublished.slice(0, 100)}。`);
  else if (unpublished < withheld + revoked || unpublished > withheld + revoked + withinLimit + overdue)
    found.push(`未公示的编号有 ${unpublished} 个，与不予公示、尚未公示的件数不符。`);
  if (revoked > withdrawn) found.push(`撤下 ${withdrawn} 件，少于其中公示前就已撤销的 ${revoked} 件。`);
  if (onGrounds !== withheld) found.push(`不予公示 ${withheld} 件，按依据列出的是 ${onGrounds} 件。`);
  return found.map((sentence) => counts(`${name}${sentence}`));
}

/** Numbers only grow, and what was public once is counted as such for ever. */
function changeProblems(sealed: SealedCounts, before: SealedCounts): readonly AuditFinding[] {
  const { day } = sealed;
  const found: AuditFinding[] = [];
  if (day !== addDays(before.day, 1))
    found.push({
      code: 'seal',
      sentence:
        day > before.day
          ? `${before.day} 之后的封存缺了一天。`
          : `${day} 的计数在 ${before.day} 的之后又封存一次。`,
    });
  for (const old of before.rows) {
    const row = sealed.rows.find((one) => keyOf(one) === keyOf(old));
    const name = `${day} 封存的${nameOf(old)}`;
    if (row === undefined) found.push(counts(`${name}计数没有了，前一天排到第 ${old.last} 号。`));
    else if (row.last < old.last)
      found.push(counts(`${name}编号退回到第 ${row.last} 号，前一天是第 ${old.last} 号。`));
    else if (publicOf(row) < publicOf(old))
      found.push(counts(`${name}曾经公示的有 ${publicOf(row)} 件，前一天是 ${publicOf(old)} 件：少了。`));
  }
  if (sealed.imported < before.imported)
    found.push(
      counts(
        `${day} 封存的导入和纸质办理的结果有 ${sealed.imported} 件，前一天是 ${before.imported} 件：少了。`,
      ),
    );
  return found;
}
