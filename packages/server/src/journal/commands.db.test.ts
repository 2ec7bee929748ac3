import { randomUUID } from 'node:crypto';
import { foldCase } from '@mingjing/law';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keptCase, lawFacts, loadCase } from '../cases/case-store.ts';
import { runCaseCommand } from '../cases/run-command.ts';
import { peopleOf } from '../people/people.ts';
import { act, caseOf, copyCase } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Answer } from '../testing/visitor.ts';
import { openDatabases } from './database.ts';
import { readStream } from './read-stream.ts';

let office: TestOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const application = (name: string) => ({
  type: 'receive-application',
  matter: 'industrial-product-licence',
  applicant: { name, kind: 'organisation', address: '示例路 1 号' },
  content: '申请核发工业产品生产许可证',
});
const filing = {
  type: 'propose-filing',
  matter: 'energy-saving-offence',
  source: '日常检查',
  officers: ['person-wen-handler', 'person-wen-handler2'],
  party: { name: '汶上示例名单有限公司', kind: 'organisation', representative: '某某某', address: '示例路' },
  suspectedFacts: '未按规定报送年度能源利用状况报告。',
};
const fail = (error: Error): never => {
  throw error;
};
const count = async (table: string, where = 'true', values: unknown[] = []) =>
  (await office.asOwner<{ n: number }>(`select count(*)::int as n from ${table} where ${where}`, values))[0]
    ?.n;
const codes = (answers: readonly Answer[]) =>
  answers.map(({ status, body }) => `${status} ${(body as { code?: string }).code ?? ''}`.trim());

