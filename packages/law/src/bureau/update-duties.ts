import { addLimit } from '../duties/add-limit.ts';
import type { Calendar } from '../duties/calendar.ts';
import { dutiesFor } from '../duties/duties-for.ts';
import type { Duty } from '../duties/duty.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import type { Pack } from '../pack/schema.ts';
import type { LinkedItem, RecordedChange } from './law-register-state.ts';

/** One step of the chain before an update stands in public, and the last day on which it may end. */
export interface ScheduledStep {
  readonly does: string;
  readonly body: string | null;
  readonly days: number | null;
  readonly by: string;
}

/** What a change asks of one linked thing. */
export interface UpdateDuty {
  readonly change: number;
  readonly item: LinkedItem;
  /** Null where no regulation of the bureau asks for the update; it is still listed. */
  readonly duty: Duty | null;
  readonly steps: readonly ScheduledStep[];
  readonly updatedOn: string | null;
  readonly state: 'to-come' | 'open' | 'overdue' | 'done' | 'done-late';
}

/** The update duties of one change, each with the chain reckoned backwards from its last day. `rules` are those of the day it took effect. */
export function updateDuties(
  change: RecordedChange,
  rules: Rulebook,
  calendar: Calendar,
  today: string,
): readonly UpdateDuty[] {
  return change.items.map(({ item, updatedOn }): UpdateDuty => {
    const duty = dutyOf(change, item, rules, calendar);
    return {
      change: change.id,
      item,
      duty,
      steps: stepsOf(item, duty, rules, calendar),
      updatedOn,
      state: stateOf(duty?.due ?? null, change.effectiveOn, updatedOn, today),
    };
  });
}

/** Of the kinds of act that the bureau handles the first for which a regulation asks; a matter has its own. */
function dutyOf(change: RecordedChange, item: LinkedItem, rules: Rulebook, calendar: Calendar): Duty | null {
  const matter = rules.bureau.matters.find(({ id }) => `matter-${id}` === item.id);
  const event = change.what === 'duties' ? ('duties-changed' as const) : ('basis-effective' as const);
  const asked = (matter ? [matter.kind] : rules.bureau.kinds).flatMap((kind) =>
    dutiesFor({ rules, calendar, event, kind, date: change.effectiveOn }).filter(
      ({ does }) => does === 'update',
    ),
  );
  return asked[0] ?? null;
}

function stepsOf(
  item: LinkedItem,
  duty: Duty | null,
  rules: Rulebook,
  calendar: Calendar,
): readonly ScheduledStep[] {
  if (!duty?.due || item.catalogue === null) return [];
  const pack = rules.packs.find(({ id }) => id === item.catalogue?.pack);
  const subject = pack?.catalogue.find(({ id }) => id === item.catalogue?.item)?.chain;
  const chain = pack?.chains.find((one) => one.subject === subject);
  return chain === undefined ? [] : scheduleBackwards(chain, duty.due, calendar);
}

/** The steps of a chain that must be through by `due`, each with the last day on which it may end. */
export function scheduleBackwards(
  chain: Pack['chains'][number],
  due: string,
  calendar: Calendar,
): readonly ScheduledStep[] {
  let by = due;
  const steps = [...chain.steps].reverse().map(({ does, body, days }): ScheduledStep => {
    const step = { does, body: body ?? null, days: days ?? null, by };
    by = addLimit(calendar, by, { count: days ?? 0, unit: 'working-day', before: true }).due ?? by;
    return step;
  });
  return steps.reverse();
}

function stateOf(
  due: string | null,
  effectiveOn: string,
  updatedOn: string | null,
  today: string,
): UpdateDuty['state'] {
  if (updatedOn !== null) return due !== null && updatedOn > due ? 'done-late' : 'done';
  if (today < effectiveOn) return 'to-come';
  return due !== null && today > due ? 'overdue' : 'open';
}
