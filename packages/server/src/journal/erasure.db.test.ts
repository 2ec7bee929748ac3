import { type Fact, foldCase } from '@mingjing/law';
import { verifyProofFile } from '@mingjing/ledger';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { proofFile } from '../log/proofs.ts';
import { act, caseOf, picture, stateOf } from '../testing/cases.ts';
import { commandOf, openOffice, type TestOffice } from '../testing/office.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { Visitor } from '../testing/visitor.ts';
import { inTransaction, type Queryable, writingPool } from './database.ts';
import { finishErasures } from './erase.ts';
import type { ReadFact } from './fact-codec.ts';
import { renewCase } from './projections.ts';
import { readStream } from './read-stream.ts';
import { writeCommand } from './write-command.ts';

const NAME = '南大港示例管业有限公司';
let office: TestOffice;
let keeper: Visitor;
let lawyer: Visitor;
let id: string;
beforeEach(async () => {
  office = await openOffice();
  [keeper, lawyer] = await Promise.all([office.signIn('nan-archive'), office.signIn('nan-legal')]);
  id = (await caseOf(office, '示例管业')).id;
});
afterEach(() => office.close());

const authority = '《中华人民共和国个人信息保护法》第四十七条';
const propose = (fields: readonly string[]) =>
  act(office, keeper, id, {
    type: 'propose-erasure',
    items: fields.map((field) => ({ id: field, state: 'erase' })),
    authority,
  });
const stateText = async () =>
  JSON.stringify([
    await office.asOwner('select * from case_file where id = $1', [id]),
    await office.asOwner('select * from case_state where id = $1', [id]),
  ]);

test('一人申请、另一人确认后：披露清空、文书内容删去、各处显示已依法删除、由流水重建仍然一致、存证仍可核验', async () => {
  await office.asOwner(
    `insert into draft (person, subject, command, body, saved_at) values ('person-nan-handler', $1, 'attach-record', $2, now())`,
    [id, { note: NAME }],
  );
  const before = await readStream(office.databases.worker, `case/${id}`);
  const documents = await office.asOwner<{ id: string; sha256: string }>(
    'select id, sha256 from document where stream = $1 order by id',
    [`case/${id}`],
  );
  expect(documents.length).toBeGreaterThan(2);
  expect((await propose(['1.applicant'])).status).toBe(200);
  expect((await act(office, keeper, id, { type: 'confirm-erasure' })).status).toBe(422);
  expect((await keeper.get('/api/worklist')).status).toBe(200);
  expect(await stateText()).toMatch(new RegExp(`${NAME}.*"state":.*${NAME}`));
  const confirmed = await act(office, lawyer, id, { type: 'confirm-erasure' });
  expect(confirmed.status, confirmed.text).toBe(200);

  const rows = await office.asOwner<{ name: string; gone: boolean }>(
    'select one.name, one.bytes is null as gone from disclosure, unnest(names, bytes) as one(name, bytes) where stream = $1 and version = 1',
    [`case/${id}`],
  );
  expect(rows).toEqual([
    { name: 'applicant', gone: true },
    { name: 'content', gone: false },
  ]);
  expect(
    await office.asOwner('select id, sha256, bytes from document where stream = $1 order by id', [
      `case/${id}`,
    ]),
  ).toEqual(documents.map((document) => ({ ...document, bytes: null })));
  expect(await stateText()).not.toContain(NAME);
  expect(await office.asOwner('select party_name from case_file where id = $1', [id])).toEqual([
    { party_name: '已依法删除' },
  ]);
  expect(await office.asOwner('select * from draft where subject = $1', [id])).toEqual([]);
  for (const table of await office.asOwner<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public'`,
  )) {
    const [found] = await office.asOwner<{ n: number }>(
      `select count(*)::int as n from ${table.name} t where t::text like $1 or t::text like $2`,
      [`%${NAME}%`, `%${Buffer.from(NAME).toString('hex')}%`],
    );
    expect(found?.n, table.name).toBe(0);
  }
  expect(await differingRows(office)).toEqual([]);

  const view = await keeper.get(`/api/cases/${id}`);
  expect(view.text).toContain('已依法删除');
  expect(view.text).not.toContain(NAME);
  const document = await keeper.get(`/api/documents/${documents[0]?.id}`);
  expect([document.status, (document.body as { title: string }).title]).toEqual([
    404,
    '这份文书的内容已依法删除。',
  ]);

  await office.context.sequencer.drain();
  const after = await readStream(office.databases.worker, `case/${id}`);
  expect(
    after.slice(0, before.length).map(({ stored }) => Buffer.from(stored.bytes).toString('hex')),
  ).toEqual(before.map(({ stored }) => Buffer.from(stored.bytes).toString('hex')));
  for (const { fact, stored } of after) {
    const file = await proofFile(office.databases.app, {
      bureau: 'nandagang',
      stream: `case/${id}`,
      version: fact.version,
      bytes: stored.bytes,
      disclosures: stored.disclosures,
      show: () => true,
    });
    const verdict = verifyProofFile(file ?? new Uint8Array(), {
      expectedVkey: office.context.sequencer.vkeyOf('nandagang'),
    });
    expect(verdict.ok, `${fact.version} ${JSON.stringify(verdict.checks)}`).toBe(true);
    if (fact.version === 1) expect(verdict.record?.withheld).toContain('applicant');
  }
});

