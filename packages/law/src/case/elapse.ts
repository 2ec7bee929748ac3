import type { Calendar } from '../duties/calendar.ts';
import { addDays } from '../duties/day.ts';
import { dutiesFor } from '../duties/duties-for.ts';
import type { Fact } from '../facts/fact-types.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import type { CaseState } from './case-state.ts';
import { circumstancesOf } from './circumstances.ts';
import { elapsePenalty } from './penalty/elapse.ts';

/** What silence has brought to a case by `asOf`; never on a date that a calendar not yet announced may move. */
export function elapse(state: CaseState, rules: Rulebook, calendar: Calendar, asOf: string): readonly Fact[] {
  return state.kind === 'permit'
    ? elapsePermit(state, rules, calendar, asOf)
    : elapsePenalty(state, rules, calendar, asOf);
}

/** Nothing told within the limit: the application counts as accepted from the day of receipt. */
function elapsePermit(state: CaseState, rules: Rulebook, calendar: Calendar, asOf: string): readonly Fact[] {
  const { permit } = state;
  if (!permit || state.stage !== 'intake' || state.dates['supplement-requested']) return [];
  const silent = dutiesFor({
    rules,
    calendar,
    event: 'application-received',
    kind: 'permit',
    date: permit.receivedOn,
    circumstances: circumstancesOf(state, rules),
  }).find((duty) => duty.binding && duty.silence === 'application-deemed-accepted');
  if (!silent?.due || silent.provisional || asOf <= silent.due) return [];
  return [
    {
      type: 'application-deemed-accepted',
      occurredOn: addDays(silent.due, 1),
      data: { since: permit.receivedOn, rule: silent.id },
    },
  ];
}
