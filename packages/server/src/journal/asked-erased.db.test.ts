import { join } from 'node:path';
import { foldCase } from '@mingjing/law';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { publishLog } from '../log/publish-log.ts';
import { recheck } from '../recheck/recheck.ts';
import { act, actOnPublication, caseOf } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Visitor } from '../testing/visitor.ts';
import { finishErasures } from './erase.ts';
import { projectCase } from './projections.ts';
import { readStream } from './read-stream.ts';
import { writeCommand } from './write-command.ts';

const NAME = '示例摘要有限公司';
const authority = '《中华人民共和国个人信息保护法》第四十七条';
const application = {
  type: 'receive-application',
  matter: 'industrial-product-licence',
  applicant: { name: NAME, kind: 'organisation', address: '示例路 1 号' },
  content: '申请核发工业产品生产许可证',
};
const checking = {
  type: 'check-materials',
  items: ['application', 'business-licence', 'process-file', 'quality-system', 'test-report'].map((id) => ({
    id,
    state: 'complete',
  })),
};
let office: TestOffice;
let clerk: Visitor;
let keeper: Visitor;
let lawyer: Visitor;
beforeAll(async () => {
  office = await openOffice();
  [clerk, keeper, lawyer] = (await Promise.all(
    ['nan-window', 'nan-archive', 'nan-legal'].map((login) => office.signIn(login)),
  )) as [Visitor, Visitor, Visitor];
});
afterAll(() => office.close());

const opened = async () => {
  const command = commandOf(0, application);
  const { id } = (await clerk.post('/api/cases', command)).body as { id: string };
  return { id, stream: `case/${id}`, command };
};
/** Of every fact in the journal: what was asked, and the digest of all else. */
const journal = async () =>
  new Map(
    (
      await office.asOwner<{ key: string; asked: string | null; rest: string }>(
        `select stream || ' ' || version as key, encode(asked, 'hex') as asked, md5((to_jsonb(j) - 'asked')::text) as rest from journal j`,
      )
    ).map(({ key, asked, rest }) => [key, { asked, rest }]),
  );
/** Facts of which what was asked has become empty since, all else being as it was. */
const emptiedSince = async (before: Awaited<ReturnType<typeof journal>>) => {
  const after = await journal();
  const emptied: string[] = [];
  for (const [key, { asked, rest }] of before) {
    const now = after.get(key);
    expect(now?.rest, key).toBe(rest);
    if (now?.asked === '' && asked !== '') emptied.push(key);
    else expect(now?.asked, key).toBe(asked);
  }
  return emptied.sort();
};
const found = async () => {
  await office.context.sequencer.drain();
  const places = {
    evidenceFolder: office.context.evidenceFolder,
    keyFolder: office.keyFolder,
    logFolder: join(office.keyFolder, '..', 'log'),
  };
  for (const bureau of office.context.resources().bureaus.keys())
    await publishLog(office.databases.portal, bureau, join(places.logFolder, bureau));
  const checker = new pg.Client(office.database.connectionOptions('checker'));
  await checker.connect();
  const findings: unknown[] = [];
  for await (const finding of recheck(checker, places)) findings.push(finding);
  await checker.end();
  return findings;
};
const proposed = async (id: string, fields: readonly string[]) => {
  const items = fields.map((field) => ({ id: field, state: 'erase' }));
  const asked = await act(office, keeper, id, { type: 'propose-erasure', items, authority });
  expect(asked.status, asked.text).toBe(200);
};
const erasedSentence =
  '这次提交已经办过，它写下的内容后来有依法删除的，不再重复答复，也没有再办一次。刷新后看现在的情况。';
const statusOf = ({ status, body }: { status: number; body: unknown }) => [
  status,
  (body as { code?: string }).code,
];

test('依法删除以后，写下被删内容的命令，所提内容的摘要值也清空，别的一个字节不变；重发得到拒绝，不再办一次', async () => {
  const { id, stream, command } = await opened();
  const checked = commandOf(1, checking);
  expect((await clerk.post(`/api/cases/${id}/commands`, checked)).status).toBe(200);
  const answer = await clerk.post('/api/cases', command);
  expect((answer.body as { id: string }).id).toBe(id);
  await proposed(id, ['1.applicant']);
  const before = await journal();
  expect(before.get(`${stream} 1`)?.asked).toMatch(/^[0-9a-f]{64}$/);
  const confirming = commandOf((await readStream(office.databases.worker, stream)).length, {
    type: 'confirm-erasure',
  });
  const confirmed = await lawyer.post(`/api/cases/${id}/commands`, confirming);
  expect(confirmed.status, confirmed.text).toBe(200);
  expect(await emptiedSince(before)).toEqual([`${stream} 1`]);
  expect(await differingRows(office)).toEqual([]);
  expect(await found()).toEqual([]);

  const after = await journal();
  const repeated = await clerk.post('/api/cases', command);
  expect(statusOf(repeated)).toEqual([409, 'command-repeated']);
  // That it was erased is the sender's to know; to anybody else it is an id that is taken.
  expect((repeated.body as { title?: string }).title).toBe(erasedSentence);
  const other = await office.signIn('nan-handler');
  expect((await other.post('/api/cases', command)).text).not.toContain('依法删除');
  expect(await journal()).toEqual(after);
  for (const [visitor, other] of [
    [clerk, checked],
    [lawyer, confirming],
  ] as const)
    expect((await visitor.post(`/api/cases/${id}/commands`, other)).status, 'answered as before').toBe(200);
  expect(await journal()).toEqual(after);
});

