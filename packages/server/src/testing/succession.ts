import type { Role } from '@mingjing/law';
import { registerPerson } from '../bureaus/register-person.ts';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { hashPassword } from '../people/passwords.ts';
import type { TestOffice } from './office.ts';
import type { Visitor } from './visitor.ts';

/** People whom the demonstration's bureaux lack for a succession, by login, bureau and role. */
export type Wanted = readonly (readonly [string, string, Role])[];

/** Registers people as the product does, with the demonstration's password. */
export async function register(office: TestOffice, wanted: Wanted): Promise<void> {
  const passwordHash = await hashPassword(DEMONSTRATION_PASSWORD);
  for (const [login, bureau, role] of wanted) {
    const { profile } = office.context.resources().bureaus.get(bureau) ?? {};
    if (profile === undefined) throw new Error(`no bureau ${bureau}`);
    const id = `person-${login}`;
    const person = { id, bureau, unit: null, login, name: login, post: '', roles: [role], credential: null };
    await registerPerson(office.context, profile, 'system', { ...person, passwordHash });
    await office.asOwner(`update person set must_change_password = false where id = $1`, [id]);
  }
}

/** What a succession of the demonstration rests on. */
export const told = {
  successor: 'siping',
  on: '2025-10-13',
  title: '示例县机构改革方案',
  number: '示发〔2025〕1号',
  reason: '职责整体划入',
};

/** Signs somebody in who then acts in the place of a bureau that theirs has succeeded. */
export async function inPlace(office: TestOffice, login: string, bureau = 'wenshang'): Promise<Visitor> {
  const visitor = await office.signIn(login);
  const moved = await visitor.post('/api/session/bureau', { bureau });
  if (moved.status !== 204) throw new Error(`${login} does not act in ${bureau}: ${moved.text}`);
  return visitor;
}
