import type { Penalty } from '../../facts/fact-types.ts';
import { type Circumstances, holds, type Rulebook, type Sourced } from '../../pack/rulebook.ts';
import type { GuardRule, LegalReviewRule, ThresholdRule } from '../../pack/schema.ts';
import { thresholdsFor, thresholdsReached } from '../../pack/thresholds.ts';
import type { CaseState } from '../case-state.ts';
import { circumstancesOf } from '../circumstances.ts';

export type MajorTrigger = LegalReviewRule['triggers'][number];

/** Whether the decision in preparation is a major one (重大执法决定) by the triggers of the bureau's layers. */
export function isMajor(state: CaseState, rules: Rulebook): boolean {
  return majorTriggers(state, rules).length > 0;
}

/** The triggers that make it a major decision. */
export function majorTriggers(state: CaseState, rules: Rulebook): readonly MajorTrigger[] {
  const circumstances = judged(state, rules);
  const named = rules
    .legalReview('penalty')
    .flatMap(({ rule }) => rule.triggers)
    .filter((trigger) => holds(trigger.when, circumstances));
  const amounts = (['legal-review', 'deliberation'] as const).flatMap((purpose) =>
    reachedBy(state, rules, purpose, circumstances),
  );
  return [...named, ...amounts.map(({ rule: { id, name, when, cite } }) => ({ id, name, when, cite }))];
}

/** Thresholds for this purpose that the fine, or what is confiscated, reaches. */
function reachedBy(
  state: CaseState,
  rules: Rulebook,
  purpose: ThresholdRule['for'],
  circumstances: Circumstances,
): readonly Sourced<ThresholdRule>[] {
  const { fine, confiscated } = proposedPenalty(state) ?? {};
  const origin = originOf(state, rules);
  const amounts = [fine, confiscated].filter((amount) => amount !== undefined);
  return amounts.flatMap((amount) =>
    thresholdsReached(rules, purpose, { kind: 'penalty', circumstances, amount, origin }),
  );
}

function originOf(state: CaseState, rules: Rulebook): ThresholdRule['origin'] | undefined {
  return rules.bureau.matters.find(({ id }) => id === state.matter)?.origin;
}

/** Circumstances of a penalty case as `when` asks for them; kinds of penalty imposed together are joined. */
export function penaltyCircumstances(state: CaseState, rules: Rulebook): Circumstances {
  return { ...judged(state, rules), major: isMajor(state, rules) ? 'yes' : 'no' };
}

/**
 * Whether this penalty on this party gives a right to ask for a hearing (行政处罚法 art. 63): by the kinds of penalty that the
 * guard lists, and by the amounts of the layers that give some, else by those of the guard.
 */
export function hasHearingRight(state: CaseState, rules: Rulebook): boolean {
  const guard = rules.guard('hearing-right', 'penalty');
  const penalty = proposedPenalty(state);
  if (!guard || !penalty) return false;
  const types = guard.rule.parameters.types;
  if (Array.isArray(types) && penalty.types.some((type) => types.includes(type))) return true;
  const circumstances = circumstancesOf(state, rules);
  const asked = { kind: 'penalty', circumstances, origin: originOf(state, rules) } as const;
  if (thresholdsFor(rules, 'hearing', asked).length > 0)
    return reachedBy(state, rules, 'hearing', circumstances).length > 0;
  const large = largeAmount(guard, state.party?.kind);
  return (penalty.fine ?? 0) >= large || (penalty.confiscated ?? 0) >= large;
}

/** The penalty as decided, else as proposed. */
export function proposedPenalty(state: CaseState): Penalty | undefined {
  return state.decision?.penalty ?? state.penalty?.report?.penalty;
}

/** Of a sole trader the law says neither; 行政处罚法 art. 51 sets the citizen (公民) against organisations, and so does this. */
function largeAmount({ rule: { parameters } }: Sourced<GuardRule>, party: string | undefined): number {
  const measuredAs = party === 'sole-trader' ? (parameters.soleTraderAs ?? 'natural-person') : party;
  const amount = parameters[measuredAs === 'natural-person' ? 'fineNaturalPerson' : 'fineOrganisation'];
  return typeof amount === 'number' ? amount : Number.POSITIVE_INFINITY;
}

/** `major` here is what the handler judged (public interest, social risk, difficulty); the other triggers speak of facts. */
function judged(state: CaseState, rules: Rulebook): Circumstances {
  const penalty = proposedPenalty(state);
  return {
    ...circumstancesOf(state, rules),
    ...(penalty ? { penalty: penalty.types.join(',') } : {}),
    'hearing-right': hasHearingRight(state, rules) ? 'yes' : 'no',
    major: state.penalty?.report?.major ?? 'no',
  };
}
