import { randomBytes, randomUUID } from 'node:crypto';
import { runCaseCommand } from '../packages/server/src/cases/run-command.ts';
import type { Installation } from './installation.ts';
import { type Figure, median, rate, timed, withClients } from './measure.ts';

const CLIENTS = 16;
const ROUNDS = 11;
/** Each round has cases of its own, as many as the process keeps open with the facts that they come to. */
const CASES = 640;
const COMMANDS_EACH = 2;
/** Inserts of a round: they take a fraction of the commands' time, and a short time measures chance. */
const ROWS = Array.from({ length: 4 * CASES * COMMANDS_EACH }, (_, i) => i);
/** A bureau's process runs for weeks: it is measured once the compiler has done with it, which takes some tens of thousands of commands. */
const WARM_UP_FACTS = 50;

/** A case that just began has one fact; one in the middle of its life about ten. */
const lives = [
  { facts: 1, label: '新立的案卷' },
  { facts: 10, label: '已有十条事实的案卷' },
] as const;

/** Commands a second through the whole path against durable single-row inserts of the same size, side by side. */
export async function measureCommands(installation: Installation): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  await storeEvidence(installation);
  await openCasesWith(installation, WARM_UP_FACTS);
  for (const { facts, label } of lives) figures.push(...(await measureLife(installation, facts, label)));
  await installation.slowDisk(8);
  figures.push(...(await measureLife(installation, 1, '新立的案卷，每次落盘另加 8 ms', 3)));
  await installation.slowDisk(0);
  return figures;
}

/** Opens penalty cases that wait for filing, by as many clients. */
export async function openCases(installation: Installation, count: number): Promise<readonly string[]> {
  const handler = installation.person('wen-handler');
  const opened: string[] = [];
  await rate(
    CLIENTS,
    Array.from({ length: count }, (_, i) => i),
    async (number: number) => {
      const command = {
        type: 'propose-filing',
        matter: 'energy-saving-offence',
        source: '日常检查',
        officers: [handler.id, installation.person('wen-handler2').id],
        party: {
          name: `汶上测量用第${number}号有限公司`,
          kind: 'organisation',
          representative: '某某某',
          address: '汶上县示例路 1 号',
        },
        suspectedFacts: '未按规定报送 2024 年度能源利用状况报告。',
      };
      const { id } = await runCaseCommand(installation.context, handler, null, {
        id: randomUUID(),
        expectedVersion: 0,
        command,
      });
      opened.push(id);
    },
  );
  return opened;
}

async function measureLife(
  installation: Installation,
  facts: number,
  label: string,
  rounds = ROUNDS,
): Promise<readonly Figure[]> {
  const { context, owner } = installation;
  await owner.query(`create table if not exists bench_row (id uuid primary key, bytes bytea not null)`);
  await owner.query(`grant insert on bench_row to mj_app`);
  const bytes = randomBytes(await writtenBytes(installation));
  const insert = async () =>
    await context.databases.app.query({
      name: 'bench-insert',
      text: 'insert into bench_row values ($1, $2)',
      values: [randomUUID(), bytes],
    });
  const commands: number[] = [];
  const inserts: number[] = [];
  const costs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const cases = await openCasesWith(installation, facts);
    await context.sequencer.drain();
    const inserted = await rate(CLIENTS, ROWS, insert);
    const before = process.cpuUsage();
    const ms = await timed(async () => {
      for (let more = 0; more < COMMANDS_EACH; more += 1) await attachTo(installation, cases, facts + more);
    });
    const { user, system } = process.cpuUsage(before);
    if (round === 0) continue; // The first round warms connections and plans.
    const count = cases.length * COMMANDS_EACH;
    inserts.push(inserted);
    commands.push((count / ms) * 1000);
    costs.push((user + system) / count);
  }
  const ratios = commands.map((value, round) => (100 * value) / (inserts[round] ?? Number.NaN));
  return [
    { name: `命令/秒（${label}，${CLIENTS} 个并发）`, value: median(commands), unit: '/s' },
    { name: `单行插入/秒（同样 ${bytes.length} 字节，${label}）`, value: median(inserts), unit: '/s' },
    { name: `命令与单行插入之比（${label}）`, value: median(ratios), unit: '%', goal: { atLeast: 30 } },
    { name: `一件命令占用本进程的处理器时间（${label}）`, value: median(costs), unit: 'µs' },
  ];
}

/** Opens the cases of a round and brings each to so many facts. */
async function openCasesWith(installation: Installation, facts: number): Promise<readonly string[]> {
  const cases = await openCases(installation, CASES);
  for (let version = 1; version < facts; version += 1) await attachTo(installation, cases, version);
  return cases;
}

/** Attaches a record to each of the cases, which all stand at this version. */
async function attachTo(
  installation: Installation,
  cases: readonly string[],
  version: number,
): Promise<void> {
  await withClients(CLIENTS, cases, async (id) => await attachRecord(installation, id, version));
}

const attachment = {
  evidenceId: 'bench',
  fileName: '现场照片.jpg',
  mediaType: 'image/jpeg',
  size: 1_234_567,
  sha256: 'ab'.repeat(32),
  sm3: 'cd'.repeat(32),
};

/** The original that every measured record points to. */
async function storeEvidence({ owner, person }: Installation): Promise<void> {
  const { evidenceId, fileName, mediaType, size, sha256, sm3 } = attachment;
  const { id, bureau } = person('wen-handler');
  await owner.query(
    `insert into evidence (id, bureau, file_name, media_type, size, sha256, sm3, stored_at, stored_by, facts) values ($1, $2, $3, $4, $5, $6, $7, '2025-10-10', $8, '{}') on conflict do nothing`,
    [evidenceId, bureau, fileName, mediaType, size, sha256, sm3, id],
  );
}

async function attachRecord(installation: Installation, id: string, version: number): Promise<void> {
  const command = {
    type: 'attach-record',
    requirement: 'other',
    name: '现场照片',
    attachment,
    madeOn: '2025-10-10',
    place: '汶上县示例路 1 号',
    keyContent: '用能设备铭牌',
  };
  await runCaseCommand(installation.context, installation.person('wen-handler'), id, {
    id: randomUUID(),
    expectedVersion: version,
    command,
  });
}

/** What the measured command leaves in the journal: its fact, disclosures and leaf, and what was asked. */
async function writtenBytes({ owner }: Installation): Promise<number> {
  const { rows } = await owner.query<{ size: number }>(
    `select (octet_length(j.bytes) + 96 + (select coalesce(sum(octet_length(one)), 0) from disclosure d, unnest(d.bytes) as one where d.stream = j.stream and d.version = j.version))::int as size
     from journal j where j.type = 'record-attached' order by j.recorded_at desc limit 1`,
  );
  if (rows[0] === undefined) throw new Error('no command was measured before its size was asked');
  return rows[0].size;
}
