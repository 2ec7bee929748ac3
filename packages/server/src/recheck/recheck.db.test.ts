import { copyFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { noteRead, sealReads } from '../audit/reads.ts';
import { placeOf } from '../evidence/evidence-store.ts';
import { logOrigin } from '../log/logs.ts';
import { CHECKPOINT, publishLog } from '../log/publish-log.ts';
import { startSequencer } from '../log/sequencer.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { type RecheckFinding, type RecheckPlaces, recheckParts } from './finding.ts';
import { readLastRecheck, readRecheckFindings } from './last-recheck.ts';
import { recheck } from './recheck.ts';
import { RecheckRunning, runRecheck } from './run-recheck.ts';

let office: TestOffice;
let places: RecheckPlaces;
/** Above grants and triggers, as whoever has taken the machine. */
let intruder: pg.Client;
beforeAll(async () => {
  office = await openOffice();
  expect((await (await office.signIn('wen-handler')).get('/api/worklist')).status).toBe(200);
  await sealReads(office.context, 'wenshang');
  await office.context.sequencer.drain();
  await office.context.sequencer.stop();
  places = {
    evidenceFolder: office.context.evidenceFolder,
    keyFolder: office.keyFolder,
    logFolder: join(office.keyFolder, '..', 'log'),
  };
  for (const bureau of office.context.resources().bureaus.keys())
    await publishLog(office.databases.portal, bureau, join(places.logFolder, bureau));
  intruder = new pg.Client({ ...office.database.connectionOptions('owner'), user: 'postgres' });
  await intruder.connect();
  await intruder.query(`set session_replication_role = replica`);
});
afterAll(async () => {
  await intruder.end();
  await office.close();
});

const findings = async (): Promise<readonly RecheckFinding[]> => {
  const client = new pg.Client(office.database.connectionOptions('checker'));
  await client.connect();
  const found: RecheckFinding[] = [];
  try {
    for await (const finding of recheck(client, places)) found.push(finding);
  } finally {
    await client.end();
  }
  return found;
};
const rows = async () => (await findings()).map(({ table, row }) => `${table} ${row}`);
/** Changes rows that a condition names, and puts them back by their key. */
const altered = async (table: string, key: string, where: string, change: string) => {
  await intruder.query(`create table testing.kept as select * from ${table} where ${where}`);
  await intruder.query(change);
  const told = await rows();
  await intruder.query(`delete from ${table} where (${key}) in (select ${key} from testing.kept)`);
  await intruder.query(`insert into ${table} select * from testing.kept`);
  await intruder.query(`drop table testing.kept`);
  return told;
};

beforeEach(async () => {
  expect(await findings()).toEqual([]);
});

test('删一行：事实、披露、日志条目、树节点、检查点、文书、原件、账号、结果，各自说出是哪一行', async () => {
  const last = `stream = (select max(stream) from journal where stream like 'case/%') and version = (select max(version) from journal j where j.stream = (select max(stream) from journal where stream like 'case/%'))`;
  const questions: Readonly<Record<string, readonly [key: string, where: string]>> = {
    journal: ['stream, version', last],
    disclosure: [
      'stream, version',
      `(stream, version) = (select stream, version from disclosure order by 1, 2 limit 1)`,
    ],
    ledger_entry: ['bureau, index', `bureau = 'wenshang' and index = 3`],
    ledger_node: ['bureau, level, index', `bureau = 'wenshang' and level = 1 and index = 1`],
    ledger_head: ['bureau', `bureau = 'wenshang'`],
    document: ['id', `id = (select min(id) from document)`],
    evidence: ['id', `id = (select min(evidence) from case_evidence)`],
    person: ['id', `id = 'person-wen-handler'`],
    audit_read: ['id', `bureau = 'wenshang' and segment = 1`],
    published_result: ['id', `id = (select min(id) from published_result)`],
    decision: ['case_id, version', `case_id = (select min(case_id) from decision)`],
    number_series: ['bureau, family, year', `family = 'ordinal.permit'`],
  };
  for (const [table, [key, where]] of Object.entries(questions)) {
    const told = await altered(table, key, where, `delete from ${table} where ${where}`);
    expect(told.length, table).toBeGreaterThan(0);
    const named = table === 'journal' ? ['ledger_entry'] : [table];
    expect(
      told.some((line) => named.some((name) => line.startsWith(`${name} `))),
      `${table}: ${told}`,
    ).toBe(true);
  }
});

test('两条披露对换、日志头调低、事实连同存证值一起换掉，都说得出', async () => {
  const row = `(stream, version) in (select stream, version from disclosure where cardinality(names) > 1 order by 1, 2 limit 1)`;
  expect(
    await altered(
      'disclosure',
      'stream, version',
      row,
      `update disclosure set bytes = array[bytes[2], bytes[1]] || bytes[3:] where ${row}`,
    ),
  ).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^disclosure case/),
      expect.stringMatching(/^disclosure case/),
    ]),
  );
  expect(
    await altered(
      'ledger_head',
      'bureau',
      `bureau = 'wenshang'`,
      `update ledger_head set size = size - 1 where bureau = 'wenshang'`,
    ),
  ).toContain('ledger_head wenshang');
  const first = `stream = (select min(stream) from journal where stream like 'case/%') and version = 1`;
  const told = await altered(
    'journal',
    'stream, version',
    first,
    `update journal set bytes = convert_to(replace(convert_from(bytes, 'UTF8'), '"actor":"', '"actor":"x'), 'UTF8'), actor = 'x' || actor,
       commitment = sha256(convert_to(E'mingjing/fact/v1\\n', 'UTF8') || convert_to(replace(convert_from(bytes, 'UTF8'), '"actor":"', '"actor":"x'), 'UTF8')) where ${first}`,
  );
  expect(told.some((line) => line.startsWith('ledger_entry '))).toBe(true);
});

