import type { Actor } from '@mingjing/law';
import type { Queryable } from '../journal/database.ts';
import { actorsOf, peopleOf } from './people.ts';

/** Those who may act, as this process last read them, with the version of each bureau's people that a write compares. */
export interface KnownPeople {
  readonly actors: readonly Actor[];
  readonly versions: Readonly<Record<string, number>>;
}

/** The people of the named bureaux without asking the database again: whoever writes on them hands in their versions. */
export async function knownPeople(db: Queryable, bureaux: readonly string[]): Promise<KnownPeople> {
  const known = knownBy.get(db) ?? new Map<string, Known>();
  knownBy.set(db, known);
  const missing = bureaux.filter((bureau) => !known.has(bureau));
  if (missing.length > 0) for (const [bureau, found] of await read(db, missing)) known.set(bureau, found);
  const entries = bureaux.map((bureau) => [bureau, known.get(bureau) ?? NOBODY] as const);
  return {
    actors: entries.flatMap(([, { actors }]) => actors),
    versions: Object.fromEntries(entries.map(([bureau, { version }]) => [bureau, version])),
  };
}

/** Has everybody read anew by the next who asks. */
export function forgetPeople(db: Queryable): void {
  knownBy.delete(db);
}

interface Known {
  readonly version: number;
  readonly actors: readonly Actor[];
}

const NOBODY: Known = { version: -1, actors: [] };
const knownBy = new WeakMap<Queryable, Map<string, Known>>();

/** Versions first: people changed in between are then kept under a version that no longer stands. */
async function read(
  db: Queryable,
  bureaux: readonly string[],
): Promise<readonly (readonly [string, Known])[]> {
  const { rows } = await db.query<{ bureau: string; version: number }>({
    name: 'person-versions',
    text: `select bureau, version from person_version where bureau = any($1)`,
    values: [bureaux],
  });
  const people = await peopleOf(db, bureaux);
  return rows.map(({ bureau, version }) => [
    bureau,
    { version, actors: actorsOf(people.filter((person) => person.bureau === bureau)) },
  ]);
}
