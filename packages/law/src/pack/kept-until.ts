import { addLimit } from '../duties/add-limit.ts';
import type { Calendar } from '../duties/calendar.ts';
import type { Rulebook, Sourced } from './rulebook.ts';
import type { ActKind, RetentionRule } from './schema.ts';

/** The last day on which something that is kept from `from` on must still be there; null where the text gives no figure. */
export function keptUntil(
  { keep }: Pick<RetentionRule, 'keep'>,
  from: string,
  calendar: Calendar,
): string | null {
  return keep === null || keep === 'permanent' ? keep : addLimit(calendar, from, keep).due;
}

/** What the layers say of how long a case's file and records are kept, in the order of the layers. */
export function retentionFor({ sections }: Rulebook, kind: ActKind): readonly Sourced<RetentionRule>[] {
  return sections.retention.filter(
    ({ rule }) => rule.kinds.includes(kind) && ['case-file', 'recording', 'record'].includes(rule.subject),
  );
}
