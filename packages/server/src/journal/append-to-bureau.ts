import { randomUUID } from 'node:crypto';
import type { Fact } from '@mingjing/law';
import type pg from 'pg';
import { type ProjectionWrite, writeCommand } from './write-command.ts';

/** Adds a fact to a bureau's own stream, behind all there is, as part of another's transaction: nobody asked for it by a command. */
export async function appendToBureau(
  client: pg.PoolClient,
  {
    bureau,
    actor,
    recordedAt,
    fact,
    project = [],
  }: {
    readonly bureau: string;
    readonly actor: string;
    readonly recordedAt: string;
    readonly fact: Fact;
    readonly project?: readonly ProjectionWrite[];
  },
): Promise<void> {
  const stream = `bureau/${bureau}`;
  await client.query(`select 1 from bureau where id = $1 for update`, [bureau]);
  const { rows } = await client.query<{ version: number; commitment: Buffer }>(
    `select version, commitment from journal where stream = $1 order by version desc limit 1`,
    [stream],
  );
  await writeCommand(client, {
    commandId: randomUUID(),
    digest: null,
    stream,
    bureau,
    actor,
    recordedAt,
    after: { version: rows[0]?.version ?? 0, commitment: rows[0]?.commitment ?? null },
    facts: [fact],
    project,
  });
}
