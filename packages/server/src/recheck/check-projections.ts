import { compareProjections } from '../journal/rebuild.ts';
import type { Found, Recheck } from './finding.ts';

/** Every projection, what is public among them, against what a rebuild from the journal gives. */
export const checkProjections: Recheck = async function* ({ db, worked }) {
  for (const { table, rows, differing, columns } of await compareProjections(db, (n) =>
    worked('replayed', n),
  )) {
    for (const [i, key] of differing.entries()) {
      const names = columns[i] ?? [];
      yield {
        bureau: null,
        table,
        row: key,
        column: names.length === 1 ? (names[0] ?? null) : null,
        sentence: `${table} 的 ${key} ${names.length === 0 ? '缺少或者多余' : `“${names.join('”“')}”与由流水重建的不同`}：流水为准。`,
      } satisfies Found;
    }
    await worked('projected', rows);
  }
};
