import { z } from 'zod';
import { longText } from '../case/input.ts';
import { InputError } from '../case/input-error.ts';
import type { Cite } from '../cite.ts';
import { standingDecision } from '../pack/decided-points.ts';
import type { PointDecision } from '../pack/held-pack.ts';
import { packsOn } from '../pack/law-in-force.ts';
import { toCite } from '../pack/rulebook.ts';
import { type PointUse, usesOfPoint } from '../pack/rules-by-article.ts';
import type { BureauProfile, Pack, SilentPoint } from '../pack/schema.ts';
import type { BureauState } from './bureau-state.ts';

const id = z.string().min(1).max(80);

/** The bureau's answer to a silent point: one of the options listed with it, or words of its own. */
export const pointDecisionSchema = z.strictObject({
  pack: id,
  point: id,
  option: id.optional(),
  text: longText.optional(),
  reason: longText,
  from: z.iso.date(),
});
type DecisionInput = z.infer<typeof pointDecisionSchema>;

interface Surroundings {
  readonly profile: BureauProfile;
  readonly today: string;
  readonly find: (version: string) => Pack | undefined;
}

/** What the fact is to say; refuses points that nobody left open, options that do not exist, and days gone by, which would move what is past. */
export function checkDecision(
  { activations }: BureauState,
  decision: DecisionInput,
  { profile, today, find }: Surroundings,
): Readonly<Record<string, unknown>> {
  const { pack: packId, point: pointId, option: value, from } = decision;
  const refuse = (path: string, sentence: string): never => {
    throw new InputError([{ path, sentence }]);
  };
  if (from < today) return refuse('from', `自何日起适用不能早于今天（${today}）：已经过去的期限不因此改变。`);
  const held = packsOn(profile, activations, find, from).find(({ pack }) => pack.id === packId);
  const point = held?.pack.silentPoints.find((one) => one.id === pointId);
  if (held?.version === undefined || point === undefined)
    return refuse('point', '那一天适用的规定里没有这个静默事项。');
  const option = point.options.find((one) => one.value === value);
  if (value !== undefined && option === undefined) return refuse('option', '没有这个答案。');
  if (option === undefined && point.options.length > 0)
    return refuse('option', '这一处列有可选的答案，期限随之计算，从中选一个。');
  const text = decision.text ?? option?.answer;
  if (text === undefined) return refuse('text', '写明本局怎样理解。');
  return {
    pack: packId,
    version: held.version,
    point: pointId,
    option: value,
    text,
    reason: decision.reason,
    from,
  };
}

/** Standing today, for a later day, replaced by a later decision, or lapsed because the text it spoke of has changed. */
export type DecisionStatus = 'standing' | 'to-come' | 'replaced' | 'lapsed';

/** One silent point as the register shows it. */
export interface RegisteredPoint {
  readonly pack: string;
  readonly regulation: string;
  readonly point: SilentPoint;
  readonly cite: Cite;
  /** The decision that stands today. */
  readonly standing: PointDecision | null;
  /** Every decision on it, newest first. */
  readonly history: readonly (PointDecision & { readonly status: DecisionStatus })[];
  readonly uses: readonly PointUse[];
}

/** Every point that the regulations of the bureau leave open, with what the bureau decided and where it matters. */
export function silentPointRegister(
  { activations, decisions }: BureauState,
  { profile, today, find }: Surroundings,
): readonly RegisteredPoint[] {
  return packsOn(profile, activations, find, today).flatMap(({ pack, version }) =>
    pack.silentPoints.map((point): RegisteredPoint => {
      const standing = standingDecision(pack, point, decisions, find, today) ?? null;
      const cite = toCite(pack, point.cite);
      const own = decisions.filter((one) => one.pack === pack.id && one.point === point.id);
      const counts = (one: PointDecision) =>
        standingDecision(pack, point, [one], find, one.from) !== undefined;
      const statusOf = (one: PointDecision): DecisionStatus =>
        one === standing ? 'standing' : !counts(one) ? 'lapsed' : one.from > today ? 'to-come' : 'replaced';
      return {
        pack: pack.id,
        regulation: pack.title,
        point,
        cite: version === undefined ? cite : { ...cite, version },
        standing,
        history: own.map((one) => ({ ...one, status: statusOf(one) })).reverse(),
        uses: usesOfPoint(pack, point.id),
      };
    }),
  );
}
