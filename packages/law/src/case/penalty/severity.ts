import { type Penalty, penaltyTypes } from '../../facts/fact-types.ts';

/** Kinds of penalty from light to heavy, as counting and the major-decision test need one of several (行政处罚法 art. 9 order). */
const byWeight: readonly Penalty['types'][number][] = [
  'warning',
  'criticism',
  'fine',
  'confiscation',
  'suspend-licence',
  'restriction',
  'revoke-licence',
  'closure',
];

/** The heaviest kind among those imposed together. */
export function heaviestType(penalty: Penalty): Penalty['types'][number] {
  return [...penalty.types].sort((a, b) => byWeight.indexOf(b) - byWeight.indexOf(a))[0] ?? penaltyTypes[0];
}

/** Whether `next` imposes nothing that `before` did not: no other kind, no higher amount. */
export function isNotHeavier(next: Penalty, before: Penalty): boolean {
  return (
    next.types.every((type) => before.types.includes(type)) &&
    (next.fine ?? 0) <= (before.fine ?? 0) &&
    (next.confiscated ?? 0) <= (before.confiscated ?? 0)
  );
}
