import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actOnPublication } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import type { Answer, Visitor } from '../testing/visitor.ts';
import { importFile } from './import-file.ts';
import { makeSample } from './make-sample.ts';
import { sampleRow } from './sample-row.ts';

let office: TestOffice;
let liaison: Visitor;
let approver: Visitor;
beforeAll(async () => {
  office = await openOffice();
  // After every date of the made-up rows.
  office.setClock('2026-11-22');
  [liaison, approver] = await Promise.all([office.signIn('wen-liaison'), office.signIn('wen-approver')]);
});
afterAll(() => office.close());

const ROWS = 10_000;
const examples = new URL('../../../../docs/examples/', import.meta.url);
const lines = (rows: readonly object[]) => Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n'));
const row = (number: number, changes: Record<string, string> = {}) => ({
  ...sampleRow('penalty', number),
  ...changes,
});
const upload = (bytes: Uint8Array, fields: Record<string, string | Blob> = {}, name = 'a.jsonl') =>
  liaison.upload('/api/imports', { name, bytes }, fields);
const run = (bytes: Buffer, more: Partial<Parameters<typeof importFile>[1]> = {}) =>
  importFile(
    {
      databases: office.databases,
      resources: office.context.resources(),
      today: office.context.clock.today(),
      now: office.context.clock.now(),
      keyFolder: office.keyFolder,
    },
    {
      bureau: 'wenshang',
      actor: 'command-line',
      file: { name: 'a.jsonl', bytes },
      map: null,
      kind: null,
      mode: 'none-if-any-bad',
      dryRun: false,
      publish: true,
      ...more,
    },
  );
const count = async (sql: string) =>
  (await office.asOwner<{ n: number }>(`select count(*)::int as n from ${sql}`))[0]?.n;
const codesIn = (answer: Answer) =>
  (answer.body as { findings: { row: number; code: string }[] }).findings.map(
    ({ row: at, code }) => `${at} ${code}`,
  );
const identityRows = () =>
  office.asOwner<{ id: string; state: string; version: number }>(
    `select id, state, version from publication where origin = 'import' order by id`,
  );

describe('一万行', () => {
  let file: Buffer;
  test('全部导入并公示，每行一件存证，全部入链', async () => {
    file = Buffer.from(await makeSample('penalty', ROWS, 'csv'));
    const { report } = await run(file, { file: { name: 'a.csv', bytes: file } });
    expect(report).toMatchObject({
      total: ROWS,
      good: ROWS,
      bad: 0,
      drafts: 0,
      stored: { imported: ROWS, unchanged: 0, drafts: 0 },
    });
    expect(await count(`published_result where origin = 'import'`)).toBe(ROWS);
    expect(await count(`publication where origin = 'import' and state = 'published'`)).toBe(ROWS);
    expect(
      await count(
        `journal where type = 'result-published' and stream in (select 'publication/' || id from publication where origin = 'import')`,
      ),
    ).toBe(ROWS);
    await office.context.sequencer.drain();
    expect(await count(`ledger_pending`)).toBe(0);
    expect(
      await count(
        `journal j where not exists (select 1 from ledger_entry e where e.stream = j.stream and e.version = j.version)`,
      ),
    ).toBe(0);
  });

  test('再导入一次：全部已有，什么也不写', async () => {
    const before = await count('journal');
    const { report } = await run(file, { file: { name: 'a.csv', bytes: file } });
    expect(report).toMatchObject({
      total: ROWS,
      unchanged: ROWS,
      stored: { imported: 0, unchanged: ROWS, drafts: 0 },
    });
    expect(await count('journal')).toBe(before);
  });

  test('一行有改动：说出是哪一行，已公示的不覆盖；有一行不合格就都不取', async () => {
    const before = [await count('journal'), await identityRows()];
    const changed = lines([row(77, { CF_NR_FK: '9' }), row(ROWS + 1)]);
    const refused = await run(changed);
    expect(refused.report).toMatchObject({ taken: false, bad: 1, stored: { imported: 0 } });
    expect(refused.report.findings.map(({ row: at, code }) => [at, code])).toEqual([[1, 'changed-content']]);
    expect([await count('journal'), await identityRows()]).toEqual(before);
    const partly = await run(changed, { mode: 'only-good' });
    expect(partly.report.stored).toMatchObject({ imported: 1 });
    expect((await identityRows()).length).toBe(ROWS + 1);
  });
});

