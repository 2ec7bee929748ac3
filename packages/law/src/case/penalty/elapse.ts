import type { Calendar } from '../../duties/calendar.ts';
import { dutiesFor } from '../../duties/duties-for.ts';
import type { Duty } from '../../duties/duty.ts';
import type { Rulebook } from '../../pack/rulebook.ts';
import type { CaseState } from '../case-state.ts';
import { type Silence, settledDue } from '../silence.ts';
import { penaltyCircumstances } from './major.ts';

/** What the party's silence will bring: the statement and the hearing waived. */
export function penaltySilences(state: CaseState, rules: Rulebook, calendar: Calendar): readonly Silence[] {
  const { penalty, decision } = state;
  if (penalty === null || decision !== null || state.stage === 'closed') return [];
  const pending = {
    'statement-waived': penalty.statement.state === 'open',
    'hearing-waived': penalty.priorNotice?.hearingRight === true && penalty.hearing.state === 'none',
  };
  return (['statement-waived', 'hearing-waived'] as const).flatMap((type): Silence[] => {
    const end = pending[type] ? silenceEnd(type, state, rules, calendar) : undefined;
    return end === undefined ? [] : [{ type, due: settledDue(end), data: { rule: end.id } }];
  });
}

/** Until when a hearing may be asked for after the notice was served; undefined where it was not. */
export function hearingRequestEnd(state: CaseState, rules: Rulebook, calendar: Calendar): Duty | undefined {
  return silenceEnd('hearing-waived', state, rules, calendar);
}

/** The binding period whose silent end brings this fact; of several the one that leaves the party longest. */
function silenceEnd(
  silence: 'statement-waived' | 'hearing-waived',
  state: CaseState,
  rules: Rulebook,
  calendar: Calendar,
): Duty | undefined {
  const servedOn = state.penalty?.priorNotice?.servedOn;
  if (servedOn === undefined) return undefined;
  return dutiesFor({
    rules,
    calendar,
    event: 'notice-served',
    kind: 'penalty',
    date: servedOn,
    circumstances: penaltyCircumstances(state, rules),
    asProposed: true,
  })
    .filter((duty) => duty.binding && duty.silence === silence && duty.due !== null)
    .sort((a, b) => (a.due ?? '').localeCompare(b.due ?? ''))
    .at(-1);
}
