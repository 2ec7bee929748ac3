import type { Queryable } from './database.ts';
import type { ProjectionWrite } from './write-command.ts';

/** Runs projection writes in order; those of one name are sent one after another on one prepared statement. */
export async function writeProjections(db: Queryable, writes: readonly ProjectionWrite[]): Promise<void> {
  for (const { name, text, values } of writes) await db.query({ name, text, values: [...values] });
}
