import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picture } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { ServingSettings } from '../testing/serve-office.ts';
import { type Visitor, visitor } from '../testing/visitor.ts';

let office: TestOffice;
let keeper: Visitor;
beforeAll(async () => {
  office = await openOffice();
  keeper = await office.signIn('wen-archive');
});
afterAll(() => office.close());

let papers = 30;

const scans = ['filing', 'report', 'notice', 'notice-receipt'] as const;
interface Asked {
  readonly id: string;
  readonly party: string;
  readonly originals: readonly string[];
  readonly body: object;
}

/** A case under way on paper with its scans uploaded: what the keeper's form sends. */
async function paperCase(): Promise<Asked> {
  papers += 1;
  const party = `汶上${randomUUID().slice(0, 8)}有限公司`;
  const originals: string[] = [];
  for (const name of scans) {
    const stored = await keeper.upload('/api/evidence', {
      name: `${name}.png`,
      bytes: picture(randomUUID()),
    });
    originals.push((stored.body as { evidenceId: string }).evidenceId);
  }
  const command = {
    type: 'adopt-penalty-case',
    matter: 'energy-saving-offence',
    party: { name: party, kind: 'organisation' },
    number: `汶工信立〔2025〕${papers}号`,
    reached: 'noticed',
    'filing-on': '2025-09-03',
    caseName: `${party}涉嫌使用淘汰设备案`,
    source: '检查发现',
    suspectedFacts: '涉嫌使用淘汰设备',
    handlers: ['person-wen-handler', 'person-wen-handler2'],
    'report-on': '2025-09-10',
    facts: '使用淘汰设备一台。',
    evidence: '现场照片',
    basis: '《中华人民共和国节约能源法》第七十一条',
    discretion: '初次违法',
    penalty: { types: ['warning'], text: '警告' },
    major: 'no',
    'notice-on': '2025-09-12',
    noticeNumber: `汶工信告〔2025〕${papers}号`,
    hearingRight: 'no',
    'notice-receipt-on': '2025-09-13',
    'statement-done': 'no',
    'hearing-done': 'no',
    'legal-review-done': 'no',
    'deliberation-done': 'no',
    ...Object.fromEntries(scans.map((name, i) => [`${name}-scan`, { evidenceId: originals[i] }])),
  };
  const sent = commandOf(0, command);
  const late = { occurredOn: '2025-09-02', lateReason: '启用前立案' };
  return { id: sent.id, party, originals, body: { ...sent, ...late } };
}

/** What of it the database holds. */
async function held({ id, party, originals }: Asked) {
  const count = async (sql: string, value: unknown) =>
    (await office.asOwner<{ n: number }>(`select count(*)::int as n from ${sql}`, [value]))[0]?.n;
  return {
    cases: await count('case_file where party_name = $1', party),
    facts: await count('journal where command_id = $1', id),
    leaves: await count(
      `journal j where command_id = $1 and (exists (select from ledger_pending p where p.stream = j.stream and p.version = j.version)
         or exists (select from ledger_entry e where e.stream = j.stream and e.version = j.version))`,
      id,
    ),
    attached: await count('case_evidence where evidence = any($1)', originals),
  };
}
const nothing = { cases: 0, facts: 0, leaves: 0, attached: 0 };
const whole = { cases: 1, facts: 1 + scans.length, leaves: 1 + scans.length, attached: scans.length };

/** The scans are not lost: whoever uploaded them opens them still. */
async function expectOpen({ originals }: Asked) {
  for (const id of originals) expect((await keeper.get(`/api/evidence/${id}`)).status).toBe(200);
}

/** Sent again as it was, it is done; sent however often, once. */
async function expectDoneOnce(asked: Asked) {
  const first = await keeper.post('/api/cases', asked.body);
  expect(first.status, first.text).toBe(201);
  const again = await Promise.all([1, 2, 3].map(() => keeper.post('/api/cases', asked.body)));
  expect(again.map(({ body }) => body)).toEqual(again.map(() => first.body));
  expect(await held(asked)).toEqual(whole);
  await expectOpen(asked);
}

