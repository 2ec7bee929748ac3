import type { Cite } from '../cite.ts';
import { circumstancesHold, circumstancesOn } from './circumstances.ts';
import { decidedPack, decisionOn } from './decided-points.ts';
import { findArticle, type HeldPack, type PointDecision } from './held-pack.ts';
import type {
  AccessRule,
  ActKind,
  BureauProfile,
  ChannelRule,
  DeadlineRule,
  EventName,
  ExclusionRule,
  GroundRule,
  GuardRule,
  LegalReviewRule,
  Pack,
  ProcedureRule,
  PublicationRule,
  RedactionRule,
  RequirementRule,
  RetentionRule,
  ThresholdRule,
  When,
} from './schema.ts';

export { findArticle, type HeldPack } from './held-pack.ts';

export type Circumstances = Readonly<Record<string, string>>;

/** A rule together with the layer it comes from. */
export interface Sourced<T> {
  readonly rule: T;
  readonly pack: Pack;
  readonly cite: Cite;
  /** What the bureau decided on the silent point that the rule rests on. */
  readonly decided?: PointDecision;
}

/** Every rule of the layers that bind, section by section, in the order of the layers. */
export interface Sections {
  readonly guards: readonly Sourced<GuardRule>[];
  readonly requirements: readonly Sourced<RequirementRule>[];
  readonly deadlines: readonly Sourced<DeadlineRule>[];
  readonly publications: readonly Sourced<PublicationRule>[];
  readonly channels: readonly Sourced<ChannelRule>[];
  readonly grounds: readonly Sourced<GroundRule>[];
  readonly procedures: readonly Sourced<ProcedureRule>[];
  readonly legalReview: readonly Sourced<LegalReviewRule>[];
  readonly exclusions: readonly Sourced<ExclusionRule>[];
  readonly redactions: readonly Sourced<RedactionRule>[];
  readonly thresholds: readonly Sourced<ThresholdRule>[];
  readonly retention: readonly Sourced<RetentionRule>[];
  readonly access: readonly Sourced<AccessRule>[];
}

/** The rules that bind one bureau, asked by the engine: on one day, or for one case over time (`rulebookOver`). */
export interface Rulebook {
  readonly bureau: BureauProfile;
  /** The layers in the order of the profile; over time, those of the day the case began. */
  readonly packs: readonly Pack[];
  /** The same with the version of each, every version that a rule here was read from. */
  readonly held: readonly HeldPack[];
  readonly sections: Sections;
  /** The first layer that switches the guard on for this kind of act; undefined = the guard does not apply here. */
  guard(name: string, kind: ActKind): Sourced<GuardRule> | undefined;
  requirements(
    kind: ActKind,
    before: string,
    circumstances: Circumstances,
  ): readonly Sourced<RequirementRule>[];
  /** Every requirement of the kind, whatever the circumstances. */
  allRequirements(kind: ActKind): readonly Sourced<RequirementRule>[];
  /** `on` is the day of the event, by whose law an `at-event` rule is taken. */
  deadlines(
    event: EventName,
    kind: ActKind,
    circumstances: Circumstances,
    on?: string,
  ): readonly Sourced<DeadlineRule>[];
  publication(kind: ActKind): Sourced<PublicationRule> | undefined;
  channels(kind: ActKind): readonly Sourced<ChannelRule>[];
  grounds(): readonly Sourced<GroundRule>[];
  procedure(kind: ActKind): Sourced<ProcedureRule> | undefined;
  legalReview(kind: ActKind): readonly Sourced<LegalReviewRule>[];
  /** Full text of the article that a cite points to, in the version of the pack that the cite was read from. */
  articleText(cite: CitedArticle): { number: string; text: string } | undefined;
  /** The same rules as they were on an earlier day: what was done then is judged by the law of then. */
  asOf(day: string): Rulebook;
}

export type CitedArticle = Pick<Cite, 'pack' | 'article' | 'version'>;

/** Puts a bureau's layers together as they stand on `date`; of two versions of a pack the later one in the list counts. */
export function composeRulebook(bureau: BureauProfile, allPacks: readonly Pack[], date: string): Rulebook {
  const byId = new Map(allPacks.map((pack) => [pack.id, pack]));
  const held = layersOn(bureau, date).flatMap((id): HeldPack[] => {
    const pack = byId.get(id);
    return pack !== undefined && isInForce(pack, date) ? [{ pack }] : [];
  });
  return rulebookOf(bureau, held);
}

/** The rules of these very packs. */
export function rulebookOf(bureau: BureauProfile, held: readonly HeldPack[]): Rulebook {
  const book: Rulebook = {
    ...answersFrom(bureau, held, sectionsOf(held)),
    asOf: () => book,
  };
  return book;
}

