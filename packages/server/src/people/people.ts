import type { Actor, Role } from '@mingjing/law';
import type { Queryable } from '../journal/database.ts';
import { gather } from '../journal/gather.ts';

/** A person as the office knows them. */
export interface Person {
  readonly id: string;
  readonly bureau: string;
  /** The person's own bureau, where they act in `bureau` because their own continues in its place. */
  readonly home?: string;
  readonly unit: string | null;
  readonly login: string;
  readonly name: string;
  readonly post: string;
  readonly roles: readonly Role[];
  readonly mustChangePassword: boolean;
  readonly active: boolean;
  readonly credential: { readonly number: string; readonly validTo: string; readonly area: string } | null;
}

interface PersonColumns {
  id: string;
  bureau: string;
  unit: string | null;
  login: string;
  name: string;
  post: string;
  roles: Role[];
  must_change_password: boolean;
  active: boolean;
  credential_number: string | null;
  credential_valid_to: string | null;
  credential_area: string | null;
}

export const PERSON_COLUMNS = `p.id, p.bureau, p.unit, p.login, p.name, p.post, p.roles, p.must_change_password, p.active,
  p.credential_number, p.credential_valid_to, p.credential_area`;

export function readPerson(row: PersonColumns): Person {
  return {
    id: row.id,
    bureau: row.bureau,
    unit: row.unit,
    login: row.login,
    name: row.name,
    post: row.post,
    roles: row.roles,
    mustChangePassword: row.must_change_password,
    active: row.active,
    credential:
      row.credential_number === null || row.credential_valid_to === null
        ? null
        : {
            number: row.credential_number,
            validTo: row.credential_valid_to,
            area: row.credential_area ?? '',
          },
  };
}

/** The person as the law sees them. */
export function toActor(person: Person): Actor {
  return {
    id: person.id,
    name: person.name,
    bureau: person.bureau,
    ...(person.home === undefined ? {} : { home: person.home }),
    ...(person.unit === null ? {} : { unit: person.unit }),
    roles: person.roles,
    ...(person.credential === null
      ? {}
      : { credential: { number: person.credential.number, validTo: person.credential.validTo } }),
  };
}

/** Those of the people who may act at all, as law sees them. */
export function actorsOf(people: readonly Person[]): readonly Actor[] {
  return people.filter((person) => person.active).map(toActor);
}

/** The people of the named bureaux, by name. */
export const peopleOf = gather<readonly string[], readonly Person[]>(async (db, wanted) => {
  const { rows } = await db.query<PersonColumns>({
    name: 'people-of',
    text: `select ${PERSON_COLUMNS} from person p where p.bureau = any($1)`,
    values: [[...new Set(wanted.flat())]],
  });
  const people = rows.map(readPerson).sort(byBureauAndName);
  return wanted.map((bureaux) => people.filter(({ bureau }) => bureaux.includes(bureau)));
});

const names = new Intl.Collator('zh-CN');

/** By name as one says it, not by the numbers of its characters. */
const byBureauAndName = (a: Person, b: Person): number =>
  a.bureau < b.bureau ? -1 : a.bureau > b.bureau ? 1 : names.compare(a.name, b.name);

/** Registers a person; a login is unique across the installation. */
export async function createPerson(
  db: Queryable,
  person: Omit<Person, 'active' | 'mustChangePassword'> & {
    readonly passwordHash: string;
    readonly mustChangePassword: boolean;
  },
): Promise<void> {
  await db.query(
    `insert into person (id, bureau, unit, login, name, post, password_hash, must_change_password, roles, credential_number, credential_valid_to, credential_area)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      person.id,
      person.bureau,
      person.unit,
      person.login,
      person.name,
      person.post,
      person.passwordHash,
      person.mustChangePassword,
      person.roles,
      person.credential?.number ?? null,
      person.credential?.validTo ?? null,
      person.credential?.area ?? null,
    ],
  );
}

/** Writes what may change of a person: name, post, unit, roles, credential, and whether the account is active. */
export async function updatePerson(db: Queryable, person: Person): Promise<void> {
  await db.query(
    `update person set name = $2, post = $3, unit = $4, roles = $5, active = $6, credential_number = $7, credential_valid_to = $8, credential_area = $9 where id = $1`,
    [
      person.id,
      person.name,
      person.post,
      person.unit,
      person.roles,
      person.active,
      person.credential?.number ?? null,
      person.credential?.validTo ?? null,
      person.credential?.area ?? null,
    ],
  );
}
