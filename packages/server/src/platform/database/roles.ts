import type pg from 'pg';

/** Who asks the database: owner migrates; each part of the product signs in under a lesser role of its own. */
export type DatabaseRole =
  | 'owner'
  | 'app'
  | 'writer'
  | 'worker'
  | 'sequencer'
  | 'eraser'
  | 'portal'
  | 'reader'
  | 'checker'
  | 'auditor';

/** The names under which the roles exist in PostgreSQL; migrations grant to these. */
export const roleNames: Readonly<Record<DatabaseRole, string>> = {
  owner: 'mj_owner',
  app: 'mj_app',
  writer: 'mj_writer',
  worker: 'mj_worker',
  sequencer: 'mj_sequencer',
  eraser: 'mj_eraser',
  portal: 'mj_portal',
  reader: 'mj_reader',
  checker: 'mj_checker',
  auditor: 'mj_auditor',
};

/** Who signs in to migrate, and acts as the owner, who cannot sign in. */
const migrator = 'mj_migrator';

/** As whom a role signs in to a server of our own. */
export const loginOf = (role: DatabaseRole): string => (role === 'owner' ? migrator : roleNames[role]);

/** All roles but the owner's. */
export const lesserRoles: readonly string[] = Object.values(roleNames).filter(
  (role) => role !== roleNames.owner,
);

/** The roles that parts of the product sign in under; the auditor's is for people from outside. */
export const actingRoles: readonly string[] = lesserRoles.filter((role) => role !== roleNames.auditor);

/** Creates the roles on a cluster of our own and makes the database if it is not there; safe to repeat. */
export const ensureOwnDatabase = async (administrator: pg.ClientBase, database: string): Promise<void> => {
  for (const role of await absentRoles(administrator, Object.values(roleNames))) {
    await administrator.query(`create role ${role} login`);
  }
  // Clusters of an earlier version let the owner sign in and make roles. Nobody is the owner but for a migration's time.
  await administrator.query(`alter role ${roleNames.owner} nologin nocreaterole`);
  for (const role of await absentRoles(administrator, [migrator]))
    await administrator.query(`create role ${role} login noinherit`);
  await administrator.query(`grant ${roleNames.owner} to ${migrator}`);
  await administrator.query(`alter role ${migrator} set role = '${roleNames.owner}'`);
  const { rowCount } = await administrator.query('select 1 from pg_database where datname = $1', [database]);
  if (rowCount === 0)
    await administrator.query(`create database ${database} owner ${roleNames.owner} template template0`);
  for (const statement of databaseGrants(database)) await administrator.query(statement);
};

/** Who may sign in to a database of our own; the checker alone works in temporary tables. */
export const databaseGrants = (database: string): readonly string[] => [
  `revoke all on database ${database} from public`,
  `grant connect on database ${database} to ${[...lesserRoles, migrator].join(', ')}`,
  `grant temporary on database ${database} to ${roleNames.checker}`,
];

/** On somebody else's server: creates the lesser roles and lets the login act as each of them. */
export const ensureSharedRoles = async (login: pg.ClientBase): Promise<void> => {
  for (const role of await absentRoles(login, lesserRoles)) await login.query(`create role ${role} nologin`);
  for (const role of actingRoles) {
    if (!(await mayAct(login, role))) await login.query(`grant ${role} to current_user`);
  }
};

// Being a member is not enough from PostgreSQL 16 on: the maker of a role may administer it without acting as it.
const mayAct = async (login: pg.ClientBase, role: string): Promise<boolean> => {
  try {
    await login.query(`set role ${role}`);
    await login.query('reset role');
    return true;
  } catch {
    return false;
  }
};

const absentRoles = async (client: pg.ClientBase, wanted: readonly string[]): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    'select rolname as name from pg_roles where rolname = any($1)',
    [wanted],
  );
  const present = new Set(rows.map((row) => row.name));
  return wanted.filter((role) => !present.has(role));
};
