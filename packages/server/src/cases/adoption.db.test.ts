import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CaseView, LateEntriesReply, StartReply } from '@mingjing/api';
import { heldBytes, readExpectedKeys, verifyCaseFile } from '@mingjing/ledger';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishLog } from '../log/publish-log.ts';
import { recheck } from '../recheck/recheck.ts';
import { act, picture } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let keeper: Visitor;
let handler: Visitor;

beforeAll(async () => {
  office = await openOffice();
  keeper = await office.signIn('wen-archive');
  handler = await office.signIn('wen-handler');
});
afterAll(() => office.close());

const scan = async (who: Visitor, name: string) =>
  (await who.upload('/api/evidence', { name: `${name}.png`, bytes: picture(randomUUID()) })).body as {
    readonly evidenceId: string;
  };
const paper = async (who: Visitor, more: object = {}) => ({
  type: 'adopt-penalty-case',
  matter: 'energy-saving-offence',
  party: { name: '汶上纸质示例有限公司', kind: 'organisation', address: '示例路 9 号' },
  number: nextNumber(),
  reached: 'investigation',
  'filing-on': '2025-09-03',
  caseName: '汶上纸质示例有限公司涉嫌使用淘汰设备案',
  source: '检查发现',
  suspectedFacts: '涉嫌使用淘汰设备',
  handlers: ['person-wen-handler', 'person-wen-handler2'],
  'filing-scan': await scan(who, '立案审批表'),
  ...more,
});
let drawn = 9000;
const nextNumber = () => {
  drawn += 1;
  return `汶工信立字〔2025〕${drawn}号`;
};
const adopt = async (who: Visitor, command: { readonly type: string }, more: object = {}) =>
  await who.post('/api/cases', {
    ...commandOf(0, command),
    occurredOn: '2025-09-02',
    lateReason: '本系统启用前立案的纸质案件',
    ...more,
  });
const idOf = ({ body }: { readonly body: unknown }) => (body as { id: string }).id;
const codeOf = ({ body }: { readonly body: unknown }) => (body as { code?: string }).code;
const viewOf = async (who: Visitor, id: string) => (await who.get(`/api/cases/${id}`)).body as CaseView;

test('纸质案件转入：档案管理人员录入并附扫描件，承办人核对后接着办，期限从纸质立案之日起算', async () => {
  const start = (await keeper.get('/api/cases/start')).body as StartReply;
  expect(start.actions?.map(({ command }) => command) ?? []).toContain('adopt-penalty-case');
  const made = await adopt(keeper, await paper(keeper));
  expect(made.status, made.text).toBe(201);
  const id = idOf(made);
  const stated = await viewOf(keeper, id);
  expect(stated).toMatchObject({ number: '汶工信立字〔2025〕9001号', stage: 'filing', duties: [] });
  expect(stated.tags).toContain('纸质转入，待他人核对');
  const own = stated.actions.find(({ command }) => command === 'confirm-adoption');
  expect(own?.refusal?.sentence).toContain('可以办理的人');
  expect(stated.turns.map(({ command }) => command)).not.toContain('confirm-adoption');
  expect(codeOf(await act(office, keeper, id, { type: 'confirm-adoption' }))).toBe('own-work');
  expect((await act(office, handler, id, { type: 'confirm-adoption' })).status).toBe(200);
  const view = await viewOf(handler, id);
  expect(view).toMatchObject({ stage: 'investigation' });
  expect(view.rail[0]).toMatchObject({
    stage: 'filing',
    onPaper: true,
    note: '纸质办理',
    date: '2025-09-03',
  });
  expect(view.duties.find(({ does }) => does === 'decide')).toMatchObject({
    start: '2025-09-03',
    due: '2025-12-02',
    cite: { article: '第六十条' },
  });
  expect(view.evidence.map(({ name }) => name)).toEqual(['立案审批表（纸质扫描件）']);
  expect((await handler.get(`/api/evidence/${view.evidence[0]?.id}`)).status).toBe(200);
  expect(view.timeline.map(({ label, occurredOn }) => [label, occurredOn])).toEqual([
    ['核对纸质案卷无误', '2025-10-10'],
    ['补入记录', '2025-10-10'],
    ['纸质案件转入', '2025-09-02'],
  ]);
  expect(
    (
      await act(office, handler, id, {
        type: 'present-credentials',
        officers: ['person-wen-handler', 'person-wen-handler2'],
        place: '示例路 9 号',
        to: '负责人',
        scene: 'inspection',
      })
    ).status,
  ).toBe(200);
});

test('补录清单列出每一件纸质转入和转入的理由，供监督的人查看', async () => {
  const lawyer = await office.signIn('wen-legal');
  const { rows } = (await lawyer.get('/api/late-entries')).body as LateEntriesReply;
  expect(rows).toMatchObject([
    { label: '纸质案件转入', occurredOn: '2025-09-02', reason: '本系统启用前立案的纸质案件' },
  ]);
});

