import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { writingPool } from '../packages/server/src/journal/database.ts';
import { commandDigest } from '../packages/server/src/journal/repeated-command.ts';
import { writeCommand } from '../packages/server/src/journal/write-command.ts';
import type { Installation } from './installation.ts';
import { delaysUntilIntegrated } from './log.ts';
import { type Figure, median, percentile, timed } from './measure.ts';

const CLIENTS = 64;
const FACTS_OF_A_CLIENT = 25;
const ROUNDS = 5;
/** What is added to each flush of the log of changes. */
const DELAY = 8;
const BUREAU = 'cangzhou';

/**
 * Durable facts a second at many clients on a slow disk, against plain inserts of the same bytes: in turn, by the same driver
 * on the same connections of this process. Then how long a fact takes into the log while that load goes on.
 */
export async function measureDurableFacts(installation: Installation): Promise<readonly Figure[]> {
  const { context, owner } = installation;
  await owner.query(`create table if not exists bench_fact (id uuid primary key, bytes bytea not null)`);
  await owner.query(`grant insert on bench_fact to mj_writer`);
  const pool = new pg.Pool({ ...writingPool(context.databases.app).options, max: CLIENTS });
  const actor = installation.person('cang-seal').id;
  await installation.slowDisk(DELAY);
  try {
    const write = () => inTurn((client) => writeFacts(pool, context.clock.now(), client, actor));
    await write();
    const bytes = randomBytes(await bytesOfAFact(installation));
    const insert = () =>
      inTurn(async () => {
        for (let i = 0; i < FACTS_OF_A_CLIENT; i += 1)
          await pool.query({
            name: 'bench-fact',
            text: 'insert into bench_fact values ($1, $2)',
            values: [randomUUID(), bytes],
          });
      });
    await insert();
    const facts: number[] = [];
    const inserts: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await context.sequencer.drain();
      inserts.push(await insert());
      facts.push(await write());
    }
    const shares = facts.map((value, round) => (100 * value) / (inserts[round] ?? Number.NaN));
    const delays = await underLoad(write, () => delaysUntilIntegrated(installation));
    const how = `每次落盘前另等 ${DELAY} ms：commit_delay，commit_siblings = 0`;
    return [
      {
        name: `落盘事实/秒（${CLIENTS} 个并发，${how}）`,
        value: median(facts),
        unit: '/s',
        goal: { atLeast: 1000 },
      },
      { name: `单行插入/秒（同样 ${bytes.length} 字节，同样连接）`, value: median(inserts), unit: '/s' },
      { name: '落盘事实与单行插入之比', value: median(shares), unit: '%', goal: { atLeast: 50 } },
      {
        name: '负载之下提交到入日志，p99',
        value: percentile(delays, 0.99),
        unit: 'ms',
        goal: { atMost: 2000 },
      },
    ];
  } finally {
    await installation.slowDisk(0);
    await pool.end();
  }
}

/** All clients at once; how many a second were acknowledged. */
async function inTurn(work: (client: number) => Promise<void>): Promise<number> {
  const ms = await timed(() => Promise.all(Array.from({ length: CLIENTS }, (_, i) => work(i))));
  return (CLIENTS * FACTS_OF_A_CLIENT * 1000) / ms;
}

/** One client's facts: a case of its own, each fact after the one before it. */
async function writeFacts(pool: pg.Pool, now: Date, client: number, actor: string): Promise<void> {
  let commitment: Uint8Array | null = null;
  const stream = `case/${randomUUID()}`;
  for (let version = 0; version < FACTS_OF_A_CLIENT; version += 1) {
    const [written] = await writeCommand(pool, {
      commandId: randomUUID(),
      digest: commandDigest({}),
      stream,
      bureau: BUREAU,
      actor,
      recordedAt: now.toISOString(),
      after: { version, commitment },
      facts: [
        {
          type: 'calendar-imported',
          occurredOn: '2025-10-10',
          data: { year: 2000 + version, sha256: 'ab'.repeat(32), notice: `measured by client ${client}` },
        },
      ],
      project: [],
    });
    commitment = written?.commitment ?? null;
  }
}

/** What one such fact leaves: its row, disclosures and leaf, and what was asked. */
async function bytesOfAFact({ owner }: Installation): Promise<number> {
  const { rows } = await owner.query<{ size: number }>(
    `select (octet_length(j.bytes) + 33 + 64 + (select coalesce(sum(octet_length(one)), 0) from disclosure d, unnest(d.bytes) as one where d.stream = j.stream and d.version = j.version))::int as size
     from journal j where j.type = 'calendar-imported' and j.stream like 'case/%' limit 1`,
  );
  return rows[0]?.size ?? 600;
}

async function underLoad<T>(load: () => Promise<unknown>, measure: () => Promise<T>): Promise<T> {
  let isOver = false;
  const loading = (async () => {
    while (!isOver) await load();
  })();
  try {
    return await measure();
  } finally {
    isOver = true;
    await loading;
  }
}
