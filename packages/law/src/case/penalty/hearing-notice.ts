import { addDays } from '../../duties/day.ts';
import { isWorkingDay } from '../../duties/working-day.ts';
import type { CaseContext } from '../skeleton.ts';

/** The first day on which a hearing notified now may be held, by the guard's working days; undefined where no layer asks. */
export function hearingEarliest(
  context: CaseContext,
): { readonly date: string; readonly workingDays: number } | undefined {
  const guard = context.rules.guard('hearing-notice', 'penalty');
  if (!guard) return undefined;
  const workingDays = Number(guard.rule.parameters.workingDays ?? 7);
  let date = context.occurredOn;
  for (let left = workingDays; left > 0; ) {
    date = addDays(date, 1);
    if (isWorkingDay(context.calendar, date).working) left--;
  }
  return { date, workingDays };
}
