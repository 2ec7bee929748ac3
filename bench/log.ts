import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCases } from './commands.ts';
import type { Installation } from './installation.ts';
import { type Figure, percentile, timed } from './measure.ts';

const LEAVES = 20_000;
const SAMPLES = 160;

/** How fast the log takes leaves in, and how long after its commit a fact is in the tree. */
export async function measureLog(installation: Installation): Promise<readonly Figure[]> {
  const { context, owner } = installation;
  await context.sequencer.drain();
  const leaves = Array.from({ length: LEAVES }, () => Buffer.concat([Buffer.of(1), randomBytes(32)]));
  await owner.query(
    `insert into ledger_pending (bureau, stream, version, leaf) select 'cangzhou', 'bench/' || $1::text, n, leaf from unnest($2::bytea[]) with ordinality as l(leaf, n)`,
    [randomUUID(), leaves],
  );
  const ms = await timed(() => context.sequencer.drain());
  const delays = await delaysUntilIntegrated(installation);
  return [
    { name: '存证日志收入', value: (LEAVES / ms) * 1000, unit: '条/s', goal: { atLeast: 1000 } },
    { name: '提交到入日志，中位', value: percentile(delays, 0.5), unit: 'ms' },
    { name: '提交到入日志，p99', value: percentile(delays, 0.99), unit: 'ms', goal: { atMost: 2000 } },
  ];
}

/** Cases opened four at a time; each is asked for in the log until it stands there. */
export async function delaysUntilIntegrated(installation: Installation): Promise<readonly number[]> {
  const delays: number[] = [];
  const one = async () => {
    for (let i = 0; i < SAMPLES / 4; i += 1) {
      const [id] = await openCases(installation, 1);
      const committed = performance.now();
      for (let found = false; !found; ) {
        const { rowCount } = await installation.context.databases.app.query({
          name: 'bench-entry',
          text: 'select 1 from ledger_entry where stream = $1',
          values: [`case/${id}`],
        });
        found = rowCount !== 0;
        if (!found) await sleep(3);
      }
      delays.push(performance.now() - committed);
      await sleep(Math.random() * 20);
    }
  };
  await Promise.all([one(), one(), one(), one()]);
  return delays;
}
