import { randomUUID } from 'node:crypto';
import { addDays, type SealedCounts } from '@mingjing/law';
import { readFact } from '@mingjing/ledger';
import { inTransaction } from '../journal/database.ts';
import { writeCommand } from '../journal/write-command.ts';
import { describeError } from '../platform/log.ts';
import type { ServerContext } from '../web/context.ts';
import { countDay } from './count-day.ts';

/** Seals a bureau's counts of every day that has ended since the last seal, one fact a day; answers how many. */
export async function sealCounts(context: ServerContext, bureau: string): Promise<number> {
  let sealed = 0;
  while (await sealNextDay(context, bureau)) sealed += 1;
  if (sealed > 0) context.sequencer.wake();
  return sealed;
}

/** Seals at the start what was missed, and each day once it has ended. */
export function startSealingCounts(context: ServerContext, every = MINUTE): { stop(): Promise<void> } {
  let running: Promise<void> = Promise.resolve();
  let done = '';
  const seal = () => {
    running = running.then(async () => {
      const today = context.clock.today();
      if (today === done) return;
      if (await sealAll(context)) done = today;
    });
  };
  seal();
  const timer = setInterval(seal, every);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}

const MINUTE = 60_000;

async function sealAll(context: ServerContext): Promise<boolean> {
  let whole = true;
  for (const bureau of context.resources().bureaus.keys()) {
    try {
      await sealCounts(context, bureau);
    } catch (error) {
      whole = false;
      context.log.warn('sealing-counts-failed', describeError(error));
    }
  }
  return whole;
}

/** The stream of its own keeps a chain of days in which nothing else stands, so that a stranger sees that none is missing. */
async function sealNextDay(context: ServerContext, bureau: string): Promise<boolean> {
  const yesterday = addDays(context.clock.today(), -1);
  return await inTransaction(context.databases.worker, async (client) => {
    const stream = `counts/${bureau}`;
    const { rows } = await client.query<{ version: number; bytes: Buffer; commitment: Buffer }>(
      `select version, bytes, commitment from journal where stream = $1 order by version desc limit 1`,
      [stream],
    );
    const [last] = rows;
    const before = last === undefined ? null : (readFact(last.bytes).plain as unknown as SealedCounts);
    const day = before === null ? yesterday : addDays(before.day, 1);
    if (day > yesterday) return false;
    const end = new Date(`${addDays(day, 1)}T00:00:00+08:00`);
    const counts = await countDay(client, bureau, day, end, before?.rows ?? []);
    await writeCommand(client, {
      commandId: randomUUID(),
      digest: null,
      stream,
      bureau,
      actor: 'system',
      recordedAt: context.clock.now().toISOString(),
      after: { version: last?.version ?? 0, commitment: last?.commitment ?? null },
      facts: [{ type: 'counts-sealed', occurredOn: day, data: { ...counts } }],
      project: [],
    });
    return true;
  });
}
