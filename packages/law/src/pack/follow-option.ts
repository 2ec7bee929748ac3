import type { DeadlineRule, GuardRule, Pack, PointOption, ThresholdRule } from './schema.ts';

/** The pack as it reads with one option of one point followed throughout. */
export function withOption(pack: Pack, option: PointOption | undefined): Pack {
  if (option === undefined || option.effects.length === 0) return pack;
  return {
    ...pack,
    deadlines: pack.deadlines.map((rule) => followDeadline(rule, option)),
    guards: pack.guards.map((rule) => followGuard(rule, option)),
    thresholds: pack.thresholds.map((rule) => followThreshold(rule, option)),
  };
}

/** Whether the option changes this very rule. */
export function movesRule(option: PointOption | undefined, rule: NamedRule): boolean {
  return option?.effects.some((effect) => namesRule(effect, rule)) ?? false;
}

interface NamedRule {
  readonly id?: string;
  readonly guard?: string;
}

function namesRule({ deadline, threshold, guard }: PointOption['effects'][number], rule: NamedRule): boolean {
  return rule.guard === undefined
    ? rule.id !== undefined && (deadline === rule.id || threshold === rule.id)
    : guard === rule.guard;
}

function followDeadline(rule: DeadlineRule, option: PointOption): DeadlineRule {
  const effect = option.effects.find(({ deadline }) => deadline === rule.id);
  if (effect === undefined) return rule;
  const { proposed, ...given } = rule;
  const { limit } = rule;
  return {
    ...(effect.limit === undefined ? rule : { ...given, limit: effect.limit }),
    ...(effect.unit === undefined || limit === null || 'yearly' in limit
      ? {}
      : { limit: { ...limit, unit: effect.unit } }),
    ...(effect.rolls === undefined ? {} : { rolls: { holiday: effect.rolls, basis: option.answer } }),
    ...(effect.party === undefined ? {} : { when: { ...rule.when, party: effect.party } }),
  };
}

/** The figures are the bureau's own from then on, no longer ones that nobody checked. */
function followGuard(rule: GuardRule, { effects }: PointOption): GuardRule {
  const parameters = effects.find(({ guard }) => guard === rule.guard)?.parameters;
  return parameters === undefined
    ? rule
    : { ...rule, parameters: { ...rule.parameters, ...parameters }, unverified: false };
}

function followThreshold(rule: ThresholdRule, { effects }: PointOption): ThresholdRule {
  const effect = effects.find(({ threshold }) => threshold === rule.id);
  if (effect === undefined) return rule;
  return {
    ...rule,
    ...(effect.amount === undefined ? {} : { amount: effect.amount }),
    ...(effect.party === undefined ? {} : { when: { ...rule.when, party: effect.party } }),
  };
}
