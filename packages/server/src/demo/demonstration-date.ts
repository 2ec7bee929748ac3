import type { Queryable } from '../journal/database.ts';

/** Where a demonstration stands: the day it was last turned to; at first a day after a holiday, so that counting days shows something. */
export async function demonstrationStart(db: Queryable): Promise<Date> {
  const { rows } = await db.query<{ value: string }>(
    `select value from setting where key = 'demonstration-date'`,
  );
  return new Date(`${rows[0]?.value ?? '2025-10-10'}T09:00:00+08:00`);
}

/** Keeps the day to which a demonstration was turned, for the next start and for the command line. */
export async function keepDemonstrationDate(db: Queryable, date: string): Promise<void> {
  await db.query(
    `insert into setting (key, value) values ('demonstration-date', $1) on conflict (key) do update set value = excluded.value`,
    [JSON.stringify(date)],
  );
}
