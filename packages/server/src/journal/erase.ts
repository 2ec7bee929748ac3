import type { Fact } from '@mingjing/law';
import { type Databases, inTransaction, type Queryable } from './database.ts';
import { readStream } from './read-stream.ts';

/** Carries out the erasures that two-person facts ordered, under the eraser's own role. Repeating it changes nothing. */
export async function eraseDisclosures(
  databases: Databases,
  stream: string,
  facts: readonly Pick<Fact, 'type' | 'data'>[],
): Promise<boolean> {
  const orders = facts.filter((fact) => fact.type === 'personal-data-erased');
  if (orders.length === 0) return false;
  await inTransaction(databases.eraser, async (client) => {
    for (const order of orders)
      await erase(
        client,
        stream,
        order.data.targets as readonly { version: number; fields: readonly string[] }[],
      );
  });
  return true;
}

/** Finishes erasures that were recorded but interrupted before they were carried out. */
export async function finishErasures(databases: Databases): Promise<void> {
  const { rows } = await databases.app.query<{ stream: string }>(
    `select distinct stream from journal where type = 'personal-data-erased'`,
  );
  for (const { stream } of rows) {
    const facts = await readStream(databases.app, stream);
    await eraseDisclosures(
      databases,
      stream,
      facts.map(({ fact }) => fact),
    );
  }
}

async function erase(
  client: Queryable,
  stream: string,
  targets: readonly { version: number; fields: readonly string[] }[],
): Promise<void> {
  for (const { version, fields } of targets) {
    await client.query(
      `update disclosure set bytes = null where stream = $1 and version = $2 and name = any($3) and bytes is not null`,
      [stream, version, fields],
    );
  }
  // Documents made from the case repeat the erased words: their bytes go too, their digests stay in the journal.
  await client.query(`update document set bytes = null where stream = $1 and bytes is not null`, [stream]);
}
