import type { Pack } from '../pack/schema.ts';
import { addLimit } from './add-limit.ts';
import type { Calendar } from './calendar.ts';

/** One step of the chain before something stands in public, and the last day on which it may end. */
export interface ScheduledStep {
  readonly does: string;
  readonly body: string | null;
  readonly days: number | null;
  readonly by: string;
  /** The text gives no days for the step: those reckoned with are a proposal. */
  readonly proposed: boolean;
}

/** A chain reckoned backwards from the last day of the duty that it must fit inside. */
export function scheduleChain(
  chain: Pack['chains'][number],
  due: string,
  calendar: Calendar,
): readonly ScheduledStep[] {
  let by = due;
  const steps = chain.steps.toReversed().map(({ does, body, days }): ScheduledStep => {
    const proposed = chain.silent !== undefined && days !== undefined;
    const step = { does, body: body ?? null, days: days ?? null, by, proposed };
    by = addLimit(calendar, by, { count: days ?? 0, unit: 'working-day', before: true }).due ?? by;
    return step;
  });
  return steps.toReversed();
}
