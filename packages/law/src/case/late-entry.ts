import type { Cite } from '../cite.ts';
import { addLimit } from '../duties/add-limit.ts';
import type { Calendar } from '../duties/calendar.ts';
import { toDayNumber } from '../duties/day.ts';
import { workingDaysBetween } from '../duties/working-day.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import type { ActKind } from '../pack/schema.ts';
import { InputError } from './input-error.ts';

/** An entry made later than the packs allow: by when it was to be entered, how late it came, and the clause. */
export interface LateEntry {
  /** The last day on which it could have been entered without a reason. */
  readonly due: string;
  /** Working days from that day to the entry; 0 where it came on a day off in between. */
  readonly workingDays: number;
  readonly calendarDays: number;
  /** Working days that the packs allow after the day itself. */
  readonly allowed: number;
  /** Absent where no layer says anything: then it is entered on the day itself. */
  readonly cite?: Cite;
}

/** How late an entry of what happened on one day is on another; undefined = in time. */
export function lateEntry(
  rules: Rulebook,
  kind: ActKind,
  calendar: Calendar,
  { occurredOn, enteredOn }: { readonly occurredOn: string; readonly enteredOn: string },
): LateEntry | undefined {
  if (enteredOn <= occurredOn) return undefined;
  const guard = rules.guard('late-entry', kind);
  const allowed = Number(guard?.rule.parameters.workingDays ?? 0);
  const due = addLimit(calendar, occurredOn, { count: allowed, unit: 'working-day' }).due ?? occurredOn;
  if (enteredOn <= due) return undefined;
  return {
    due,
    workingDays: workingDaysBetween(calendar, due, enteredOn),
    calendarDays: toDayNumber(enteredOn) - toDayNumber(due),
    allowed,
    ...(guard === undefined ? {} : { cite: guard.cite }),
  };
}

/** The reason as the fact keeps it: none where the entry is in time, refused where it is late without one. */
export function reasonOfLateEntry(
  late: LateEntry | undefined,
  lateReason: string | undefined,
): { readonly lateReason?: string } {
  if (late === undefined) return {};
  const reason = lateReason?.trim();
  if (reason) return { lateReason: reason };
  const sentence =
    late.allowed === 0
      ? '事后补录，须写明迟录的原因。'
      : `发生之日起 ${late.allowed} 个工作日（至 ${late.due}）以后补录的，须写明迟录的原因。`;
  throw new InputError([{ path: 'lateReason', sentence }], late.cite);
}
