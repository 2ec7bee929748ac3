import { roleLabels } from '@mingjing/law';
import { createBureau } from '../bureaus/create-bureau.ts';
import type { Queryable } from '../journal/database.ts';
import { loadPacks } from '../packs/load.ts';
import { hashPassword } from '../people/passwords.ts';
import type { ServerContext } from '../web/context.ts';
import { DEMONSTRATION_PASSWORD, demonstrationBureaus, demonstrationPeople } from './demonstration-people.ts';
import { seedCases } from './seed-cases.ts';

/** The accounts one may sign in with, as printed at start and listed on the sign-in page. */
export async function demonstrationAccounts(db: Queryable) {
  names ??= new Map(loadPacks().bureaus.map(({ id, short }) => [id, short]));
  const shorts = names;
  const { rows } = await db.query<{ login: string }>(`select login from person where active`);
  const active = new Set(rows.map(({ login }) => login));
  return demonstrationPeople
    .filter(({ login }) => active.has(login))
    .map((person) => ({
      login: person.login,
      password: DEMONSTRATION_PASSWORD,
      name: person.name,
      post: person.post,
      bureau: shorts.get(person.bureau) ?? person.bureau,
      roles: person.roles,
      duty: `${person.post}（${person.roles.map((role) => roleLabels[role]).join('、')}）`,
    }));
}

/** The day on which the demonstration's bureaux began: before their first case. */
const FOUNDED = '2025-07-01';

/** Short names of the bureaux; the packs are read once. */
let names: ReadonlyMap<string, string> | undefined;

/** Fills an empty installation with demonstration bureaux, people and cases in several stages. */
export async function seedDemonstration(context: ServerContext): Promise<void> {
  const loaded = loadPacks();
  const today = context.clock.today();
  const founded = today < FOUNDED ? today : FOUNDED;
  const passwordHash = await hashPassword(DEMONSTRATION_PASSWORD);
  for (const id of demonstrationBureaus) {
    const profile = loaded.bureaus.find((bureau) => bureau.id === id);
    if (profile === undefined) throw new Error(`packs hold no bureau ${id}`);
    await createBureau(context.databases.app, {
      profile,
      loaded,
      people: demonstrationPeople
        .filter((person) => person.bureau === id)
        .map((person) => ({
          id: `person-${person.login}`,
          bureau: id,
          unit: person.unit,
          login: person.login,
          name: person.name,
          post: person.post,
          roles: person.roles,
          mustChangePassword: false,
          passwordHash,
          credential:
            person.credential === undefined
              ? null
              : { number: person.credential, validTo: '2029-12-31', area: profile.region },
        })),
      activatedBy: ['demonstration-proposer', 'demonstration-confirmer'],
      demonstration: true,
      now: new Date(`${founded}T09:00:00+08:00`),
      today: founded,
    });
  }
  await context.reloadResources();
  await seedCases(context);
}
