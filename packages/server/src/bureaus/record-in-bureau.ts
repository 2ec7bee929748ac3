import type { CommandReply } from '@mingjing/api';
import type { Fact } from '@mingjing/law';
import type { PoolClient } from 'pg';
import { inTransaction } from '../journal/database.ts';
import type { ReadFact } from '../journal/fact-codec.ts';
import { readStream } from '../journal/read-stream.ts';
import { type AskedCommand, once } from '../journal/repeated-command.ts';
import { replyOf } from '../journal/reply-of.ts';
import { type ProjectionWrite, writeCommand } from '../journal/write-command.ts';
import type { ServerContext } from '../web/context.ts';
import { RequestError } from '../web/request-error.ts';

/** What a command does in a bureau's own stream. */
export interface BureauWork {
  readonly facts: readonly Fact[];
  readonly project: readonly ProjectionWrite[];
}

/**
 * Runs one command on a bureau's stream, once: whoever comes at the same time waits for the bureau's row, so that the
 * work sees what the one before it left, and everything that it changes stands or falls with its facts. Work that also writes
 * to `others` waits for all of them at once.
 */
export async function recordInBureau(
  context: ServerContext,
  bureau: string,
  asked: AskedCommand,
  work: (client: PoolClient, stream: readonly ReadFact[]) => Promise<BureauWork>,
  others: readonly string[] = [],
): Promise<CommandReply> {
  const reply = await once(context.databases.app, asked, () =>
    inTransaction(context.databases.app, async (client) => {
      await client.query(`select 1 from bureau where id = any($1) order by id for update`, [
        [bureau, ...others],
      ]);
      await insistActive(client, asked.actor);
      const stream = `bureau/${bureau}`;
      const known = await readStream(client, stream);
      const last = known.at(-1);
      const written = await writeCommand(client, {
        commandId: asked.id,
        digest: asked.digest,
        stream,
        bureau,
        actor: asked.actor,
        recordedAt: context.clock.now().toISOString(),
        after: { version: last?.fact.version ?? 0, commitment: last?.stored.commitment ?? null },
        ...(await work(client, known)),
      });
      return replyOf(stream, bureau, written);
    }),
  );
  context.sequencer.wake();
  return reply;
}

/** Whose account ended while they waited for the row gives no command any more; commands that nobody signed in for pass. */
async function insistActive(client: PoolClient, actor: string): Promise<void> {
  const { rowCount } = await client.query(`select from person where id = $1 and not active`, [actor]);
  if (rowCount !== 0) throw new RequestError('not-signed-in');
}
