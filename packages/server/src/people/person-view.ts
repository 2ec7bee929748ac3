import type { PersonView } from '@mingjing/api';
import { refuseAccountChange, roleLabels } from '@mingjing/law';
import { timelineOf } from '../cases/timeline.ts';
import type { ReadFact } from '../journal/fact-codec.ts';
import { readStream } from '../journal/read-stream.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';
import { lockedLogins } from './lock-out.ts';
import { type Person, peopleOf } from './people.ts';
import { personRow } from './person-row.ts';

/** One person of the bureau with everything that was recorded about them; `not-found` outside it. */
export async function viewPerson(
  context: ServerContext,
  viewer: Person,
  bureau: string,
  id: string,
): Promise<PersonView> {
  const db = context.databases.app;
  const people = await peopleOf(db, [bureau]);
  const person = people.find((one) => one.id === id);
  if (person === undefined) throw new RequestError('not-found');
  const stream = `bureau/${bureau}`;
  const facts = factsAbout(await readStream(db, stream), id);
  const units = context.resources().bureaus.get(bureau)?.profile.units ?? [];
  const superior = context.resources().bureaus.get(bureau)?.profile.superior?.id;
  const confirmers = superior === undefined ? [] : await peopleOf(db, [superior]);
  const names = new Map([
    ...confirmers.map((one) => [one.id, one.name] as const),
    ['demonstration-confirmer', '演示数据'] as const,
    ...people.map((one) => [one.id, one.name] as const),
    ...units.map((unit) => [unit.id, unit.name] as const),
  ]);
  const locked = await lockedLogins(db, [person.login], new Date());
  const entrusted = entrustedRoles(context, bureau);
  const deactivate = refuseAccountChange(viewer.id, person, { ...person, active: false }, people, entrusted);
  const roles = refuseAccountChange(viewer.id, person, { ...person, roles: [] }, people, entrusted);
  return {
    ...personRow(person, locked.size > 0),
    version: lastVersion(facts),
    units: units.map(({ id: unit, name }) => ({ id: unit, name })),
    timeline: await timelineOf(db, stream, facts.map(withRoleLabels), names),
    refusals: {
      ...(deactivate === undefined ? {} : { deactivate }),
      ...(roles === undefined ? {} : { roles }),
    },
  };
}

/** The facts of a bureau's stream that are about one person. */
export function factsAbout(stream: readonly ReadFact[], person: string): readonly ReadFact[] {
  return stream.filter(({ fact }) => fact.data.person === person);
}

/** The version by which two administrators notice each other; 0 where nothing was recorded. */
export const lastVersion = (facts: readonly ReadFact[]): number => facts.at(-1)?.fact.version ?? 0;

/** A role and a unit may go by the same id: roles are put into words before ids are. */
function withRoleLabels(read: ReadFact): ReadFact {
  const { data } = read.fact;
  if (!Array.isArray(data.roles)) return read;
  const labels: Readonly<Record<string, string>> = roleLabels;
  const roles = data.roles.map((role: string) => labels[role] ?? role);
  return { ...read, fact: { ...read.fact, data: { ...data, roles } } };
}

/** The administrators' posts that the superior's people hold for a bureau. */
export const entrustedRoles = ({ resources }: ServerContext, bureau: string): readonly string[] =>
  (resources().bureaus.get(bureau)?.profile.administeredBy ?? []).map(({ role }) => role);
