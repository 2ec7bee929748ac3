import { answersFrom, type Rulebook, type Sections, type Sourced } from './rulebook.ts';
import type { Frozen } from './schema.ts';

/** The law at the three moments that a rule may be taken from. */
export interface LawMoments {
  /** The law when the case began. */
  readonly atStart: Rulebook;
  /** The law on any day; it answers with the same object for all days of the same law. */
  readonly on: (day: string) => Rulebook;
  /** The day of the event, where a question names none: of the command, or of the decision that is published. */
  readonly event: string;
  readonly today: string;
}

/**
 * The rules of one case over time: every rule from the version of its pack that its `frozen` names. Which moment that is, the
 * newest version that holds the rule says, so that a new text decides how far back it reaches. A rule that the version so named
 * does not hold does not apply: a new `at-start` rule never reaches an old case, a repealed one stays for it.
 */
export function rulebookOver(moments: LawMoments): Rulebook {
  const { atStart, on, today } = moments;
  const now = on(today);
  const merged = kept((event: Rulebook) => mergeSections(atStart, event, now));
  const earlier = kept((_law: Rulebook, day: string) => rulebookOver({ ...moments, today: day }));
  const event = on(moments.event);
  const sections = merged(event);
  const held = [atStart, event, now].flatMap((book) => book.held);
  const book: Rulebook = {
    ...answersFrom(
      atStart.bureau,
      held,
      sections,
      (day) => merged(day === undefined ? event : on(day)).deadlines,
    ),
    packs: atStart.packs,
    asOf: (day) => (on(day) === now ? book : earlier(on(day), day)),
  };
  return book;
}

function mergeSections(start: Rulebook, event: Rulebook, now: Rulebook): Sections {
  if (start === event && event === now) return start.sections;
  const layers = start.bureau.layers.map(({ pack }) => pack);
  const each = <T extends Timed>(pick: (sections: Sections) => Rules<T>, name: (rule: T) => string) =>
    mergeRules([pick(start.sections), pick(event.sections), pick(now.sections)], name, layers);
  return {
    guards: each(
      ({ guards }) => byKind(guards),
      (rule) => `${rule.guard} ${rule.kinds[0]}`,
    ),
    requirements: each(
      ({ requirements }) => requirements,
      (rule) => rule.id,
    ),
    deadlines: each(
      ({ deadlines }) => deadlines,
      (rule) => rule.id,
    ),
    publications: each(
      ({ publications }) => publications,
      (rule) => rule.id,
    ),
    channels: each(
      ({ channels }) => channels,
      (rule) => rule.id,
    ),
    grounds: each(
      ({ grounds }) => grounds,
      (rule) => rule.id,
    ),
    procedures: each(
      ({ procedures }) => procedures,
      (rule) => rule.kind,
    ),
    exclusions: each(
      ({ exclusions }) => exclusions,
      (rule) => rule.id,
    ),
    redactions: each(
      ({ redactions }) => redactions,
      (rule) => rule.id,
    ),
    thresholds: each(
      ({ thresholds }) => thresholds,
      (rule) => rule.id,
    ),
    access: each(
      ({ access }) => access,
      (rule) => rule.id,
    ),
    retention: each(
      ({ retention }) => retention,
      (rule) => rule.id,
    ),
    legalReview: each(
      ({ legalReview }) => byKind(legalReview),
      (rule) => rule.kinds[0] ?? '',
    ),
  };
}

interface Timed {
  readonly frozen: Frozen;
}
type Rules<T> = readonly Sourced<T>[];

/** Of every rule (by pack and name) the version that the newest holder's `frozen` names, in the order of the layers. */
function mergeRules<T extends Timed>(
  [start, event, now]: readonly [Rules<T>, Rules<T>, Rules<T>],
  name: (rule: T) => string,
  layers: readonly string[],
): Rules<T> {
  const group = (rules: Rules<T>) => Map.groupBy(rules, ({ rule, pack }) => `${pack.id} ${name(rule)}`);
  const at: Readonly<Record<Frozen, Map<string, Rules<T>>>> = {
    'at-start': group(start),
    'at-event': group(event),
    never: group(now),
  };
  const keys = new Set([...at.never.keys(), ...at['at-event'].keys(), ...at['at-start'].keys()]);
  const chosen = [...keys].flatMap((key) => {
    const newest = at.never.get(key) ?? at['at-event'].get(key) ?? at['at-start'].get(key);
    return (newest?.[0] && at[newest[0].rule.frozen].get(key)) ?? [];
  });
  return chosen.sort((a, b) => layers.indexOf(a.pack.id) - layers.indexOf(b.pack.id));
}

/** One entry for each kind of act, since a new version may speak of other kinds together. */
function byKind<K, T extends { readonly kinds: readonly K[] }>(rules: Rules<T>): Rules<T> {
  return rules.flatMap((one) =>
    one.rule.kinds.map((kind) => ({ ...one, rule: { ...one.rule, kinds: [kind] } })),
  );
}

/** Composes once for each law, however many rows ask. */
function kept<K, A extends readonly unknown[], T>(
  make: (key: K, ...rest: A) => T,
): (key: K, ...rest: A) => T {
  const made = new Map<K, T>();
  return (key, ...rest) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key, ...rest);
    made.set(key, fresh);
    return fresh;
  };
}
