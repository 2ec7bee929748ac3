import type { Finding, FindingCode } from './finding.ts';

/** Findings gathered up to a limit; beyond it they are counted, and the report says so. */
export interface FindingList {
  readonly add: (findings: readonly Finding[]) => void;
  readonly kept: readonly Finding[];
  readonly counts: ReadonlyMap<FindingCode, number>;
  omitted(): number;
}

/** How many findings a report carries word for word. */
export const FINDINGS_KEPT = 50_000;

/** An empty list of findings. */
export function createFindingList(): FindingList {
  const kept: Finding[] = [];
  const counts = new Map<FindingCode, number>();
  let omitted = 0;
  return {
    kept,
    counts,
    omitted: () => omitted,
    add(findings) {
      for (const finding of findings) {
        counts.set(finding.code, (counts.get(finding.code) ?? 0) + 1);
        if (kept.length < FINDINGS_KEPT) kept.push(finding);
        else omitted += 1;
      }
    },
  };
}