test('恢复了旧备份：数据库比签名者所签的少', async () => {
  const signed = join(places.keyFolder, 'wenshang', 'signed');
  const ahead = join(signed, '0000000000009999.json');
  await writeFile(ahead, JSON.stringify({ size: 9999, root: '00'.repeat(32) }));
  expect((await findings()).map(({ sentence }) => sentence).join()).toContain('多半是恢复了旧备份');
  await writeFile(ahead, 'x');
  expect(await rows()).toContain('file keys/wenshang/signed');
  await rm(ahead);
});

test('原件和公开的日志文件：翻一位、截短、缺失、对换，逐个说出', async () => {
  const evidence = await filesBelow(places.evidenceFolder);
  const log = (await filesBelow(join(places.logFolder, 'wenshang'))).filter(
    (path) => !path.endsWith(CHECKPOINT),
  );
  expect(evidence.length).toBeGreaterThan(0);
  for (const path of [...evidence, ...log, join(places.logFolder, 'wenshang', CHECKPOINT)]) {
    const name = path.slice(join(places.keyFolder, '..').length + 1);
    const attempts: Readonly<Record<string, () => Promise<unknown>>> = {
      flipped: async () => {
        const bytes = await readFile(path);
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        await writeFile(path, bytes);
      },
      cut: async () => truncate(path, (await stat(path)).size - 1),
      missing: () => rm(path),
    };
    for (const [how, attempt] of Object.entries(attempts)) {
      const outside = join(places.keyFolder, '..', 'aside');
      await copyFile(path, outside);
      await attempt();
      expect(await rows(), `${how} ${name}`).toContain(`file ${name}`);
      await copyFile(outside, path);
    }
  }
  const aside = join(places.keyFolder, '..', 'aside');
  const [one = '', other = ''] = log;
  await copyFile(one, aside);
  await copyFile(other, one);
  await copyFile(aside, other);
  expect((await rows()).filter((line) => line.startsWith('file log/wenshang/'))).toHaveLength(2);
  await copyFile(one, other);
  await copyFile(aside, one);
  expect(placeOf(places.evidenceFolder, evidence[0]?.slice(-64) ?? '')).toBe(evidence[0]);
});

