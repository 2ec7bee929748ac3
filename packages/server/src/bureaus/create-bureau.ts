import { randomUUID } from 'node:crypto';
import type { BureauProfile, EntrustedPost } from '@mingjing/law';
import type pg from 'pg';
import { inTransaction } from '../journal/database.ts';
import { writeCommand } from '../journal/write-command.ts';
import { projectLaw } from '../law-in-force/project-law.ts';
import { hashYear, keepPack, keepYear } from '../law-in-force/stored-versions.ts';
import type { LoadedPacks } from '../packs/load.ts';
import { createPerson, type Person } from '../people/people.ts';
import { officerChange, officerOf } from './officers.ts';
import { accountOpened } from './register-person.ts';

/** A person to be registered with the bureau, password already hashed. */
export type NewPerson = Omit<Person, 'active'> & { readonly passwordHash: string };

/** An administrator's post that the superior's own takes on, and who agreed to it. */
export type TakenPost = EntrustedPost & { readonly confirmedBy: string };

/** All that a bureau begins with. */
export interface NewBureau {
  readonly profile: BureauProfile;
  readonly loaded: LoadedPacks;
  readonly people: readonly NewPerson[];
  readonly posts?: readonly TakenPost[];
  readonly activatedBy: readonly [proposer: string, confirmer: string];
  readonly demonstration: boolean;
  readonly now: Date;
  readonly today: string;
}

/** Creates a bureau: its profile, its packs as activated by two persons, the calendar, its people; all in one transaction. */
export async function createBureau(pool: pg.Pool, input: NewBureau): Promise<void> {
  await inTransaction(pool, (client) => createBureauIn(client, input));
}

/** The same within a transaction that does more. */
export async function createBureauIn(client: pg.PoolClient, input: NewBureau): Promise<void> {
  const { loaded, posts = [] } = input;
  // Matters made up for demonstrations are no real bureau's own.
  const profile = input.demonstration
    ? input.profile
    : { ...input.profile, matters: input.profile.matters.filter((matter) => !matter.demonstration) };
  await client.query(
    `insert into bureau (id, name, short, profile, demonstration, created_at) values ($1, $2, $3, $4, $5, $6)`,
    [profile.id, profile.name, profile.short, profileWith(profile, posts), input.demonstration, input.now],
  );
  const active = Object.fromEntries(
    profile.layers.map(({ pack }) => [pack, loaded.hashes[pack] ?? '']).filter(([, hash]) => hash !== ''),
  );
  for (const pack of loaded.packs.filter(({ id }) => active[id] !== undefined))
    await keepPack(client, pack, input.now);
  for (const year of loaded.calendar.years) await keepYear(client, year);
  const years = Object.fromEntries(
    loaded.calendar.years.map((year) => [
      year.year,
      { sha256: hashYear(year), notice: year.notice, importedBy: '', importedOn: input.today },
    ]),
  );
  for (const person of input.people) await createPerson(client, person);
  const officers = input.people.map((person) =>
    officerChange(profile.id, null, officerOf(profile, person), input.today),
  );
  await writeCommand(client, {
    commandId: randomUUID(),
    digest: null,
    stream: `bureau/${profile.id}`,
    bureau: profile.id,
    actor: input.activatedBy[1],
    recordedAt: input.now.toISOString(),
    after: { version: 0, commitment: null },
    facts: [
      {
        type: 'bureau-created',
        occurredOn: input.today,
        data: { profile },
      },
      {
        type: 'packs-activated',
        occurredOn: input.today,
        data: { packs: active, proposedBy: input.activatedBy[0], demonstration: input.demonstration },
      },
      ...posts.map((post) => ({
        type: 'administrator-entrusted' as const,
        occurredOn: input.today,
        data: { ...post },
      })),
      ...loaded.calendar.years.map((year) => ({
        type: 'calendar-imported' as const,
        occurredOn: input.today,
        data: { year: year.year, sha256: hashYear(year), notice: year.notice },
      })),
      ...input.people.map((person) => accountOpened(person, input.today)),
      ...officers.flatMap(({ facts }) => facts),
    ],
    project: [
      ...officers.flatMap(({ project }) => project),
      ...projectLaw(profile.id, { packs: active, years }),
    ],
  });
}

/** As the stream tells it, so that a rebuilt row is the same. */
function profileWith(profile: BureauProfile, posts: readonly TakenPost[]): BureauProfile {
  if (posts.length === 0) return profile;
  return { ...profile, administeredBy: posts.map(({ role, body }) => ({ role, body })) };
}