describe('经办案系统导入', () => {
  test('先核对：报告与正式导入相同，什么也不留', async () => {
    const before = await count('journal');
    const answer = await upload(lines([row(20_001), row(20_002, { CF_NR_FK: '-1' })]), { dryRun: 'yes' });
    expect(answer.body).toMatchObject({
      dryRun: true,
      kind: 'penalty',
      total: 2,
      good: 1,
      bad: 1,
      imported: 0,
    });
    expect(await count('journal')).toBe(before);
  });

  test('别处摘录的行连同对照文件：打码的、写法不一的、先后矛盾的逐行说明，不猜；只取合格的存为草稿', async () => {
    const map = new Blob([await readFile(new URL('import-map-permit.yaml', examples))]);
    const rows = [
      {
        grantee: '示例水库管理中心',
        doc_no: '示水许(2020)5号',
        valid: '2020-09-28 至 2023-09-28',
        decided: '2020-09-30',
      },
      {
        applicant: '示例某保护中心',
        doc_no: '示水许决字〔2025〕55号',
        decided: '2025-03-31',
        flow: '1.725 m3/s',
      },
      { remark: '与许可无关' },
    ].map((fields) => ({ kind: 'permit', fields }));
    const answer = await upload(lines(rows), { map, mode: 'only-good' });
    expect(answer.body).toMatchObject({ kind: 'permit', total: 3, good: 0, drafts: 1, bad: 2 });
    const { findings } = answer.body as {
      findings: { row: number; level: string; column: string; heading: string; message: string }[];
    };
    const said = findings
      .map(({ row: at, level, column, heading, message }) => `${at} ${level} ${column || heading} ${message}`)
      .join('\n');
    expect(said).toMatch(/^1 error XK_YXQZ .*2020-09-28 早于决定日期 2020-09-30，先后颠倒/m);
    expect(said).toMatch(/^1 notice XK_WSH .*统一写作“示水许〔2020〕5号”/m);
    expect(said).toMatch(/^2 missing XK_XDR_MC .*被遮盖或用“某”代替/m);
    expect(said).toMatch(/^3 error 整行 没有一栏是双公示栏目/m);
    expect(said).toMatch(/^0 notice fields\.flow “fields\.flow”不对应任何双公示栏目/m);
  });

  test('导入的结果等另一人批准才公示；导入的人自己不能批', async () => {
    const answer = await upload(lines([row(20_010)]));
    expect(answer.body).toMatchObject({ imported: 1, bad: 0 });
    const id = await publicationNumbered(20_010);
    expect(await count(`published_result where id = '${id}'`)).toBe(0);
    await office.asOwner(`update person set roles = '{liaison,approver}' where login = 'wen-liaison'`);
    const own = await actOnPublication(office, liaison, id, { type: 'approve-publication' });
    expect([own.status, (own.body as { code: string }).code]).toEqual([422, 'own-work']);
    await office.asOwner(`update person set roles = '{liaison}' where login = 'wen-liaison'`);
    const approved = await actOnPublication(office, approver, id, { type: 'approve-publication' });
    expect(approved.status, approved.text).toBe(200);
    expect(
      await count(
        `published_result where id = '${id}' and state = 'published' and body::text like '%处罚决定书文号%' and body::text not like '%CF\\_%'`,
      ),
    ).toBe(1);
  });

  test('缺内容的行存为草稿，补全后接在原来那一条上；谁补全的谁不能批', async () => {
    expect((await upload(lines([row(20_020, { CF_SY: '' })]))).body).toMatchObject({
      drafts: 1,
      imported: 0,
    });
    const id = await publicationNumbered(20_020);
    expect(await identityOf(id)).toMatchObject({ state: 'incomplete', version: 1 });
    await office.asOwner(`update person set roles = '{policy-and-law,approver}' where login = 'wen-legal'`);
    const lawyer = await office.signIn('wen-legal');
    const completed = await lawyer.upload('/api/imports', { name: 'a.jsonl', bytes: lines([row(20_020)]) });
    expect(codesIn(completed)).toEqual(['1 replaces-draft']);
    expect(await identityOf(id)).toMatchObject({ state: 'imported', version: 2 });
    expect(await publicationNumbered(20_020)).toBe(id);
    expect(
      ((await actOnPublication(office, lawyer, id, { type: 'approve-publication' })).body as { code: string })
        .code,
    ).toBe('own-work');
    expect((await actOnPublication(office, approver, id, { type: 'approve-publication' })).status).toBe(200);
    expect(await identityOf(id)).toMatchObject({ state: 'published' });
  });

  test('缺文号的草稿在后来的文件里补上文号：接在原来那一条上，批准后公示一条；已公示的，旧文件再来也不动', async () => {
    const lacking = lines([row(20_030, { CF_WSH: '' })]);
    expect((await upload(lacking)).body).toMatchObject({ drafts: 1, imported: 0, keptDrafts: 1 });
    const before = await identityRows();
    const dry = await upload(lines([row(20_030)]), { dryRun: 'yes' });
    expect(codesIn(dry)).toEqual(['1 replaces-draft']);
    expect(dry.text).toContain('系统里的草稿（无文号，');
    expect(await identityRows()).toEqual(before);
    expect(codesIn(await upload(lines([row(20_030)])))).toEqual(['1 replaces-draft']);
    const id = await publicationNumbered(20_030);
    expect(before.find((one) => one.id === id)).toMatchObject({ state: 'incomplete', version: 1 });
    expect(await identityOf(id)).toMatchObject({ state: 'imported', version: 2 });
    expect(await identityRows()).toHaveLength(before.length);
    expect(codesIn(await upload(lacking))).toEqual(['1 required', '1 held-with-more']);
    expect((await actOnPublication(office, approver, id, { type: 'approve-publication' })).status).toBe(200);
    const published = await identityOf(id);
    for (const bytes of [lacking, lines([row(20_030)])])
      expect((await upload(bytes)).body).toMatchObject({ imported: 0, unchanged: 1 });
    expect(await identityOf(id)).toEqual(published);
    expect(await identityRows()).toHaveLength(before.length);
  });

  test('相对人打码、名称写法不一的草稿也认得；两条草稿分不清的，都留着并说明', async () => {
    const party = String(row(20_040).CF_XDR_MC);
    await upload(lines([row(20_040, { CF_XDR_MC: '示例某店' })]));
    expect(codesIn(await upload(lines([row(20_040)])))).toEqual(['1 replaces-draft']);
    await upload(lines([row(20_041, { CF_WSH: '', CF_XDR_MC: ` ${party.slice(0, 2)}　${party.slice(2)}` })]));
    expect(codesIn(await upload(lines([row(20_041, { CF_XDR_MC: party })])))).toEqual(['1 replaces-draft']);
    await upload(lines([row(20_042, { CF_WSH: '待编甲' }), row(20_042, { CF_WSH: '待编乙' })]));
    const drafts = async () => (await identityRows()).filter(({ state }) => state === 'incomplete');
    const before = [await drafts(), (await identityRows()).length] as const;
    expect(codesIn(await upload(lines([row(20_042)])))).toEqual(['1 ambiguous-draft']);
    expect([await drafts(), (await identityRows()).length]).toEqual([before[0], before[1] + 1]);
  });

  test('一次补全许多条草稿：各接各的', async () => {
    const numbers = Array.from({ length: 30 }, (_, i) => 20_100 + i);
    await upload(lines(numbers.map((number) => row(number, { CF_WSH: '' }))));
    const before = (await identityRows()).length;
    const answer = await upload(lines(numbers.map((number) => row(number))));
    expect(answer.body).toMatchObject({ imported: 30, unchanged: 0 });
    expect(new Set(codesIn(answer).map((code) => code.replace(/^\d+ /, '')))).toEqual(
      new Set(['replaces-draft']),
    );
    expect(await identityRows()).toHaveLength(before);
  });

  test('缺文号的行和补全的行同时导入：总是一条', async () => {
    const files = [lines([row(20_050, { CF_WSH: '' })]), lines([row(20_050)])];
    const before = (await identityRows()).length;
    const answers = await Promise.all([...files, ...files].map((bytes) => upload(bytes)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await identityRows()).toHaveLength(before + 1);
  });

  test('同一文件两个人同时导入：每件只入库一次，没有 500', async () => {
    const bytes = lines(Array.from({ length: 40 }, (_, i) => row(21_000 + i)));
    const answers = await Promise.all([upload(bytes), upload(bytes), upload(bytes)]);
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0);
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual(
      [],
    );
    expect(
      await count(
        `publication where number in (select number from publication where origin = 'import' and state <> 'incomplete' group by number having count(*) > 1)`,
      ),
    ).toBe(0);
    expect(await count(`publication where import_identity is not null`)).toBe((await identityRows()).length);
  });
});

