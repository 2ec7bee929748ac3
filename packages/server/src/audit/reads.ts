import { createHash, randomUUID } from 'node:crypto';
import { canonicalize } from '@mingjing/ledger';
import type { PoolClient } from 'pg';
import { inTransaction, type Queryable } from '../journal/database.ts';
import { readStream } from '../journal/read-stream.ts';
import { writeCommand } from '../journal/write-command.ts';
import type { ServerContext } from '../web/context.ts';

/** Notes that a person looked at something; kept apart from cases, so that a reader never makes a writer's command conflict. */
export async function noteRead(
  context: ServerContext,
  person: { id: string; bureau: string },
  action: string,
  subject: string,
  bureau = person.bureau,
): Promise<void> {
  await noteReadIn(context.databases.app, context.clock.now(), { id: person.id, bureau }, action, subject);
}

/** The same where no server runs. */
export async function noteReadIn(
  db: Queryable,
  at: Date,
  { id, bureau }: { readonly id: string; readonly bureau: string },
  action: string,
  subject: string,
): Promise<void> {
  await db.query({
    name: 'note-read',
    text: `insert into audit_read (id, bureau, person, action, subject, read_at) values ($1, $2, $3, $4, $5, $6)`,
    values: [randomUUID(), bureau, id, action, subject, at],
  });
}

/** Seals the open reads of a bureau into one fact of its audit stream: number, count and digest of the entries. */
export async function sealReads(context: ServerContext, bureau: string): Promise<number> {
  const count = await inTransaction(context.databases.app, (client) => sealSegment(context, client, bureau));
  if (count > 0) context.sequencer.wake();
  return count;
}

async function sealSegment(context: ServerContext, app: PoolClient, bureau: string): Promise<number> {
  const stream = `audit/${bureau}`;
  const sealed = await readStream(app, stream);
  const segment = sealed.length + 1;
  const { rows } = await app.query(
    `update audit_read set segment = $2 where bureau = $1 and segment is null returning id, person, action, subject, read_at`,
    [bureau, segment],
  );
  if (rows.length === 0) return 0;
  const entries = rows
    .sort((a, b) => a.read_at - b.read_at || (a.id < b.id ? -1 : 1))
    .map((row) => ({ ...row, read_at: row.read_at.toISOString() }));
  await writeCommand(app, {
    commandId: randomUUID(),
    digest: null,
    stream,
    bureau,
    actor: 'system',
    recordedAt: context.clock.now().toISOString(),
    after: { version: sealed.length, commitment: sealed.at(-1)?.stored.commitment ?? null },
    facts: [
      {
        type: 'audit-segment-sealed',
        occurredOn: context.clock.today(),
        data: {
          segment,
          entries: entries.length,
          sha256: segmentDigest(entries),
          from: entries[0]?.read_at,
          to: entries.at(-1)?.read_at,
        },
      },
    ],
    project: [],
  });
  return entries.length;
}

/** What a segment's fact binds: the canonical JSON of its entries in order of time and id. */
export function segmentDigest(
  entries: readonly { id: string; person: string; action: string; subject: string; read_at: string }[],
): string {
  return createHash('sha256')
    .update(
      canonicalize(
        entries.map(({ id, person, action, subject, read_at }) => ({ id, person, action, subject, read_at })),
      ),
    )
    .digest('hex');
}
