import { foldOfficers, type Officer, type RecordedFact } from '@mingjing/law';
import type pg from 'pg';
import { readStream } from '../journal/read-stream.ts';
import type { Found, Recheck } from './finding.ts';
import { columnName } from './table-names.ts';

/** Every account against what the bureau's journal says of it: roles, unit, whether it is active, and an officer's credential. */
export const checkPeople: Recheck = async function* (job) {
  const { rows: bureaus } = await job.db.query<{ id: string; units: Unit[] | null }>(
    `select id, profile -> 'units' as units from bureau order by id`,
  );
  for (const { id, units } of bureaus) {
    const stream = (await readStream(job.db, `bureau/${id}`)).map(({ fact }) => fact);
    const accounts = foldAccounts(stream);
    const officers = foldOfficers(stream);
    const people = await peopleIn(job.db, id);
    for (const person of people) {
      yield* accountHolds(id, person, accounts.get(person.id));
      yield* officerHolds(id, person, officers.get(person.id), units ?? []);
    }
    const kept = new Set(people.map((person) => person.id));
    for (const person of accounts.keys())
      if (!kept.has(person)) yield found(id, person, null, '缺失：账号被删，或者所属机关、编号被改');
    await job.worked('people', people.length);
  }
  const { rows: strays } = await job.db.query<{ id: string; bureau: string }>(
    `select id, bureau from person p where not exists (select from bureau b where b.id = p.bureau) order by id limit 100`,
  );
  for (const { id, bureau } of strays) yield found(bureau, id, 'bureau', '所属的机关不存在');
};

interface Unit {
  readonly id: string;
  readonly name: string;
}

interface PersonRow {
  readonly id: string;
  readonly unit: string | null;
  readonly name: string;
  readonly post: string;
  readonly roles: readonly string[];
  readonly active: boolean;
  readonly credential_number: string | null;
  readonly credential_valid_to: string | null;
  readonly credential_area: string | null;
}

interface Account {
  readonly roles: readonly string[];
  readonly unit: string | null;
  readonly active: boolean;
}

async function peopleIn(db: pg.ClientBase, bureau: string): Promise<readonly PersonRow[]> {
  const { rows } = await db.query<PersonRow>(
    `select id, unit, name, post, roles, active, credential_number, credential_valid_to, credential_area from person where bureau = $1 order by id`,
    [bureau],
  );
  return rows;
}

/** The accounts as the bureau's stream tells. */
function foldAccounts(facts: readonly Pick<RecordedFact, 'type' | 'data'>[]): ReadonlyMap<string, Account> {
  const accounts = new Map<string, Account>();
  for (const { type, data } of facts) {
    const person = String(data.person);
    const known = accounts.get(person);
    if (type === 'account-opened' || type === 'account-changed')
      accounts.set(person, {
        roles: data.roles as readonly string[],
        unit: (data.unit as string | undefined) ?? null,
        active: known?.active ?? true,
      });
    else if (known !== undefined && (type === 'account-deactivated' || type === 'account-reactivated'))
      accounts.set(person, { ...known, active: type === 'account-reactivated' });
  }
  return accounts;
}

function* accountHolds(bureau: string, person: PersonRow, account: Account | undefined): Generator<Found> {
  if (account === undefined) {
    yield found(bureau, person.id, null, '没有开立账号的事实：账号是添加的，或者编号被改');
    return;
  }
  if ([...person.roles].sort().join() !== [...account.roles].sort().join())
    yield found(bureau, person.id, 'roles', '的岗位与事实所记的不同');
  if (person.unit !== account.unit) yield found(bureau, person.id, 'unit', '的科室与事实所记的不同');
  if (person.active !== account.active)
    yield found(bureau, person.id, 'active', '的启用状态与事实所记的不同');
}

function* officerHolds(
  bureau: string,
  person: PersonRow,
  officer: Officer | undefined,
  units: readonly Unit[],
): Generator<Found> {
  if (!person.active) return;
  if (officer === undefined) {
    if (person.credential_number !== null)
      yield found(bureau, person.id, 'credential_number', '有执法证件，而没有登记执法人员的事实');
    return;
  }
  const told: readonly (readonly [string, unknown, unknown])[] = [
    ['credential_number', officer.credentialNumber, person.credential_number],
    ['credential_valid_to', officer.validTo, person.credential_valid_to],
    ['credential_area', officer.area, person.credential_area || officer.area],
    ['name', officer.name, person.name],
    ['post', officer.post, person.post || '执法人员'],
    ['unit', officer.unit || nameOf(person.unit, units), nameOf(person.unit, units)],
  ];
  for (const [column, fact, row] of told)
    if (fact !== row)
      yield found(bureau, person.id, column, `的“${columnName('person', column)}”与登记执法人员的事实不同`);
}

const nameOf = (unit: string | null, units: readonly Unit[]) =>
  units.find(({ id }) => id === unit)?.name ?? '';

const found = (bureau: string, person: string, column: string | null, reason: string): Found => ({
  bureau,
  table: 'person',
  row: person,
  column,
  sentence: `账号 ${person} ${reason}。`,
});