test('同一纸质案件转入两次的不收；不予转入的可以重新转入', async () => {
  const command = await paper(keeper);
  const first = await adopt(keeper, command);
  expect(first.status, first.text).toBe(201);
  const spelt = { ...command, number: command.number.replace('〔2025〕', '（2025）') };
  const other = { ...command, number: nextNumber() };
  expect((await adopt(keeper, spelt)).text).toContain('不能再转入一次');
  expect((await adopt(keeper, other)).status).toBe(201);
  expect((await act(office, handler, idOf(first), { type: 'refuse-adoption', reason: '不符' })).status).toBe(
    200,
  );
  expect((await adopt(keeper, spelt)).status).toBe(201);
});

test('两人同时转入同一件纸质案件，只有一件转入，另一人得知已在本系统中', async () => {
  const command = await paper(keeper);
  const own = { ...command, 'filing-scan': await scan(handler, '立案审批表') };
  const both = await Promise.all([adopt(keeper, command), adopt(handler, own)]);
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  expect(both.map(({ text }) => text).join()).toContain('不能再转入一次');
});

test('别人不能转入：窗口、审核、法制、批准、管理员、别局的人，别局的扫描件，超长、多出的内容', async () => {
  const command = await paper(keeper);
  for (const login of ['wen-window', 'wen-reviewer', 'wen-legal', 'wen-approver', 'wen-admin', 'wen-audit'])
    expect((await adopt(await office.signIn(login), command)).status, login).toBe(422);
  const guest = await office.signIn('sip-handler');
  expect((await adopt(guest, command)).status).toBe(422);
  const foreign = await scan(guest, '别局的扫描件');
  expect((await adopt(keeper, await paper(keeper, { 'filing-scan': foreign }))).text).toContain(
    '没有找到这份文件',
  );
  for (const [key, value] of [
    ['number', 'x'.repeat(500)],
    ['reached', 'closed'],
    ['filing-on', '2025-10-11'],
    ['ordinal', { kind: 'penalty', year: 2025, number: 9 }],
    ['suspectedFacts', '\u0000'],
    ['filing-scan', { evidenceId: randomUUID() }],
    ['filing-scan', undefined],
  ] as const)
    expect([400, 422], `${key} ${String(value)}`).toContain(
      (await adopt(keeper, { ...command, [key]: value })).status,
    );
  expect((await adopt(keeper, command, { lateReason: undefined })).text).toContain('转入的理由');
  expect((await adopt(keeper, command, { occurredOn: '2025-10-10' })).text).toContain('不作纸质转入');
});

test('待核对的纸质案件，别局的人看不到、核对不了；核对不符的写明理由，到此为止', async () => {
  const id = idOf(await adopt(keeper, await paper(keeper)));
  const guest = await office.signIn('sip-handler');
  expect((await guest.get(`/api/cases/${id}`)).status).toBe(404);
  expect((await act(office, guest, id, { type: 'confirm-adoption' })).status).toBe(404);
  for (const login of ['wen-admin', 'wen-liaison', 'wen-legal'])
    expect([404, 422], login).toContain(
      (await act(office, await office.signIn(login), id, { type: 'confirm-adoption' })).status,
    );
  expect((await act(office, handler, id, { type: 'refuse-adoption' })).status).toBe(422);
  const refused = await act(office, handler, id, { type: 'refuse-adoption', reason: '立案日期不符' });
  expect(refused.status, refused.text).toBe(200);
  expect((await viewOf(keeper, id)).tags).toContain('与纸质不符，未转入');
  expect((await viewOf(keeper, id)).rail.at(-1)).toMatchObject({ status: 'done', date: '2025-10-10' });
  const { rows } = (await keeper.get('/api/cases?state=open')).body as { rows: { id: string }[] };
  expect(rows.map((row) => row.id)).not.toContain(id);
  expect(codeOf(await act(office, handler, id, { type: 'confirm-adoption' }))).toBe('wrong-stage');
});

