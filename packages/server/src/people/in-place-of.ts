import { placesFor, rolesInPlace } from '@mingjing/law';
import type { BureauRecord } from '../bureaus/resources.ts';
import type { Person } from './people.ts';

/** The person as they act in the place of a bureau that theirs has succeeded; as they are, where it has not. */
export function inPlaceOf(
  bureaus: ReadonlyMap<string, BureauRecord>,
  person: Person,
  bureau: string | null,
): Person {
  if (bureau === null || !placesFor(bureaus, person).includes(bureau)) return person;
  return { ...person, bureau, home: person.bureau, unit: null, roles: rolesInPlace(person.roles) };
}
