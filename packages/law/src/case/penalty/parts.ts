import type { Cite } from '../../cite.ts';
import type { FactTypeName } from '../../facts/fact-types.ts';
import { type Refusal, RuleError } from '../../rule-error.ts';
import type { CaseState, PenaltyState } from '../case-state.ts';
import { refusal } from '../guards.ts';
import type { CaseContext } from '../skeleton.ts';

/** The penalty part of a case that is known to be one. */
export function penaltyOf(state: CaseState): PenaltyState {
  if (state.penalty === null) throw new Error('not a penalty case');
  return state.penalty;
}

/** Throws a refusal that depends on the input. */
export function enforce(found: Refusal | undefined): void {
  if (found) throw new RuleError(found.code, found.sentence, found.cite);
}

/** Whoever investigates the case or did one of the named steps of it stays out of this one, in every bureau. */
export function refuseInvolved(
  state: CaseState,
  context: CaseContext,
  steps: readonly FactTypeName[],
  sentence: string,
  cite?: Cite,
): Refusal | undefined {
  const { id } = context.actor;
  const involved = state.handlers.includes(id) || steps.some((step) => state.doneBy[step]?.includes(id));
  if (!involved) return undefined;
  const guard =
    context.rules.guard('own-work', 'penalty') ?? context.rules.guard('distinct-persons', 'penalty');
  return refusal('own-work', sentence, cite ?? guard?.cite);
}
