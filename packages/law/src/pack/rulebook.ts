import type { Cite } from '../cite.ts';
import { circumstancesHold } from './circumstances.ts';
import type {
  ActKind,
  BureauProfile,
  ChannelRule,
  DeadlineRule,
  EventName,
  GroundRule,
  GuardRule,
  LegalReviewRule,
  Pack,
  ProcedureRule,
  PublicationRule,
  RequirementRule,
  When,
} from './schema.ts';

export type Circumstances = Readonly<Record<string, string>>;

/** A rule together with the layer it comes from. */
export interface Sourced<T> {
  readonly rule: T;
  readonly pack: Pack;
  readonly cite: Cite;
}

/** The layers that bind one bureau on one day, in the order of its profile, asked by the engine. */
export interface Rulebook {
  readonly bureau: BureauProfile;
  readonly packs: readonly Pack[];
  /** The first layer that switches the guard on for this kind of act; undefined = the guard does not apply here. */
  guard(name: string, kind: ActKind): Sourced<GuardRule> | undefined;
  requirements(
    kind: ActKind,
    before: string,
    circumstances: Circumstances,
  ): readonly Sourced<RequirementRule>[];
  /** Every requirement of the kind, whatever the circumstances. */
  allRequirements(kind: ActKind): readonly Sourced<RequirementRule>[];
  deadlines(event: EventName, kind: ActKind, circumstances: Circumstances): readonly Sourced<DeadlineRule>[];
  publication(kind: ActKind): Sourced<PublicationRule> | undefined;
  channels(kind: ActKind): readonly Sourced<ChannelRule>[];
  grounds(): readonly Sourced<GroundRule>[];
  procedure(kind: ActKind): Sourced<ProcedureRule> | undefined;
  legalReview(kind: ActKind): readonly Sourced<LegalReviewRule>[];
  /** Full text of the article that a cite points to (the article whose number begins the cited one). */
  articleText(packId: string, article: string): { number: string; text: string } | undefined;
}

/** Puts a bureau's layers together as they stand on `date`. */
export function composeRulebook(bureau: BureauProfile, allPacks: readonly Pack[], date: string): Rulebook {
  const byId = new Map(allPacks.map((pack) => [pack.id, pack]));
  const packs = bureau.layers
    .filter((layer) => (layer.from ?? '0000-00-00') <= date && date <= (layer.to ?? '9999-12-31'))
    .map((layer) => byId.get(layer.pack))
    .filter((pack): pack is Pack => pack !== undefined && isInForce(pack, date));

  const select = <T extends object>(
    pick: (pack: Pack) => readonly T[],
    clause: (rule: T) => { article: string; quote: string },
  ) =>
    packs.flatMap((pack) =>
      pick(pack).map((rule): Sourced<T> => {
        const verified = pack.textHeld && !('unverified' in rule && rule.unverified === true);
        return { rule, pack, cite: toCite(pack, clause(rule), verified) };
      }),
    );

  const guards = select(
    (p) => p.guards,
    (r) => r.cite,
  );
  const requirements = select(
    (p) => p.requirements,
    (r) => r.cite,
  );
  const deadlines = select(
    (p) => p.deadlines,
    (r) => r.cite,
  );
  const publications = select(
    (p) => p.publications,
    (r) => r.cite,
  );
  const channels = select(
    (p) => p.channels,
    (r) => r.cite,
  );
  const grounds = select(
    (p) => p.grounds,
    (r) => r.cite,
  );
  const procedures = select(
    (p) => p.procedures,
    (r) => r.cite,
  );
  const legalReviews = select(
    (p) => p.legalReview,
    (r) => r.triggers[0]?.cite ?? { article: '', quote: '' },
  );

  return {
    bureau,
    packs,
    guard: (name, kind) => guards.find((g) => g.rule.guard === name && g.rule.kinds.includes(kind)),
    requirements: (kind, before, circumstances) =>
      requirements.filter(
        (r) => r.rule.kinds.includes(kind) && r.rule.before === before && holds(r.rule.when, circumstances),
      ),
    allRequirements: (kind) => requirements.filter((r) => r.rule.kinds.includes(kind)),
    deadlines: (event, kind, circumstances) =>
      deadlines.filter(
        (d) => d.rule.on.includes(event) && d.rule.kinds.includes(kind) && holds(d.rule.when, circumstances),
      ),
    publication: (kind) => publications.find((p) => p.rule.kind === kind),
    channels: (kind) => channels.filter((c) => c.rule.kinds.includes(kind)),
    grounds: () => grounds,
    procedure: (kind) => procedures.find((p) => p.rule.kind === kind),
    legalReview: (kind) => legalReviews.filter((r) => r.rule.kinds.includes(kind)),
    articleText: (packId, article) => findArticle(byId.get(packId), article),
  };
}

/** The article of a pack whose number begins the cited one (第七条 for 第七条第（一）项). */
export function findArticle(pack: Pack | undefined, article: string): Pack['articles'][number] | undefined {
  return pack?.articles
    .filter((candidate) => article.startsWith(candidate.number))
    .sort((a, b) => b.number.length - a.number.length)[0];
}

/** The clause of a pack as a cite that can be shown, opened and checked. */
export function toCite(
  pack: Pack,
  clause: { article: string; quote: string },
  verified = pack.textHeld,
): Cite {
  return {
    pack: pack.id,
    regulation: pack.title,
    short: pack.short,
    article: clause.article,
    quote: clause.quote,
    rank: pack.rank,
    verified,
  };
}

/** Whether every named circumstance has one of the values asked for; one that is not known has its default. */
export function holds(when: When, circumstances: Circumstances): boolean {
  return circumstancesHold(when, circumstances);
}

function isInForce(pack: Pack, date: string): boolean {
  return (pack.inForceFrom ?? '0000-00-00') <= date && date <= (pack.inForceTo ?? '9999-12-31');
}
