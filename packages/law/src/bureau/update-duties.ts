import type { Calendar } from '../duties/calendar.ts';
import { type ScheduledStep, scheduleChain } from '../duties/chain-steps.ts';
import { dutiesFor } from '../duties/duties-for.ts';
import type { Duty } from '../duties/duty.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import type { LinkedItem, RecordedChange } from './law-register-state.ts';

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
  const chain = duty === null ? undefined : chainOf(item, duty, rules);
  return duty?.due && chain ? scheduleChain(chain, duty.due, calendar) : [];
}

/** The chain of the catalogue entry that it answers to; where none was chosen, the one that the regulation names for its kind. */
function chainOf({ catalogue, kind }: LinkedItem, { layer }: Duty, rules: Rulebook) {
  const pack = rules.packs.find(({ id }) => id === (catalogue?.pack ?? layer));
  const subject = pack?.catalogue.find(({ id }) => id === catalogue?.item)?.chain;
  return pack?.chains.find((one) =>
    catalogue === null ? one.items.includes(kind) : one.subject === subject,
  );
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