describe('公示期满的结果', () => {
  test('命令行导入：自带截止期已过的行不入库、不公开，门户和公开数据里都没有；期内的照常', async () => {
    const before = [await count('journal'), (await identityRows()).length];
    const past = row(22_001, { CF_GSJZQ: '2026-11-21' });
    const { report } = await run(lines([past]));
    expect(report).toMatchObject({ total: 1, over: 1, good: 0, bad: 0, stored: { imported: 0 } });
    expect(report.findings).toMatchObject([{ row: 1, column: { code: 'CF_GSJZQ' }, code: 'term-over' }]);
    expect([await count('journal'), (await identityRows()).length]).toEqual(before);
    await run(lines([past, row(22_002, { CF_GSJZQ: '2026-11-22' })]));
    expect(await shownOnPortal(past.CF_WSH)).toBe(false);
    expect(await shownOnPortal(row(22_002).CF_WSH)).toBe(true);
  });

  test('规定的公示期已过的行：依南大港第十三条第（二）项不取，指明决定日期一栏', async () => {
    const party = { CF_JDRQ: '2021-03-02', CF_GSJZQ: '', CF_WSH: '示市监罚〔2021〕7号' };
    const { report } = await run(lines([row(22_003, party)]), { bureau: 'nandagang' });
    expect(report).toMatchObject({ total: 1, over: 1, stored: { imported: 0 } });
    expect(report.findings).toMatchObject([{ row: 1, column: { code: 'CF_JDRQ' }, code: 'term-over' }]);
    expect(report.findings[0]?.message).toContain('第十三条第（二）项');
  });

  test('等批准的时候截止期过了：批准被拒，说明理由；单件和成批都一样', async () => {
    await upload(lines([row(22_004, { CF_GSJZQ: '2026-11-22' })]));
    const id = await publicationNumbered(22_004);
    office.setClock('2026-11-23');
    const later = await office.signIn('wen-approver');
    const refused = await actOnPublication(office, later, id, { type: 'approve-publication' });
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([422, 'term-over']);
    const previews = await later.post('/api/publications/approvals/previews', { publications: [id] });
    expect(previews.text).toContain('公示截止期 2026-11-22 已过');
    expect(await count(`published_result where id = '${id}'`)).toBe(0);
    office.setClock('2026-11-22');
  });
});

