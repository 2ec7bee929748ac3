import { compareProjections } from '../journal/rebuild.ts';
import type { Found, Recheck } from './finding.ts';
import { columnName, tableName } from './table-names.ts';

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
        sentence: `${tableName(table)} ${key} ${names.length === 0 ? '缺少或者多余' : `的“${names.map((name) => columnName(table, name)).join('”“')}”与由流水重建的不同`}：流水为准。`,
      } satisfies Found;
    }
    await worked('projected', rows);
  }
};
