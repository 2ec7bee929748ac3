import type { Calendar } from '../duties/calendar.ts';
import { addDays } from '../duties/day.ts';
import { dutiesFor } from '../duties/duties-for.ts';
import type { Fact } from '../facts/fact-types.ts';
import type { Rulebook } from '../pack/rulebook.ts';
import type { CaseState } from './case-state.ts';
import { circumstancesOf } from './circumstances.ts';
import { penaltySilences } from './penalty/elapse.ts';
import { type Silence, settledDue } from './silence.ts';

/** What silence has brought to a case by `asOf`; never on a date that a calendar not yet announced may move. */
export function elapse(state: CaseState, rules: Rulebook, calendar: Calendar, asOf: string): readonly Fact[] {
  return silences(state, rules, calendar).flatMap(({ due, type, data }): Fact[] =>
    due === null || asOf <= due ? [] : [{ type, occurredOn: addDays(due, 1), data }],
  );
}

/** The first day on which further silence brings something; null while a calendar not yet announced may move it; undefined where nothing waits for silence. */
export function nextSilence(
  state: CaseState,
  rules: Rulebook,
  calendar: Calendar,
): string | null | undefined {
  const waiting = silences(state, rules, calendar);
  if (waiting.length === 0) return undefined;
  const [first] = waiting.flatMap(({ due }) => due ?? []).sort();
  return first === undefined ? null : addDays(first, 1);
}

function silences(state: CaseState, rules: Rulebook, calendar: Calendar): readonly Silence[] {
  return state.kind === 'permit'
    ? permitSilences(state, rules, calendar)
    : penaltySilences(state, rules, calendar);
}

/** Nothing told within the limit: the application counts as accepted from the day of receipt. */
function permitSilences(state: CaseState, rules: Rulebook, calendar: Calendar): readonly Silence[] {
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
  if (silent === undefined) return [];
  const data = { since: permit.receivedOn, rule: silent.id };
  return [{ type: 'application-deemed-accepted', due: settledDue(silent), data }];
}
