import { setTimeout as pause } from 'node:timers/promises';
import type { Queryable } from '../journal/database.ts';

/** Waits until a signed head covers these streams whole; gives up after a while, since a halted log must not keep a case from being handed over. */
export async function awaitLog(
  db: Queryable,
  streams: readonly string[],
  wake: () => void = () => undefined,
  tries = 20,
): Promise<boolean> {
  for (let tried = 0; tried < tries; tried++) {
    const { rows } = await db.query<{ waiting: boolean }>(
      `select exists (select 1 from journal j left join ledger_entry e on e.stream = j.stream and e.version = j.version
         where j.stream = any($1) and (e.index is null or not exists
           (select 1 from ledger_checkpoint c where c.bureau = e.bureau and c.size > e.index))) as waiting`,
      [streams],
    );
    if (rows[0]?.waiting === false) return true;
    wake();
    await pause(250);
  }
  return false;
}
