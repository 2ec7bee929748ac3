import { randomUUID } from 'node:crypto';
import { type BureauProfile, type Role, refuseFirstAdministrators } from '@mingjing/law';
import { hashPassword } from '../people/passwords.ts';
import { RequestError } from '../web/request-error.ts';
import type { NewPerson } from './create-bureau.ts';

/** An administrator as the form names one. */
export interface WantedAdministrator {
  readonly login: string;
  readonly name: string;
  readonly password: string;
  readonly role: Role;
}

/** The people a bureau begins with: one administrator of each kind that its superior does not hold for it. */
export async function firstAdministrators(
  profile: BureauProfile,
  wanted: readonly WantedAdministrator[],
  entrusted: readonly string[] = [],
): Promise<readonly NewPerson[]> {
  const refusal = refuseFirstAdministrators(wanted, entrusted);
  if (refusal !== undefined) throw new RequestError('bad-request', refusal.sentence);
  return await Promise.all(
    wanted.map(async ({ login, name, password, role }) => ({
      id: `person-${randomUUID()}`,
      bureau: profile.id,
      unit: profile.units[0]?.id ?? null,
      login,
      name,
      post: '',
      roles: [role],
      mustChangePassword: true,
      credential: null,
      passwordHash: await hashPassword(password),
    })),
  );
}
