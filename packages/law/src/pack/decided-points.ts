import { movesRule, withOption } from './follow-option.ts';
import { findArticle, type HeldPack, type PointDecision } from './held-pack.ts';
import type { Pack, PointOption, SilentPoint } from './schema.ts';

/** The packs of a day, each with the decisions that stand for it on that day. */
export function withDecisions(
  held: readonly HeldPack[],
  decisions: readonly PointDecision[],
  find: (version: string) => Pack | undefined,
  date: string,
): readonly HeldPack[] {
  return held.map((one) => {
    const decided = one.pack.silentPoints.flatMap(
      (point) => standingDecision(one.pack, point, decisions, find, date) ?? [],
    );
    return decided.length === 0 ? one : { ...one, decided };
  });
}

/** The decision on a point entered last among those that count by the day, as long as the text it speaks of reads as it did. */
export function standingDecision(
  pack: Pack,
  point: SilentPoint,
  decisions: readonly PointDecision[],
  find: (version: string) => Pack | undefined,
  date: string,
): PointDecision | undefined {
  return decisions.findLast(
    (decision) =>
      decision.pack === pack.id &&
      decision.point === point.id &&
      decision.from <= date &&
      isSamePoint(pack, point, find(decision.version), decision.option),
  );
}

/** A pack as the standing decisions have it. */
export function decidedPack({ pack, decided = [] }: HeldPack): Pack {
  return decided.reduce((changed, decision) => withOption(changed, optionOf(pack, decision)), pack);
}

/** The decision that a rule rests on: on the point it names, or one whose option moves it. */
export function decisionOn(
  { pack, decided = [] }: HeldPack,
  rule: { readonly silent?: string | undefined; readonly id?: string; readonly guard?: string },
): PointDecision | undefined {
  return (
    decided.find(({ point }) => point === rule.silent) ??
    decided.find((decision) => movesRule(optionOf(pack, decision), rule))
  );
}

/** What the text leaves open where a rule rests on it, and the answer taken: the bureau's own, else the one proposed. */
export function pointWords({
  rule,
  pack,
  decided,
}: {
  readonly rule: { readonly silent?: string | undefined };
  readonly pack: Pack;
  readonly decided?: PointDecision | undefined;
}): string | undefined {
  const id = decided?.point ?? rule.silent;
  const point = pack.silentPoints.find((candidate) => candidate.id === id);
  if (point === undefined) return undefined;
  return decided === undefined
    ? `${point.point}；${point.proposed}。`
    : `${point.point}；本局已定：${decided.text}（自 ${decided.from} 起，${decided.decidedOn} 登记；理由：${decided.reason}）。`;
}

function optionOf(pack: Pack, { point: id, option }: PointDecision): PointOption | undefined {
  const point = pack.silentPoints.find((one) => one.id === id);
  return point?.options.find(({ value }) => value === option);
}

/** A newer version carries a decision on as long as clause, article and the option's effects stand word for word. */
function isSamePoint(pack: Pack, point: SilentPoint, was: Pack | undefined, option: string | null): boolean {
  if (was === undefined || was === pack) return was === pack;
  const before = was.silentPoints.find(({ id }) => id === point.id);
  const effects = (of: SilentPoint | undefined) =>
    JSON.stringify(of?.options.find(({ value }) => value === option) ?? null);
  return (
    before !== undefined &&
    before.point === point.point &&
    before.cite.article === point.cite.article &&
    before.cite.quote === point.cite.quote &&
    effects(before) === effects(point) &&
    findArticle(was, before.cite.article)?.text === findArticle(pack, point.cite.article)?.text
  );
}
