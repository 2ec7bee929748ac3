import type { MenuCounts, WorklistReply } from '@mingjing/api';
import type { Awaiting } from './awaiting.ts';
import type { WorkLine } from './work-items.ts';

/** Lines by urgency; what waits for a party is shown and not counted as ours. */
export function countsOf(lines: readonly WorkLine[]): WorklistReply['counts'] {
  const counts = { all: 0, overdue: 0, today: 0, soon: 0, later: 0, party: 0 };
  for (const { item } of lines) {
    counts[item.group] += 1;
    if (item.group !== 'party') counts.all += 1;
  }
  return counts;
}

/** The menu's counts from a person's own lines, what awaits them, and how many cases are theirs. */
export function menuOf(lines: readonly WorkLine[], awaiting: Awaiting, cases: number): MenuCounts {
  return {
    worklist: countsOf(lines).all,
    approvals: awaiting.count,
    myCases: cases,
    publications: awaiting.publications,
    viewing: awaiting.viewing,
  };
}
