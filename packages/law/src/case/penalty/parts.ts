import type { Cite } from '../../cite.ts';
import type { FactTypeName } from '../../facts/fact-types.ts';
import { type Refusal, RuleError } from '../../rule-error.ts';
import type { CaseState, PenaltyState } from '../case-state.ts';
import { known } from '../field.ts';
import { refusal } from '../guards.ts';
import type { CaseContext, FormField } from '../skeleton.ts';

/** The penalty part of a case that is known to be one. */
export function penaltyOf(state: CaseState): PenaltyState {
  if (state.penalty === null) throw new Error('not a penalty case');
  return state.penalty;
}

/** What the closing report says, before whoever gives an opinion on it. */
export function reportShown(state: CaseState): readonly FormField[] {
  const { report } = penaltyOf(state);
  return [
    known('facts', '违法事实', report?.facts ?? '', 'textarea'),
    known('evidence', '证据', report?.evidence ?? '', 'textarea'),
    known('basis', '法律依据', report?.basis ?? '', 'textarea'),
    known('discretion', '裁量理由', report?.discretion ?? '', 'textarea'),
    known('penalty', '拟处罚内容', report?.penalty.text ?? '', 'textarea'),
  ];
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