test('结果存下，门户和办公端显示；中断的从断处续；同时只有一个', async () => {
  const connection = office.database.connectionOptions('checker');
  const now = () => office.context.clock.now();
  await expect(
    runRecheck(connection, places, {
      now,
      rest: async () => {
        throw new Error('stopped');
      },
    }),
  ).rejects.toThrow('stopped');
  await intruder.query(`update result_count set decided = decided + 1 where bureau = 'wenshang'`);
  const held = new pg.Client(connection);
  await held.connect();
  await held.query(`select pg_advisory_lock(20261122)`);
  await expect(runRecheck(connection, places, { now })).rejects.toThrow(RecheckRunning);
  await held.end();
  const result = await runRecheck(connection, places, { now });
  await intruder.query(`update result_count set decided = decided - 1 where bureau = 'wenshang'`);
  expect(result.findings).toBe(1);
  const runs = await office.asOwner<{ n: number; done: string[] }>(
    `select count(*)::int as n, max(done) as done from recheck_run`,
  );
  expect(runs).toEqual([{ n: 1, done: [...recheckParts] }]);
  const last = await readLastRecheck(office.databases.portal);
  expect(last).toMatchObject({ run: result.run, findings: 1 });
  expect(await readRecheckFindings(office.databases.app, result.run, 'wenshang')).toEqual([
    expect.stringContaining('公示计数 wenshang/'),
  ]);
  const auditor = await office.signIn('wen-audit');
  const reply = await auditor.get('/api/audit/recheck');
  expect(reply.status, reply.text).toBe(200);
  expect(reply.text).toContain('公示计数');
  expect((await auditor.get('/api/session')).text).toContain('发现 1 处与存证不符');
  office.setClock('2025-10-11');
  await runRecheck(connection, places, { now });
  expect((await auditor.get('/api/session')).text).not.toContain('处与存证不符');
});

test('校验的结果不能改、不能删', async () => {
  for (const sql of [
    `update recheck_run set findings = 0`,
    `delete from recheck_run`,
    `truncate recheck_run cascade`,
    `update recheck_finding set sentence = ''`,
    `delete from recheck_finding`,
    `truncate recheck_finding`,
  ])
    expect(await office.asOwner(sql).catch((error: { code?: string }) => error.code), sql).toBe('42501');
});

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

test('校验正在进行时又签了新的检查点：不误报成恢复了旧备份', async () => {
  const client = new pg.Client(office.database.connectionOptions('checker'));
  await client.connect();
  const sequencer = startSequencer({
    pool: office.databases.sequencer,
    keyFolder: office.keyFolder,
    originOf: logOrigin,
    now: office.context.clock.now,
    onError: (error) => expect.fail(String(error)),
  });
  let signed = 0;
  const busy = new Proxy(client, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key);
      if (key !== 'query') return typeof value === 'function' ? value.bind(target) : value;
      return async (...asked: Parameters<typeof client.query>) => {
        // Before the signers' memory is read, and between it and what the database holds.
        if (/as named|size > \$2 order by size desc/.test(String(asked[0]))) {
          signed += 1;
          await noteRead(office.context, { id: 'person-wen-handler', bureau: 'wenshang' }, 'view-case', 'x');
          await sealReads(office.context, 'wenshang');
          await sequencer.drain();
        }
        return await (client.query as (...given: unknown[]) => Promise<unknown>)(...asked);
      };
    },
  });
  const found: RecheckFinding[] = [];
  for await (const finding of recheck(busy, places, { parts: ['heads'] })) found.push(finding);
  await sequencer.stop();
  await client.end();
  expect(signed).toBeGreaterThan(1);
  expect(found).toEqual([]);
});
