import type { PersonRow } from '@mingjing/api';
import type { Person } from './people.ts';

/** A person as the list and the person's own page show them. */
export function personRow(person: Person, locked: boolean): PersonRow {
  const { id, login, name, post, unit, roles: held, credential, active } = person;
  return {
    id,
    login,
    name,
    post,
    unit,
    roles: held,
    credential,
    active,
    locked,
    firstPassword: person.mustChangePassword,
  };
}
