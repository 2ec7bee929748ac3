import { type Rank, ranks } from '../pack/schema.ts';

/** What decides between two rules on the same duty. */
export interface Rival {
  readonly rank: Rank;
  /** Ranks of which the rule's own clause says that they may provide otherwise. */
  readonly yieldsTo: readonly Rank[];
  /** Null for 及时. */
  readonly due: string | null;
}

/**
 * Which of several rules on one duty binds, as an index; a total function. A rule without figures never displaces one with
 * figures. Where one of two clauses gives way to the other's rank, the other binds, even if looser; where both or neither do,
 * the earlier date binds, so a looser higher norm never silently loosens a stricter local one. On equal dates the lower layer
 * is named, which is the bureau's own text; on equal ranks the first in the bureau's order.
 */
export function bindingIndex(rivals: readonly Rival[]): number {
  const order = rivals
    .map((rival, index) => ({ rival, index }))
    .sort((a, b) => ranks.indexOf(a.rival.rank) - ranks.indexOf(b.rival.rank) || a.index - b.index);
  const [first, ...rest] = order;
  if (first === undefined) return -1;
  return rest.reduce((held, next) => (prevails(next.rival, held.rival) ? next : held), first).index;
}

// `lower` stands in a lower layer than `higher`, or later in the bureau's order of the same rank.
function prevails(lower: Rival, higher: Rival): boolean {
  if (lower.due === null) return higher.due === null && lower.rank !== higher.rank;
  if (higher.due === null) return true;
  const lowerYields = lower.yieldsTo.includes(higher.rank);
  const higherYields = higher.yieldsTo.includes(lower.rank);
  if (lowerYields !== higherYields) return higherYields;
  if (lower.due !== higher.due) return lower.due < higher.due;
  return lower.rank !== higher.rank;
}
