import { randomUUID } from 'node:crypto';
import type { BureauProfile, Fact } from '@mingjing/law';
import { commandDigest } from '../journal/repeated-command.ts';
import { createPerson, type Person } from '../people/people.ts';
import type { ServerContext } from '../web/context.ts';
import { officerChange, officerOf } from './officers.ts';
import { recordInBureau } from './record-in-bureau.ts';

/** Registers a person; the account and, with a credential, the officer enter the bureau's journal in the same transaction. */
export async function registerPerson(
  context: ServerContext,
  profile: BureauProfile,
  by: string,
  person: Omit<Person, 'active' | 'mustChangePassword'> & { readonly passwordHash: string },
  confirmedBy?: string,
): Promise<void> {
  const today = context.clock.today();
  const asked = { id: randomUUID(), digest: commandDigest({ person: person.id }), actor: by };
  await recordInBureau(context, profile.id, asked, async (client) => {
    await createPerson(client, { ...person, mustChangePassword: true });
    const officer = officerChange(profile.id, null, officerOf(profile, person), today);
    return { facts: [accountOpened(person, today, confirmedBy), ...officer.facts], project: officer.project };
  });
}

/** The fact that a person has an account: who, in which roles and unit; the name stays with the person. */
export function accountOpened(
  person: Pick<Person, 'id' | 'roles' | 'unit'>,
  occurredOn: string,
  confirmedBy?: string,
): Fact {
  return {
    type: 'account-opened',
    occurredOn,
    data: {
      person: person.id,
      roles: person.roles,
      ...(person.unit === null ? {} : { unit: person.unit }),
      ...(confirmedBy === undefined ? {} : { confirmedBy }),
    },
  };
}