test('带多份扫描件的转入写到一半断了，断在哪张表、哪一份扫描件都一样：什么也没留下，扫描件还在；照原样再提一次就办成', async () => {
  const asked = await paperCase();
  const last = `(new.evidence = '${asked.originals.at(-1)}')`;
  for (const [table, when] of [
    ['journal', `(new.type = 'record-attached')`],
    ['disclosure', '(true)'],
    ['ledger_pending', '(new.version > 2)'],
    ['case_file', '(true)'],
    ['case_evidence', last],
  ] as const) {
    await office.asSuperuser(
      `create function break_off() returns trigger language plpgsql as $$ begin raise exception 'broken off'; end $$;
       create trigger break_off before insert on ${table} for each row when ${when} execute function break_off()`,
    );
    const answer = await keeper.post('/api/cases', asked.body);
    await office.asSuperuser('drop function break_off cascade');
    expect([answer.status, await held(asked)], table).toEqual([500, nothing]);
    expect(answer.text, table).not.toMatch(new RegExp(`${asked.party}|broken|case_evidence|journal`));
  }
  await expectOpen(asked);
  expect(JSON.stringify(office.errors.splice(0))).not.toContain(asked.party);
  await expectDoneOnce(asked);
});

test('写到最后一份扫描件时与数据库的连接断了：什么也没留下，扫描件还在；照原样再提一次就办成', async () => {
  const asked = await paperCase();
  await office.asSuperuser(
    `create function cut_off() returns trigger language plpgsql security definer as $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
     create trigger cut_off before insert on case_evidence for each row when (new.evidence = '${asked.originals.at(-1)}') execute function cut_off()`,
  );
  const { status } = await keeper.post('/api/cases', asked.body);
  await office.asSuperuser('drop function cut_off cascade');
  expect([500, 503]).toContain(status);
  expect(await held(asked)).toEqual(nothing);
  await expectOpen(asked);
  office.errors.splice(0);
  await expectDoneOnce(asked);
});

/** A server of its own on the same database and files. */
async function startServer(): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const roles = ['owner', 'app', 'writer', 'sequencer', 'portal', 'eraser', 'reader', 'worker', 'checker'];
  const settings: ServingSettings = {
    connections: Object.fromEntries(
      roles.map((role) => [role, office.database.connectionOptions(role as 'app')]),
    ),
    folder: join(office.keyFolder, '..'),
  };
  const program = fileURLToPath(new URL('../testing/serve-office.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, address: said.toString().trim() };
}

/** Kills the server while the database waits to write; answers the connection that was at it. */
async function killedWhileWriting(
  child: ChildProcess,
  through: Visitor,
  asked: Asked,
  database: string,
): Promise<number> {
  const holder = new pg.Client({ ...office.database.connectionOptions('owner'), user: 'postgres' });
  await holder.connect();
  try {
    await holder.query('begin; lock table case_evidence in exclusive mode');
    const answer = through.post('/api/cases', asked.body);
    answer.catch(() => undefined);
    const waiting = () =>
      office.asSuperuser<{ pid: number }>(
        `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'with journal_rows%'`,
      );
    await expect.poll(async () => (await waiting()).length, { timeout: 30_000 }).toBe(1);
    const [{ pid } = { pid: 0 }] = await waiting();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect(answer).rejects.toThrow();
    if (database === '数据库也一同断电') await office.asSuperuser('select pg_terminate_backend($1)', [pid]);
    await holder.query('rollback');
    return pid;
  } finally {
    child.kill('SIGKILL');
    await holder.end();
  }
}

test.each(['数据库还在', '数据库也一同断电'])(
  '服务进程在写入的当口被强杀，%s：什么也没留下，扫描件还在；照原样再提一次就办成',
  async (database) => {
    const asked = await paperCase();
    const { child, address } = await startServer();
    const pid = await killedWhileWriting(child, visitor(address, keeper.cookie), asked, database);
    await expect
      .poll(async () => await office.asSuperuser('select from pg_stat_activity where pid = $1', [pid]))
      .toEqual([]);
    expect(await held(asked)).toEqual(nothing);
    await expectOpen(asked);
    await expectDoneOnce(asked);
  },
);

test('重建与现有的各表相同', async () => {
  expect(await differingRows(office)).toEqual([]);
  expect(office.errors).toEqual([]);
});
