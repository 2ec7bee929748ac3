import {
  type Actor,
  beganOn,
  type CaseContext,
  type CaseState,
  extendCase,
  foldCase,
  type RecordedFact,
  type Rulebook,
  rolesInPlace,
  successorsOf,
} from '@mingjing/law';
import type { BureauRecord } from '../bureaus/resources.ts';
import type { Databases, Queryable } from '../journal/database.ts';
import type { ReadFact } from '../journal/fact-codec.ts';
import { keptStream, readStream } from '../journal/read-stream.ts';
import { actorsOf, type Person, peopleOf, toActor } from '../people/people.ts';
import { readSeen, type Viewer } from '../people/see-as.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { collectNumbers } from './numbers.ts';

/** A case as it stands in the journal: its facts, and the state they fold to. */
export interface LoadedCase {
  readonly id: string;
  readonly stream: string;
  readonly facts: readonly ReadFact[];
  readonly state: CaseState;
}

export const caseStream = (id: string) => `case/${id}`;

/** Loads a case from its journal; `not-found` when there is none. */
export async function loadCase(db: Queryable, id: string): Promise<LoadedCase> {
  return toLoaded(id, await readStream(db, caseStream(id)));
}

/** Loads a case for somebody who looks at it: as the database shows it to them, or `not-found`. */
export async function seenCase(databases: Databases, viewer: Viewer, id: string): Promise<LoadedCase> {
  return toLoaded(id, await readSeen(databases, viewer, 'case_file', id));
}

/** The case as this process holds it, if that is the version asked for: whoever writes after it finds out whether it is the last. */
export function keptCase(db: Queryable, id: string, version: number): LoadedCase | undefined {
  const facts = keptStream(db, caseStream(id), version);
  return facts === undefined || facts.length === 0 ? undefined : toLoaded(id, facts);
}

function toLoaded(id: string, facts: readonly ReadFact[]): LoadedCase {
  const state = foldKept(facts);
  if (state === null) throw new RequestError('not-found');
  return { id, stream: caseStream(id), facts, state };
}

/** States by the last fact they hold: only what came since is folded. */
const folded = new WeakMap<ReadFact, CaseState>();

/** Keeps the state that the facts up to this one fold to, instead of the one that they came after. */
export function keepState(last: ReadFact, state: CaseState, before: ReadFact | undefined): void {
  if (before !== undefined) folded.delete(before);
  folded.set(last, state);
}

function foldKept(facts: readonly ReadFact[]): CaseState | null {
  const at = facts.findLastIndex((fact) => folded.has(fact));
  const [start, last] = [facts[at], facts.at(-1)];
  const known = start && folded.get(start);
  if (last === undefined || (known !== undefined && start === last)) return known ?? null;
  const newer = facts.slice(at + 1).map(({ fact }) => fact);
  const state = (known && extendCase(known, newer)) ?? foldCase(facts.map(({ fact }) => fact));
  if (state !== null) keepState(last, state, start);
  return state;
}

/** The rules that bind this case, each from the law that its `frozen` names; `event` is the day of the act in question. */
export function rulesOf(context: ServerContext, state: CaseState, event?: string): Rulebook {
  const today = context.clock.today();
  const { bureau, packs } = state;
  return context
    .resources()
    .rulebookOver({ bureau, openedOn: openedOn(state), packs, event: event ?? today, today });
}

/** The day a case began: the law of its procedure is the law of that day. */
export function openedOn(state: CaseState): string {
  return beganOn(state) ?? '0000-00-00';
}

/** Everyone who may act in a case of this bureau: its own people, its superior's, and those of the bureau that continues in the place of either. */
export async function peopleAround(context: ServerContext, bureau: string): Promise<readonly Actor[]> {
  const people = actorsOf(await peopleOf(context.databases.app, bureauxAround(context, bureau)));
  return actingAround(context, bureau, people);
}

/** The bureaux whose people may act in a case of this one. */
export function bureauxAround(
  { resources }: Pick<ServerContext, 'resources'>,
  bureau: string,
): readonly string[] {
  const { bureaus } = resources();
  const bodies = bodiesOf(bureaus, bureau);
  return [...new Set([...bodies, ...bodies.flatMap((body) => successorsOf(bureaus, body).slice(-1))])];
}

/** People of those bureaux as they act there: who continues in the place of one stands there as its own would. */
export function actingAround(
  { resources }: Pick<ServerContext, 'resources'>,
  bureau: string,
  people: readonly Actor[],
): readonly Actor[] {
  const { bureaus } = resources();
  const bodies = bodiesOf(bureaus, bureau);
  if (bodies.every((body) => bureaus.get(body)?.profile.successor === undefined)) return people;
  return people.flatMap((actor) => {
    const place = bodies.find((body) => successorsOf(bureaus, body).at(-1) === actor.bureau);
    // The superior that continues in its subordinate's place keeps its own people in their own part.
    if (place === undefined || (bodies.includes(actor.bureau) && actor.roles.includes('superior')))
      return [actor];
    return [{ ...actor, bureau: place, home: actor.bureau, roles: rolesInPlace(actor.roles) }];
  });
}

const bodiesOf = (bureaus: ReadonlyMap<string, BureauRecord>, bureau: string): readonly string[] => {
  const superior = bureaus.get(bureau)?.profile.superior?.id;
  return superior === undefined ? [bureau] : [bureau, superior];
};

/** What law needs to decide for this person on this day, with numbers that are only looked at, not drawn. */
export async function caseContext(
  context: ServerContext,
  person: Person,
  rules: Rulebook,
  day: { readonly occurredOn?: string | undefined; readonly lateReason?: string | undefined } = {},
  loaded: LoadedCase | null = null,
  people?: readonly Actor[],
): Promise<CaseContext> {
  const today = context.clock.today();
  return {
    actor: toActor(person),
    rules,
    calendar: context.resources().calendarOf(rules.bureau.id),
    today,
    occurredOn: day.occurredOn ?? today,
    ...(day.lateReason === undefined ? {} : { lateReason: day.lateReason }),
    bodies: [...context.resources().bureaus].map(([id, { name }]) => ({ id, name })),
    people: people ?? (await peopleAround(context, rules.bureau.id)),
    numbers: collectNumbers(rules.bureau, today).source,
    packVersions: context.resources().activePacks(rules.bureau.id, day.occurredOn ?? today),
    ...(loaded && {
      digestOf: (version: number, field: string) => loaded.facts[version - 1]?.envelope.sealed[field],
    }),
  };
}

/** The facts of a loaded case as law reads them. */
export function lawFacts(loaded: LoadedCase): readonly RecordedFact[] {
  return loaded.facts.map(({ fact }) => fact);
}
