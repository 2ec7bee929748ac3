import type { Fact } from '@mingjing/law';
import { inTransaction, type Queryable } from './database.ts';
import type pg from 'pg';

/** Carries out the erasures that a two-person fact ordered, under the eraser's own role. Repeating it changes nothing. */
export async function eraseDisclosures(pool: pg.Pool, stream: string, facts: readonly Fact[]): Promise<void> {
  const orders = facts.filter((fact) => fact.type === 'personal-data-erased');
  if (orders.length === 0) return;
  await inTransaction(pool, async (client) => {
    for (const order of orders) await erase(client, stream, order.data.targets as readonly { version: number; fields: readonly string[] }[]);
  });
}

async function erase(client: Queryable, stream: string, targets: readonly { version: number; fields: readonly string[] }[]): Promise<void> {
  for (const { version, fields } of targets) {
    await client.query(`update disclosure set bytes = null where stream = $1 and version = $2 and name = any($3) and bytes is not null`, [stream, version, fields]);
  }
}