test('写下删除决定之后进程被杀：下次启动时补做，重复补做不变', async () => {
  await propose(['1.applicant', '1.content']);
  await orderOnly(['applicant', 'content']);
  const disclosed = () =>
    office.asOwner(
      'select one.name from disclosure, unnest(names, bytes) as one(name, bytes) where stream = $1 and version = 1 and one.bytes is not null',
      [`case/${id}`],
    );
  expect(await disclosed()).toHaveLength(2);
  await finishErasures(office.context);
  expect(await disclosed()).toEqual([]);
  expect(await stateText()).not.toContain(NAME);
  expect(await differingRows(office)).toEqual([]);
  const once = await office.asOwner('select md5(t::text) from case_file t order by 1');
  await finishErasures(office.context);
  expect(await office.asOwner('select md5(t::text) from case_file t order by 1')).toEqual(once);
});

test('删除之后新制的文书不受影响，再次启动也不会删去', async () => {
  await propose(['1.content']);
  expect((await act(office, lawyer, id, { type: 'confirm-erasure' })).status).toBe(200);
  office.setClock('2025-10-13');
  const seal = await office.signIn('cang-seal');
  const sealed = await act(office, seal, id, { type: 'seal-certificate' });
  expect(sealed.status, sealed.text).toBe(200);
  const handler = await office.signIn('nan-handler');
  const served = await act(office, handler, id, {
    type: 'serve-document',
    ...(await serving(id)),
    method: 'in-person',
    receiver: '某某某',
    place: '窗口',
  });
  expect(served.status, served.text).toBe(200);
  const made = await office.asOwner<{ id: string }>(
    'select id from document where stream = $1 and bytes is not null',
    [`case/${id}`],
  );
  expect(made.length).toBeGreaterThan(0);
  await finishErasures(office.context);
  expect(
    await office.asOwner('select id from document where stream = $1 and bytes is not null', [`case/${id}`]),
  ).toEqual(made);
});

describe('删除的同时有人在办同一案件', () => {
  test('删除已决定、内容还没有清空时办的一件：写下的各表和文书里没有要删的内容', async () => {
    await propose(['1.applicant']);
    await orderOnly(['applicant']);
    const handler = await office.signIn('nan-handler');
    const { length } = await readStream(office.databases.worker, `case/${id}`);
    const done = await handler.post(
      `/api/cases/${id}/commands`,
      commandOf(length, {
        type: 'attach-record',
        requirement: 'other',
        name: '其他',
        attachment: await upload(handler),
      }),
    );
    expect(done.status, done.text).toBe(200);
    expect((await handler.get('/api/worklist')).status).toBe(200);
    expect(await stateText()).not.toContain(NAME);
    await finishErasures(office.context);
    expect(await stateText()).not.toContain(NAME);
    expect(await differingRows(office)).toEqual([]);
  });

  test('清空之后重写案件一行时，正在提交的一件不被旧的盖掉', async () => {
    await propose(['1.applicant']);
    await orderOnly(['applicant']);
    const app = office.databases.app;
    const facts = await readStream(office.databases.worker, `case/${id}`);
    let erasing: Promise<void> = Promise.resolve();
    await inTransaction(writingPool(app), async (client) => {
      await writeMore(client, facts, { type: 'case-closed', data: { summary: '办结' } });
      erasing = finishErasures(office.context);
      await expect.poll(waiting).toBeGreaterThan(0);
    });
    await erasing;
    expect(
      await office.asOwner('select version, stage, party_name from case_file where id = $1', [id]),
    ).toEqual([{ version: facts.length + 1, stage: 'closed', party_name: '已依法删除' }]);
    expect(await differingRows(office)).toEqual([]);
  });
});

async function upload(visitor: Visitor): Promise<{ readonly evidenceId: string }> {
  const { evidenceId } = (await visitor.upload('/api/evidence', { name: 'a.png', bytes: picture() }))
    .body as {
    evidenceId: string;
  };
  return { evidenceId };
}

/** How many statements wait for another one's lock. */
const waiting = async () =>
  (await office.asOwner<{ n: number }>('select count(*)::int as n from pg_locks where not granted'))[0]?.n;

/** Records the second person's order as if the process had ended right after. */
async function orderOnly(fields: readonly string[]): Promise<void> {
  const facts = await readStream(office.databases.worker, `case/${id}`);
  await writeMore(office.databases.app, facts, {
    type: 'personal-data-erased',
    data: { targets: [{ version: 1, fields }], proposedBy: 'person-nan-archive', authority },
  });
}

async function writeMore(
  db: Queryable,
  facts: readonly ReadFact[],
  { type, data }: Pick<Fact, 'type' | 'data'>,
): Promise<void> {
  const recordedAt = office.context.clock.now().toISOString();
  const fact: Fact = { type, occurredOn: office.context.clock.today(), data };
  const recorded = {
    stream: `case/${id}`,
    version: facts.length + 1,
    typeVersion: 1,
    recordedAt,
    erased: [],
  };
  const state = foldCase([
    ...facts.map((one) => one.fact),
    { ...fact, ...recorded, actor: 'person-nan-legal' },
  ]);
  await writeCommand(db, {
    commandId: crypto.randomUUID(),
    digest: null,
    stream: `case/${id}`,
    bureau: 'nandagang',
    actor: 'person-nan-legal',
    recordedAt,
    after: { version: facts.length, commitment: facts.at(-1)?.stored.commitment ?? null },
    facts: [fact],
    project: state === null ? [] : [renewCase(state, { recordedAt, actor: 'person-nan-legal' })],
  });
}

async function serving(caseId: string): Promise<{ documentId?: string }> {
  const { documents } = await stateOf(office, caseId);
  const waiting = documents.find((document) => document.forServing && document.servedOn === undefined);
  return waiting === undefined ? {} : { documentId: waiting.documentId };
}
