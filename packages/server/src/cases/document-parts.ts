import {
  type Actor,
  type CaseContext,
  type CaseState,
  type DocumentOrder,
  handledBy,
  type Rulebook,
} from '@mingjing/law';
import type { BureauRecord } from '../bureaus/resources.ts';
import type { Person } from '../people/people.ts';

/** All that a document may draw on. */
export interface DocumentSource {
  readonly state: CaseState;
  readonly order: DocumentOrder;
  readonly law: CaseContext;
  /** Who has it made. */
  readonly person: Pick<Person, 'id' | 'name' | 'bureau' | 'roles'>;
  readonly bureaus: ReadonlyMap<string, BureauRecord>;
  readonly packs: Rulebook;
}

/** Title part common to all: who issues, number, date. */
export function heading({ state, order, law, bureaus }: DocumentSource) {
  const issuing =
    order.template === 'permit-decision' || order.template === 'refusal-decision'
      ? (state.decision?.issuingAuthority ?? handledBy(state))
      : handledBy(state);
  return {
    bureau: bureauName(bureaus, issuing, state, law),
    ...(/〔\d{4}〕/.test(order.documentNumber) ? { number: order.documentNumber } : {}),
    date: law.occurredOn,
  };
}

export function bureauName(
  bureaus: ReadonlyMap<string, BureauRecord>,
  id: string,
  state: CaseState,
  law: CaseContext,
): string {
  const superior = law.rules.bureau.superior;
  return (
    bureaus.get(id)?.name ?? (superior?.id === id ? superior.name : (bureaus.get(state.bureau)?.name ?? id))
  );
}

/** The party as documents name it, without what was never given. */
export function partyOf(state: CaseState) {
  return { ...(state.party ?? { name: '已依法删除', kind: 'organisation' as const }) };
}

export function matterOf(state: CaseState, rules: Rulebook) {
  const matter = rules.bureau.matters.find(({ id }) => id === state.matter);
  return {
    name: matter?.name ?? state.matter,
    basis: matter?.basis ?? '法律、法规、规章的规定',
    materials: matter?.materials ?? [],
  };
}

export function unitName(state: CaseState, rules: Rulebook): string {
  return rules.bureau.units.find(({ id }) => id === state.unit)?.name ?? state.unit;
}

export function contactOf(rules: Rulebook) {
  const contact = rules.bureau.contact;
  return contact === undefined
    ? {}
    : { phone: contact.phone, address: contact.address, postcode: contact.postcode };
}

export function personName(people: readonly Actor[], id: string | undefined): string | undefined {
  return people.find((person) => person.id === id)?.name;
}

export function officersOf(people: readonly Actor[], ids: readonly string[]) {
  return ids.map((id) => {
    const person = people.find((candidate) => candidate.id === id);
    return {
      name: person?.name ?? id,
      ...(person?.credential === undefined ? {} : { credentialNumber: person.credential.number }),
    };
  });
}

/** One step of a chain as a form prints it: opinion, reason, who and when; undefined while nobody has written. */
export function chainStep(source: DocumentSource, type: string, opinion: string, reason: string | undefined) {
  const actor = source.state.doneBy[type]?.[0];
  const date = source.state.dates[type];
  if (actor === undefined || date === undefined) return undefined;
  const name = personName(source.law.people, actor);
  return {
    opinion,
    date,
    ...(reason === undefined ? {} : { reason }),
    ...(name === undefined ? {} : { name }),
  };
}

/** Leaves out what is undefined, as strict schemas with optional keys want it. */
export function compact<T extends Record<string, unknown>>(
  value: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
