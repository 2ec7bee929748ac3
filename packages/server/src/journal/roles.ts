import type { Queryable } from './database.ts';

export const databaseRoles = ['mj_app', 'mj_sequencer', 'mj_eraser', 'mj_portal'] as const;

/** Makes the product's database roles where they are missing; `passwords` for a server that asks for them. */
export async function ensureRoles(db: Queryable, passwords?: Readonly<Record<string, string>>): Promise<void> {
  for (const role of databaseRoles) {
    const { rows } = await db.query(`select 1 from pg_roles where rolname = $1`, [role]);
    const password = passwords?.[role];
    const clause = password === undefined ? '' : ` password '${password.replaceAll("'", "''")}'`;
    if (rows.length === 0) {
      await db.query(`create role ${role} login nosuperuser nocreatedb nocreaterole${clause}`).catch((error: { code?: string }) => {
        if (error.code !== '42710' && error.code !== '23505') throw error;
      });
    } else if (password !== undefined) await db.query(`alter role ${role}${clause}`);
  }
}