/** The tables that hold a text, sealed or not. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const opened = `select d.stream, convert_from(decode(translate(one, '-_', '+/') || repeat('=', -length(one) & 3), 'base64'), 'UTF8') as said
    from disclosure d, unnest(d.bytes) as one where one is not null`;
  const found: string[] = [];
  for (const { name } of await office.asOwner<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  )) {
    const rows = name === 'disclosure' ? `(${opened})` : `"${name}"`;
    const [held] = await office.asOwner(`select from ${rows} as held where held::text like $1 limit 1`, [
      `%${text}%`,
    ]);
    if (held !== undefined) found.push(name);
  }
  return found;
}

test('依法删除：当事人、纸质步骤中的文字和扫描件都不再留在任何一处，案件照样接着办，存证不变', async () => {
  const name = '汶上待删示例有限公司';
  const command = await paper(keeper, {
    party: { name, kind: 'organisation', address: '示例路 9 号' },
    caseName: `${name}涉嫌使用淘汰设备案`,
    suspectedFacts: `${name}涉嫌使用淘汰设备`,
  });
  const id = idOf(await adopt(keeper, command));
  expect((await act(office, handler, id, { type: 'confirm-adoption' })).status).toBe(200);
  const commitments = () =>
    office.asOwner(
      `select version, encode(commitment, 'hex') as held from journal where stream = $1 and version < 4 order by version`,
      [`case/${id}`],
    );
  const before = await commitments();
  expect(await tablesWith(name)).toEqual(expect.arrayContaining(['case_file', 'disclosure']));
  const items = ['1.party', '1.caseName', '1.said', '2.name', '2.fileName', '2.attachment'];
  const proposed = await act(office, keeper, id, {
    type: 'propose-erasure',
    items: items.map((item) => ({ id: item, state: 'erase' })),
    authority: '《中华人民共和国个人信息保护法》第四十七条',
  });
  expect(proposed.status, proposed.text).toBe(200);
  const lawyer = await office.signIn('wen-legal');
  expect((await act(office, lawyer, id, { type: 'confirm-erasure' })).status).toBe(200);
  expect(await tablesWith(name)).toEqual([]);
  expect(await commitments()).toEqual(before);
  const view = await viewOf(handler, id);
  expect(JSON.stringify(view)).not.toContain(name);
  expect(view).toMatchObject({ stage: 'investigation', number: command.number });
  const shown = {
    type: 'present-credentials',
    officers: ['person-wen-handler', 'person-wen-handler2'],
    place: '示例路 9 号',
    to: '负责人',
    scene: 'inspection',
  };
  expect((await act(office, handler, id, shown)).status).toBe(200);
});

test('纸质许可案件转入：核对前后案件页、待办、列表都打得开，核对后从纸质受理之日起算', async () => {
  const clerk = await office.signIn('nan-window');
  const owner = await office.signIn('nan-handler');
  const made = await adopt(owner, {
    type: 'adopt-permit-case',
    matter: 'industrial-product-licence',
    party: { name: '南大港纸质示例有限公司', kind: 'organisation', address: '示例路 9 号' },
    number: '南质收〔2025〕9001号',
    reached: 'accepted',
    content: '申请核发工业产品生产许可证',
    'application-scan': await scan(owner, '申请书'),
    'acceptance-on': '2025-09-04',
    acceptanceNumber: '南质受〔2025〕9001号',
    handlers: ['person-nan-handler', 'person-nan-handler2'],
    'acceptance-scan': await scan(owner, '受理决定书'),
    'extension-done': 'no',
    'excluded-time-done': 'no',
  } as { type: string });
  expect(made.status, made.text).toBe(201);
  const pages = [`/api/cases/${idOf(made)}`, '/api/worklist', '/api/worklist/counts', '/api/cases?state=all'];
  const open = async () => {
    for (const who of [
      'nan-window',
      'nan-handler',
      'nan-reviewer',
      'nan-approver',
      'nan-archive',
      'cang-seal',
    ])
      for (const page of pages)
        expect([200, 422], `${who} ${page}`).toContain((await (await office.signIn(who)).get(page)).status);
  };
  await open();
  expect((await act(office, clerk, idOf(made), { type: 'check-materials', items: [] })).status).toBe(422);
  expect((await act(office, clerk, idOf(made), { type: 'confirm-adoption' })).status).toBe(200);
  await open();
  const view = await viewOf(owner, idOf(made));
  expect(view).toMatchObject({ stage: 'examination', number: '南质受〔2025〕9001号' });
  expect(view.duties.find(({ does }) => does === 'decide')?.start).toBe('2025-09-04');
  const other = idOf(await adopt(keeper, await paper(keeper)));
  expect((await act(office, handler, other, { type: 'refuse-adoption', reason: '不符' })).status).toBe(200);
  expect((await viewOf(keeper, other)).actions.map(({ command }) => command)).toEqual(['propose-erasure']);
});

test('转入的案件导出卷宗、核验全部成立；转入以后全部重算没有差异', async () => {
  const { rows } = (await (await office.signIn('wen-legal')).get('/api/late-entries'))
    .body as LateEntriesReply;
  const id = rows.find(({ label }) => label === '纸质案件转入')?.caseId ?? '';
  await office.context.sequencer.drain();
  const { body } = await handler.get(`/api/cases/${id}/export/file`);
  const verdict = await verifyCaseFile(heldBytes(body as Buffer), {
    expected: readExpectedKeys(office.context.sequencer.vkeyOf('wenshang')),
  });
  expect(verdict.problems).toEqual([]);
  expect(verdict.ok).toBe(true);
  await office.context.sequencer.drain();
  const logFolder = join(office.keyFolder, '..', 'log');
  for (const bureau of office.context.resources().bureaus.keys())
    await publishLog(office.databases.portal, bureau, join(logFolder, bureau));
  const places = { evidenceFolder: office.context.evidenceFolder, keyFolder: office.keyFolder, logFolder };
  const client = new pg.Client(office.database.connectionOptions('checker'));
  await client.connect();
  const found: string[] = [];
  for await (const { sentence } of recheck(client, places)) found.push(sentence);
  await client.end();
  expect(found).toEqual([]);
});

test('重建与现有的各表相同', async () => {
  expect(await differingRows(office)).toEqual([]);
  expect(office.errors).toEqual([]);
});
