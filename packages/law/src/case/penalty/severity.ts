import type { Penalty } from '../../facts/fact-types.ts';

/** Whether `next` imposes nothing that `before` did not: no other kind, no higher amount. */
export function isNotHeavier(next: Penalty, before: Penalty): boolean {
  return (
    next.types.every((type) => before.types.includes(type)) &&
    (next.fine ?? 0) <= (before.fine ?? 0) &&
    (next.confiscated ?? 0) <= (before.confiscated ?? 0)
  );
}
