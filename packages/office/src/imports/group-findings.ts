import type { ImportReply } from '@mingjing/api';

type Finding = ImportReply['findings'][number];

/** One remark and every row that it is made of. */
export interface FindingGroup extends Omit<Finding, 'row'> {
  /** Empty for a remark about the whole file. */
  readonly rows: readonly number[];
}

/** The gravest first; one remark made of many rows is one line; what is said of the file as a whole comes after its rows. */
export function groupFindings(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, Finding & { readonly rows: number[] }>();
  for (const finding of findings) {
    const key = JSON.stringify([
      finding.level,
      finding.column,
      finding.heading,
      finding.code,
      finding.message,
    ]);
    const group = groups.get(key) ?? { ...finding, rows: [] };
    groups.set(key, group);
    if (finding.row > 0) group.rows.push(finding.row);
  }
  return [...groups.values()].sort(
    (a, b) => levels.indexOf(a.level) - levels.indexOf(b.level) || firstRow(a) - firstRow(b),
  );
}

/** Rows as a clerk names them: runs together, and how many there are where not all are named. */
export function nameRows(rows: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const row of [...rows].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && row <= last[1] + 1) last[1] = row;
    else runs.push([row, row]);
  }
  const named = runs
    .slice(0, RUNS_NAMED)
    .map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from}、${to}` : `${from}—${to}`))
    .join('、');
  return runs.length > RUNS_NAMED ? `${named} 等 ${rows.length} 行` : named;
}

const levels: readonly Finding['level'][] = ['error', 'missing', 'notice'];
const RUNS_NAMED = 8;

const firstRow = ({ rows }: FindingGroup) => rows[0] ?? Number.POSITIVE_INFINITY;