/** A rulebook's answers from its sections; `deadlinesOn` gives the deadlines by the day of the event, where that matters. */
export function answersFrom(
  bureau: BureauProfile,
  held: readonly HeldPack[],
  sections: Sections,
  deadlinesOn: (on: string | undefined) => readonly Sourced<DeadlineRule>[] = () => sections.deadlines,
): Omit<Rulebook, 'asOf'> {
  const { guards, requirements, publications, channels, grounds, procedures, legalReview } = sections;
  const byKind = new Map<ActKind, typeof requirements>();
  const requirementsOf = (kind: ActKind) => {
    const known = byKind.get(kind) ?? requirements.filter((r) => r.rule.kinds.includes(kind));
    byKind.set(kind, known);
    return known;
  };
  return {
    bureau,
    packs: held.map(({ pack }) => pack),
    held,
    sections,
    guard: (name, kind) => guards.find((g) => g.rule.guard === name && g.rule.kinds.includes(kind)),
    requirements: (kind, before, circumstances) =>
      requirementsOf(kind).filter((r) => r.rule.before === before && holds(r.rule.when, circumstances)),
    allRequirements: requirementsOf,
    deadlines: (event, kind, circumstances, on) => {
      const told = circumstancesOn(event, circumstances);
      return deadlinesOf(deadlinesOn(on), event, kind).filter(({ rule }) => holds(rule.when, told));
    },
    publication: (kind) => publications.find((p) => p.rule.kind === kind && p.rule.channel === undefined),
    channels: (kind) => channels.filter((c) => c.rule.kinds.includes(kind)),
    grounds: () => grounds,
    procedure: (kind) => procedures.find((p) => p.rule.kind === kind),
    legalReview: (kind) => legalReview.filter((r) => r.rule.kinds.includes(kind)),
    articleText: (cite) => findArticle(packOfCite(held, cite), cite.article),
  };
}

type Deadlines = readonly Sourced<DeadlineRule>[];

// Which rules speak of an event and a kind is asked again for every case, and never changes.
const asked = new WeakMap<Deadlines, Map<string, Deadlines>>();

function deadlinesOf(all: Deadlines, event: EventName, kind: ActKind): Deadlines {
  const known = asked.get(all) ?? new Map<string, Deadlines>();
  asked.set(all, known);
  const key = `${event} ${kind}`;
  const found =
    known.get(key) ?? all.filter(({ rule }) => rule.on.includes(event) && rule.kinds.includes(kind));
  known.set(key, found);
  return found;
}

function packOfCite(held: readonly HeldPack[], { pack: id, version }: CitedArticle): Pack | undefined {
  const versions = held.filter(({ pack }) => pack.id === id);
  return (versions.find((one) => one.version === version) ?? versions[0])?.pack;
}

function sectionsOf(held: readonly HeldPack[]): Sections {
  const asDecided = held.map((one) => ({ one, decided: decidedPack(one) }));
  const select = <T extends object>(
    pick: (pack: Pack) => readonly T[],
    clause: (rule: T) => { article: string; quote: string },
  ) =>
    asDecided.flatMap(({ one, decided: rules }) => {
      const { pack, version } = one;
      return pick(rules).map((rule): Sourced<T> => {
        const verified = pack.textHeld && !('unverified' in rule && rule.unverified === true);
        const cite = toCite(pack, clause(rule), verified);
        const decided = decisionOn(one, rule);
        return {
          rule,
          pack,
          cite: version === undefined ? cite : { ...cite, version },
          ...(decided === undefined ? {} : { decided }),
        };
      });
    });
  const cited = <T extends { readonly cite: { article: string; quote: string } }>(
    pick: (pack: Pack) => readonly T[],
  ) => select(pick, (rule) => rule.cite);
  return {
    guards: cited((pack) => pack.guards),
    requirements: cited((pack) => pack.requirements),
    deadlines: cited((pack) => pack.deadlines),
    publications: cited((pack) => pack.publications),
    channels: cited((pack) => pack.channels),
    grounds: cited((pack) => pack.grounds),
    procedures: cited((pack) => pack.procedures),
    exclusions: cited((pack) => pack.exclusions),
    redactions: cited((pack) => pack.redactions),
    thresholds: cited((pack) => pack.thresholds),
    retention: cited((pack) => pack.retention),
    access: cited((pack) => pack.access),
    legalReview: select(
      (pack) => pack.legalReview,
      (rule) => rule.triggers[0]?.cite ?? { article: '', quote: '' },
    ),
  };
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

/** Ids of the packs whose layer binds the bureau on the day, in the order of its profile. */
export function layersOn(bureau: BureauProfile, date: string): readonly string[] {
  return bureau.layers
    .filter((layer) => (layer.from ?? '0000-00-00') <= date && date <= (layer.to ?? '9999-12-31'))
    .map(({ pack }) => pack);
}

/** Whether the text itself is in force on the day. */
export function isInForce(pack: Pack, date: string): boolean {
  return (pack.inForceFrom ?? '0000-00-00') <= date && date <= (pack.inForceTo ?? '9999-12-31');
}
