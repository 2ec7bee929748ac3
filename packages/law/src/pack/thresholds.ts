import { circumstancesHold } from './circumstances.ts';
import type { Circumstances, Rulebook, Sourced } from './rulebook.ts';
import type { ActKind, ThresholdRule } from './schema.ts';

/** What an amount (分) is measured for: on whom it falls, and where the power to impose it comes from, as far as known. */
export interface MeasuredAmount {
  readonly kind: ActKind;
  readonly circumstances: Circumstances;
  readonly amount: number;
  readonly origin?: ThresholdRule['origin'] | undefined;
}

/** Whether something holds of this amount. */
export function reaches({ amount, bound, inclusive }: ThresholdRule, asked: number): boolean {
  if (asked === amount) return inclusive;
  return bound === 'from' ? asked > amount : asked < amount;
}

/**
 * The thresholds that speak of this purpose, act, party and origin of the power. A clause for one origin speaks before the one
 * that makes no difference; while the origin is not known only the latter does.
 */
export function thresholdsFor(
  { sections }: Rulebook,
  purpose: ThresholdRule['for'],
  { kind, circumstances, origin = 'any' }: Omit<MeasuredAmount, 'amount'>,
): readonly Sourced<ThresholdRule>[] {
  const speaking = sections.thresholds.filter(
    ({ rule }) =>
      rule.for === purpose && rule.kinds.includes(kind) && circumstancesHold(rule.when, circumstances),
  );
  const own = speaking.filter(({ rule }) => origin !== 'any' && rule.origin === origin);
  return own.length > 0 ? own : speaking.filter(({ rule }) => rule.origin === 'any');
}

/** Those of them that the amount reaches. */
export function thresholdsReached(
  rules: Rulebook,
  purpose: ThresholdRule['for'],
  measured: MeasuredAmount,
): readonly Sourced<ThresholdRule>[] {
  return thresholdsFor(rules, purpose, measured).filter(({ rule }) => reaches(rule, measured.amount));
}
