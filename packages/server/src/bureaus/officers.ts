import type { BureauProfile, Fact, Officer } from '@mingjing/law';
import type { ProjectionWrite } from '../journal/write-command.ts';
import type { Person } from '../people/people.ts';

type Certified = Pick<Person, 'id' | 'unit' | 'name' | 'post' | 'credential'>;

/** The person as the public may know them: name, post, credential and area (NP-6.1, WP-5.2); null without a credential. */
export function officerOf(profile: BureauProfile, person: Certified): Officer | null {
  if (person.credential === null) return null;
  return {
    person: person.id,
    name: person.name,
    post: person.post || '执法人员',
    unit: profile.units.find(({ id }) => id === person.unit)?.name ?? '',
    credentialNumber: person.credential.number,
    validTo: person.credential.validTo,
    area: person.credential.area || profile.region,
  };
}

/** What it means for the public list that an officer was so and is now so. */
export function officerChange(
  bureau: string,
  before: Officer | null,
  after: Officer | null,
  occurredOn: string,
): { readonly facts: readonly Fact[]; readonly project: readonly ProjectionWrite[] } {
  if (after === null) {
    if (before === null) return { facts: [], project: [] };
    const data = { person: before.person };
    return { facts: [{ type: 'officer-removed', occurredOn, data }], project: [dropOfficer(before.person)] };
  }
  if (before !== null && JSON.stringify(before) === JSON.stringify(after)) return { facts: [], project: [] };
  const type = before === null ? 'officer-registered' : 'officer-changed';
  return { facts: [{ type, occurredOn, data: { ...after } }], project: [projectOfficer(bureau, after)] };
}

/** Brings the public list's row of one officer up to date. */
export function projectOfficer(bureau: string, officer: Officer): ProjectionWrite {
  return {
    name: 'project-officer',
    text: `insert into published_officer (id, bureau, unit, name, post, credential_number, valid_to, area) values ($1, $2, $3, $4, $5, $6, $7::date, $8)
      on conflict (id) do update set unit = excluded.unit, name = excluded.name, post = excluded.post, credential_number = excluded.credential_number, valid_to = excluded.valid_to, area = excluded.area`,
    values: [
      officer.person,
      bureau,
      officer.unit,
      officer.name,
      officer.post,
      officer.credentialNumber,
      officer.validTo,
      officer.area,
    ],
  };
}

function dropOfficer(person: string): ProjectionWrite {
  return {
    name: 'drop-officer',
    text: `delete from published_officer where id = $1`,
    values: [person],
  };
}