test('被删内容所在的不是命令写下的第一个事实：摘要值站在第一个上，照样清空', async () => {
  const source = await caseOf(office, '示例管业');
  const read = await readStream(office.databases.worker, `case/${source.id}`);
  const sealing = read.findIndex(({ stored }, i) => i > 0 && stored.disclosures.length > 0);
  const stream = `case/${crypto.randomUUID()}`;
  const facts = read.slice(0, sealing + 1).map(({ fact }) => ({ ...fact, stream }));
  const [first] = facts;
  const state = foldCase(facts);
  if (first === undefined || state === null) throw new Error('no case was opened');
  await writeCommand(office.databases.app, {
    commandId: crypto.randomUUID(),
    digest: 'ab'.repeat(32),
    stream,
    bureau: 'nandagang',
    actor: first.actor,
    recordedAt: first.recordedAt,
    after: { version: 0, commitment: null },
    facts,
    project: [projectCase(state, first)],
  });
  const [sealed] = await office.asOwner<{ version: number; names: string[] }>(
    `select version, names from disclosure where stream = $1 and version > 1`,
    [stream],
  );
  const before = await journal();
  await order(stream, [{ version: sealed?.version ?? 0, fields: sealed?.names ?? [] }]);
  await finishErasures(office.context);
  expect(await emptiedSince(before)).toEqual([`${stream} 1`]);
});

test('写下删除决定之后进程被杀：下次启动时摘要值一并清空，重复补做不变', async () => {
  const { id, stream, command } = await opened();
  await proposed(id, ['1.applicant']);
  const before = await journal();
  await order(stream, [{ version: 1, fields: ['applicant'] }]);
  expect(await emptiedSince(before)).toEqual([]);
  await finishErasures(office.context);
  expect(await emptiedSince(before)).toEqual([`${stream} 1`]);
  const once = await journal();
  await finishErasures(office.context);
  expect(await journal()).toEqual(once);
  expect(statusOf(await clerk.post('/api/cases', command))).toEqual([409, 'command-repeated']);
  expect(await differingRows(office)).toEqual([]);
});

test('删除公示中的个人信息，起草的命令所提内容的摘要值同样清空，案件的不动', async () => {
  office.setClock('2026-11-22');
  const [archivist, second] = await Promise.all([office.signIn('wen-archive'), office.signIn('wen-legal')]);
  const [row] = await office.asOwner<{ id: string }>(
    `select p.id from publication p join published_result r on r.id = p.id
     where p.bureau = 'wenshang' and p.origin = 'case' and r.state = 'published' order by p.id limit 1`,
  );
  const id = row?.id ?? '';
  const { actions } = (await archivist.get(`/api/publications/${id}`)).body as {
    actions: { command: string; form: { key: string; options?: { value: string }[] }[] }[];
  };
  const options = actions
    .find(({ command }) => command === 'propose-erasure')
    ?.form.find(({ key }) => key === 'items')?.options;
  const asked = await actOnPublication(office, archivist, id, {
    type: 'propose-erasure',
    items: options?.map(({ value }) => ({ id: value, state: 'erase' })),
    article: authority,
    ground: '处理目的已实现',
  });
  expect(asked.status, asked.text).toBe(200);
  const before = await journal();
  const done = await actOnPublication(office, second, id, { type: 'confirm-erasure' });
  expect(done.status, done.text).toBe(200);
  const emptied = await emptiedSince(before);
  const facts = await readStream(office.databases.worker, `publication/${id}`);
  const erased = facts.filter(({ fact }) => fact.erased.length > 0).map(({ fact }) => fact.version);
  expect(erased.length).toBeGreaterThan(0);
  expect(emptied).toEqual(erased.map((version) => `publication/${id} ${version}`));
  expect(await differingRows(office)).toEqual([]);
});

/** Records the second person's order as if the process had ended right after. */
async function order(stream: string, targets: readonly { version: number; fields: string[] }[]) {
  const facts = await readStream(office.databases.worker, stream);
  await writeCommand(office.databases.app, {
    commandId: crypto.randomUUID(),
    digest: null,
    stream,
    bureau: 'nandagang',
    actor: 'person-nan-legal',
    recordedAt: office.context.clock.now().toISOString(),
    after: { version: facts.length, commitment: facts.at(-1)?.stored.commitment ?? null },
    facts: [
      {
        type: 'personal-data-erased',
        occurredOn: office.context.clock.today(),
        data: { targets, proposedBy: 'person-nan-archive', authority },
      },
    ],
    project: [],
  });
}