describe('同一编号的提交只办一次', () => {
  test('重发得到原来的答复，什么也不多一份', async () => {
    const clerk = await office.signIn('nan-window');
    const command = commandOf(0, application('示例重发有限公司'));
    const first = await clerk.post('/api/cases', command);
    expect(first.status).toBe(201);
    const rows = await count('journal');
    const again = await clerk.post('/api/cases', command);
    expect(again.body).toEqual(first.body);
    expect(await count('journal')).toBe(rows);
    expect(await count('journal', 'command_id = $1 and asked is not null', [command.id])).toBe(1);
  });

  test('同一编号换了内容、换了人、换了案件：一律 409', async () => {
    const clerk = await office.signIn('nan-window');
    const id = randomUUID();
    const first = await clerk.post('/api/cases', commandOf(0, application('示例甲有限公司'), id));
    expect(first.status).toBe(201);
    const other = await clerk.post('/api/cases', commandOf(0, application('示例乙有限公司'), id));
    expect(codes([other])).toEqual(['409 command-repeated']);
    const colleague = await office.signIn('wen-window');
    expect(
      codes([await colleague.post('/api/cases', commandOf(0, application('示例甲有限公司'), id))]),
    ).toEqual(['409 command-repeated']);
    const { id: caseA } = first.body as { id: string };
    const checked = {
      type: 'check-materials',
      items: ['application', 'business-licence', 'process-file', 'quality-system', 'test-report'].map(
        (item) => ({ id: item, state: 'complete' }),
      ),
    };
    const { id: caseB } = (await clerk.post('/api/cases', commandOf(0, application('示例丙有限公司'))))
      .body as { id: string };
    const shared = commandOf(1, checked);
    expect((await clerk.post(`/api/cases/${caseA}/commands`, shared)).status).toBe(200);
    expect(codes([await clerk.post(`/api/cases/${caseB}/commands`, shared)])).toEqual([
      '409 command-repeated',
    ]);
  });

  test('同一提交同时发出五次：都得到同一答复，只立一件', async () => {
    const clerk = await office.signIn('nan-window');
    const command = commandOf(0, application('示例连点有限公司'));
    const answers = await Promise.all(Array.from({ length: 5 }, () => clerk.post('/api/cases', command)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    for (const { body } of answers) expect(body).toEqual(answers[0]?.body);
    expect(await count('case_file', 'party_name = $1', ['示例连点有限公司'])).toBe(1);
  });
});

describe('两个人同时办一件', () => {
  test('恰有一人办成，另一人得 409，事实不重不漏', async () => {
    const { id, version } = await caseOf(office, '示例铸造');
    const [one, two] = await Promise.all([office.signIn('wen-handler'), office.signIn('wen-handler2')]);
    const place = (text: string) =>
      commandOf(version, {
        type: 'present-credentials',
        officers: ['person-wen-handler', 'person-wen-handler2'],
        place: text,
        to: '负责人',
        scene: 'evidence',
      });
    const answers = await Promise.all(
      [one, two, one, two].map((visitor, i) => visitor.post(`/api/cases/${id}/commands`, place(`车间 ${i}`))),
    );
    expect(codes(answers).sort()).toEqual([
      '200',
      '409 version-conflict',
      '409 version-conflict',
      '409 version-conflict',
    ]);
    expect(office.errors).toEqual([]);
    const facts = await readStream(office.databases.worker, `case/${id}`);
    expect(facts.map(({ fact }) => fact.version)).toEqual(facts.map((_, i) => i + 1));
    expect(facts.length).toBe(version + 1);
  });

  test('期限届满由系统记入的事实，不算别人办过：旧页面照样能办', async () => {
    const source = await caseOf(office, '示例造纸');
    const id = await copyCase(office, source.id, 'statement-waived');
    const before = (await readStream(office.databases.worker, `case/${id}`)).length;
    const reader = await office.signIn('wen-archive');
    expect((await reader.get(`/api/cases/${id}`)).status).toBe(200);
    const after = (await readStream(office.databases.worker, `case/${id}`)).map(({ fact }) => fact);
    expect(after.slice(before).map(({ type, actor }) => `${type} ${actor}`)).toEqual([
      'statement-waived time',
    ]);
    const head = await office.signIn('wen-approver');
    const decided = await head.post(
      `/api/cases/${id}/commands`,
      commandOf(before, { type: 'make-penalty-decision', result: 'penalise', reason: '违法事实清楚。' }),
    );
    expect(decided.status, decided.text).toBe(200);
  });
});

describe('几个进程同时办案', () => {
  test('别的进程写过的，这里还没有读到：按流水答复，不按自己留着的', async () => {
    const source = await caseOf(office, '示例造纸');
    const id = await copyCase(office, source.id, 'statement-waived');
    const handler = await office.signIn('wen-handler');
    const shown = { type: 'present-credentials', officers: ['person-wen-handler', 'person-wen-handler2'] };
    const command = (place: string) => ({ ...shown, place, to: '负责人', scene: 'evidence' });
    const first = await act(office, handler, id, command('一车间'));
    expect(first.status, first.text).toBe(200);
    const { version } = first.body as { version: number };
    const other = openDatabases((role) => office.database.connectionOptions(role), fail);
    const elsewhere = { ...office.context, databases: other };
    const person = (await peopleOf(other.app, ['wenshang'])).find(({ login }) => login === 'wen-handler2');
    if (person === undefined) throw new Error('no such person');
    await runCaseCommand(elsewhere, person, id, commandOf(version, command('二车间')));
    await other.close();
    const late = await handler.post(`/api/cases/${id}/commands`, commandOf(version, command('三车间')));
    expect(codes([late])).toEqual(['409 version-conflict']);
    const now = await handler.post(`/api/cases/${id}/commands`, commandOf(version + 1, command('三车间')));
    expect(now.status, now.text).toBe(200);
    const facts = (await readStream(office.databases.worker, `case/${id}`)).map(
      ({ fact }) => fact.data.place,
    );
    expect(facts.slice(-3)).toEqual(['一车间', '二车间', '三车间']);
  });
});

describe('办完之后留在进程里的案卷', () => {
  test('新立的和接着办的，都与另一进程从流水读出、折叠的一字不差', async () => {
    const handler = await office.signIn('wen-handler');
    const other = openDatabases((role) => office.database.connectionOptions(role), fail);
    const compare = async ({ id, version }: { id: string; version: number }) => {
      const kept = keptCase(office.databases.app, id, version);
      const loaded = await loadCase(other.worker, id);
      expect(JSON.stringify(kept?.state)).toBe(JSON.stringify(loaded.state));
      expect(JSON.stringify(kept?.facts.map(({ fact }) => fact))).toBe(JSON.stringify(lawFacts(loaded)));
    };
    try {
      const opened = await handler.post('/api/cases', commandOf(0, filing));
      expect(opened.status, opened.text).toBe(201);
      await compare(opened.body as { id: string; version: number });
      const { id } = await caseOf(office, '示例铸造');
      for (const scene of ['evidence', 'inspection']) {
        const place = { type: 'present-credentials', scene, to: '负责人', place: '一车间' };
        const officers = ['person-wen-handler2', 'person-wen-handler'];
        const done = await act(office, handler, id, { ...place, officers });
        expect(done.status, done.text).toBe(200);
        await compare(done.body as { id: string; version: number });
      }
    } finally {
      await other.close();
    }
  });
});

describe('决定所依据的人员', () => {
  test('别处停用、恢复一名执法人员：下一件立即按新的名单答复', async () => {
    const handler = await office.signIn('wen-handler');
    const propose = () => handler.post('/api/cases', commandOf(0, filing));
    expect((await propose()).status).toBe(201);
    await office.asOwner(`update person set active = false where id = 'person-wen-handler2'`);
    expect((await propose()).status).toBe(422);
    await office.asOwner(`update person set active = true where id = 'person-wen-handler2'`);
    expect((await propose()).status).toBe(201);
    const version = async () =>
      (await office.asOwner(`select version from person_version where bureau = 'wenshang'`))[0]?.version;
    const before = await version();
    await office.asOwner(`update person set must_change_password = must_change_password`);
    expect(await version()).toBe(before);
  });
});

describe('号码连续不断', () => {
  test('二十件同时决定、其中七件中途失败：序号与文号无缺无重，失败的什么也没留下', async () => {
    const source = await caseOf(office, '示例造纸');
    const ids: string[] = [];
    for (let i = 0; i < 20; i += 1) ids.push(await copyCase(office, source.id, 'decision-made'));
    const failing = ids.filter((_, i) => i % 3 === 1);
    await failAt('document', `new.stream = any('{${failing.map((id) => `case/${id}`).join(',')}}')`);
    const before = await numbersOf('wenshang');
    const journalBefore = await journalOf(failing);
    const heads = await Promise.all([office.signIn('wen-approver'), office.signIn('wen-deputy')]);
    const answers = await Promise.all(
      ids.map((id, i) =>
        act(office, heads[i % 2] ?? heads[0], id, {
          type: 'make-penalty-decision',
          result: 'penalise',
          reason: '违法事实清楚。',
        }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(ids.map((id) => (failing.includes(id) ? 500 : 200)));
    const after = await numbersOf('wenshang');
    expect(after.ordinals).toEqual(Array.from({ length: before.ordinals.length + 13 }, (_, i) => i + 1));
    expect(after.documents).toEqual(Array.from({ length: before.documents.length + 13 }, (_, i) => i + 1));
    expect(await journalOf(failing)).toEqual(journalBefore);
    expect(await count('document', 'stream = any($1)', [failing.map((id) => `case/${id}`)])).toBe(0);
    await failNowhere('document');
    const retried = await act(office, heads[0], failing[0] ?? '', {
      type: 'make-penalty-decision',
      result: 'penalise',
      reason: '违法事实清楚。',
    });
    expect(retried.status).toBe(200);
    expect((await numbersOf('wenshang')).ordinals).toHaveLength(before.ordinals.length + 14);
    const [counted] = await office.asOwner<{ decided: number }>(
      `select decided from result_count where bureau = 'wenshang' and kind = 'penalty'`,
    );
    expect(counted?.decided).toBe(before.ordinals.length + 14);
  });

  test('事实写下之后、各表更新之前出错：事实、披露、待链、答复、号码都不留', async () => {
    await failAt('case_file', `new.party_name = '示例半途有限公司'`);
    const before = await Promise.all(
      ['journal', 'disclosure', 'ledger_pending', 'case_file'].map((table) => everything(table)),
    );
    const [series] = await office.asOwner<{ last: number }>(
      `select last from number_series where bureau = 'nandagang' and family = 'application-receipt'`,
    );
    const clerk = await office.signIn('nan-window');
    const answer = await clerk.post('/api/cases', commandOf(0, application('示例半途有限公司')));
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/示例半途|deliberate|case_file|insert/);
    expect(
      await Promise.all(
        ['journal', 'disclosure', 'ledger_pending', 'case_file'].map((table) => everything(table)),
      ),
    ).toEqual(before);
    expect(
      (
        await office.asOwner<{ last: number }>(
          `select last from number_series where bureau = 'nandagang' and family = 'application-receipt'`,
        )
      )[0],
    ).toEqual(series);
    await failNowhere('case_file');
  });
});

test('折叠流水与现用各表逐行一致', async () => {
  expect(await differingRows(office)).toEqual([]);
  const reader = await office.signIn('wen-handler');
  expect((await reader.get('/api/worklist')).status).toBe(200);
  const { rows } = await office.databases.worker.query<{ id: string; state: unknown }>(
    'select s.id, s.state from case_state s join case_file c on c.id = s.id and c.version = s.version',
  );
  expect(rows.length).toBeGreaterThan(3);
  for (const { id, state } of rows) {
    const folded = foldCase(
      (await readStream(office.databases.worker, `case/${id}`)).map(({ fact }) => fact),
    );
    expect(JSON.parse(JSON.stringify(folded))).toEqual(state);
  }
});

/** Makes the database fail when a matching row is written, as a full disk or a lost connection would. */
async function failAt(table: string, condition: string): Promise<void> {
  await office.asOwner(
    `create or replace function testing.fail() returns trigger language plpgsql as $$ begin raise exception 'deliberate failure' using errcode = 'P0001'; end $$`,
  );
  await office.asOwner(`grant usage on schema testing to mj_app, mj_writer`);
  await office.asOwner(
    `create trigger fail_here before insert or update on ${table} for each row when (${condition}) execute function testing.fail()`,
  );
}

async function failNowhere(table: string): Promise<void> {
  await office.asOwner(`drop trigger fail_here on ${table}`);
}

async function numbersOf(bureau: string): Promise<{ ordinals: number[]; documents: number[] }> {
  const rows = await office.asOwner<{ bytes: Buffer }>(
    `select bytes from journal where bureau = $1 and type = 'decision-made'`,
    [bureau],
  );
  const plain = rows.map(
    ({ bytes }) =>
      (
        JSON.parse(bytes.toString('utf8')) as {
          plain: { ordinal: { number: number }; documentNumber: string };
        }
      ).plain,
  );
  const sorted = (numbers: number[]) => numbers.sort((a, b) => a - b);
  return {
    ordinals: sorted(plain.map(({ ordinal }) => ordinal.number)),
    documents: sorted(plain.map(({ documentNumber }) => Number(/(\d+)号$/.exec(documentNumber)?.[1]))),
  };
}

const journalOf = (ids: readonly string[]) =>
  office.asOwner(`select stream, version, type from journal where stream = any($1) order by 1, 2`, [
    ids.map((id) => `case/${id}`),
  ]);
const everything = async (table: string) =>
  table === 'ledger_pending'
    ? []
    : await office.asOwner(`select md5(t::text) as row from ${table} t order by 1`);
