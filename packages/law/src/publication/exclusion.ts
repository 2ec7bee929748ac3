import { circumstancesHold } from '../pack/circumstances.ts';
import type { Circumstances, Rulebook, Sourced } from '../pack/rulebook.ts';
import type { ActKind, ExclusionRule } from '../pack/schema.ts';

/** What keeps this outcome from a carrier, or from the public altogether (no `channel`): 仅受到警告的不予公示. */
export function exclusionsFor(
  { sections }: Rulebook,
  kind: ActKind,
  circumstances: Circumstances,
): readonly Sourced<ExclusionRule>[] {
  return sections.exclusions.filter(
    ({ rule }) => rule.kinds.includes(kind) && circumstancesHold(rule.when, circumstances),
  );
}
