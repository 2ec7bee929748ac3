import { circumstancesOf } from '../case/circumstances.ts';
import { penaltyCircumstances } from '../case/penalty/major.ts';
import { dutiesFor } from '../duties/duties-for.ts';
import type { Duty } from '../duties/duty.ts';
import { RuleError } from '../rule-error.ts';
import { mainChannel } from './draft.ts';
import { kindOf, type PublicationContext } from './publication-command.ts';
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
  const { caseState, rules, calendar } = context;
  if (caseState === null || state.publishedOn === null) return undefined;
  const kind = kindOf(state, context);
  const circumstances =
    kind === 'penalty' ? penaltyCircumstances(caseState, rules) : circumstancesOf(caseState, rules);
  const main = mainChannel(rules, kind);
  return dutiesFor({
    rules,
    calendar,
    event: 'published',
    kind,
    date: state.publishedOn,
    circumstances,
  }).find(({ does, channel }) => does === 'end-publication' && (channel === null || channel === main));
}