describe('来路不明的文件', () => {
  const hostile = "=cmd|'/c calc'!A1";
  const files: readonly (readonly [name: string, bytes: Buffer])[] = [
    ['empty.csv', Buffer.alloc(0)],
    ['zero.jsonl', Buffer.alloc(1000)],
    ['noise.xlsx', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256))],
    ['not-zip.xlsx', Buffer.from('504b0304ffffffff', 'hex')],
    ['half.jsonl', Buffer.from('{"CF_WSH":"汶')],
    ['array.jsonl', Buffer.from('[1,2,3]')],
    ['proto.jsonl', Buffer.from('{"__proto__":{"x":1},"constructor":"y"}')],
    ['deep.jsonl', Buffer.from(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)],
    [
      'bom.csv',
      Buffer.concat([Buffer.from('efbbbf', 'hex'), Buffer.from('行政处罚决定书文号,案件名称\n"没有结束')]),
    ],
    ['gbk.csv', Buffer.from('d0d0d5feb4a6b7a3bef6b6a8cae9cec4bac50a31', 'hex')],
    ['macro.xlsm', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['../../etc/passwd', Buffer.from('x')],
  ];
  test.each(files)('%s：有说法，不出 500，什么也不入库', async (name, bytes) => {
    const before = await count('journal');
    const answer = await upload(bytes, {}, name);
    expect(answer.status, answer.text).toBeLessThan(500);
    if (answer.status === 200) expect(codesIn(answer).length).toBeGreaterThan(0);
    expect(await count('journal')).toBe(before);
  });

  test('真实样子的坏行：超长、公式、零字符、半个字、极端日期与金额、奇怪的证件号，一行一行说清楚，系统照常', async () => {
    const columns = Object.keys(row(1));
    const values = [
      hostile,
      'x'.repeat(60_000),
      '\u0000',
      '\ud800',
      '\u202e倒写',
      '<script>alert(1)</script>',
      "'; drop table journal; --",
      '99999999999999999999',
      '-0',
      '1e309',
      'NaN',
      '0000-00-00',
      '2099-12-31',
      '2025-02-30',
      '11010119900307',
      '𠮷'.repeat(500),
      '\r\n\t',
      '🀄',
      'null',
      '/',
    ];
    const rows = columns.flatMap((column, c) =>
      values.map((value, v) => row(30_000 + c * values.length + v, { [column]: value })),
    );
    for (const dryRun of ['yes', 'no']) {
      const answer = await upload(lines(rows), { mode: 'only-good', dryRun });
      expect(answer.status, answer.text.slice(0, 300)).toBe(200);
      const reply = answer.body as { total: number; good: number; drafts: number; bad: number };
      expect(reply.total).toBe(rows.length);
      expect(reply.bad).toBeGreaterThan(50);
    }
    expect(await count(`publication where title like '%\\u0000%'`)).toBe(0);
    expect(office.errors).toEqual([]);
    const listed = await liaison.get('/api/publications?state=all');
    expect(listed.status).toBe(200);
  });
});

const shownOnPortal = async (number: string | undefined) =>
  (await count(`published_result where number = '${number}' and state = 'published'`)) === 1;
const publicationNumbered = async (number: number): Promise<string> => {
  const wanted = row(number).CF_WSH;
  const found = await office.asOwner<{ id: string }>(
    `select id from publication where replace(replace(number, '〔', '['), '〕', ']') = $1`,
    [String(wanted).replace('〔', '[').replace('〕', ']')],
  );
  expect(found, String(wanted)).toHaveLength(1);
  return found[0]?.id ?? '';
};
const identityOf = async (id: string) => (await identityRows()).find((one) => one.id === id);
