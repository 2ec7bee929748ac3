import type { CaseState } from '../case/case-state.ts';
import { dutiesFor } from '../duties/duties-for.ts';
import type { Duty } from '../duties/duty.ts';
import { RuleError } from '../rule-error.ts';
import { mainChannel } from './draft.ts';
import { circumstancesFor, kindOf, type PublicationContext } from './publication-command.ts';
import type { PublicationState } from './publication-state.ts';

/** Refuses a withdrawal 公示期满 while the term still runs; of an imported result whose party is not known here nothing is said. */
export function requireTermEnded(state: PublicationState, context: PublicationContext): void {
  const term = termOf(state, context);
  if (term?.due == null || context.today >= term.due) return;
  const sentence = `公示期至 ${term.due} 届满，现在不能以公示期满撤下。`;
  throw new RuleError('term-running', sentence, term.cite);
}

/** The binding term on the main carrier, by what the party is. */
export function termOf(state: PublicationState, context: PublicationContext): Duty | undefined {
  const { caseState, rules } = context;
  if (caseState === null || state.publishedOn === null) return undefined;
  const main = mainChannel(rules, kindOf(state, context));
  return termsFrom(state.publishedOn, caseState, context).find(
    ({ channel }) => channel === null || channel === main,
  );
}

/** Until when the result stands on each carrier that some layer gives a term, counted from a day of publication. */
export function termsFrom(
  day: string,
  caseState: CaseState,
  { rules, calendar }: Pick<PublicationContext, 'rules' | 'calendar'>,
): readonly Duty[] {
  const circumstances = circumstancesFor(caseState, rules);
  const { kind } = caseState;
  return dutiesFor({ rules, calendar, event: 'published', kind, date: day, circumstances }).filter(
    ({ does }) => does === 'end-publication',
  );
}
