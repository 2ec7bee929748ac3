import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyProofFile } from '@mingjing/ledger';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile } from '../exchange/import-file.ts';
import { sampleRow } from '../exchange/sample-row.ts';
import { finishErasures } from '../journal/erase.ts';
import { readStream } from '../journal/read-stream.ts';
import { writeCommand } from '../journal/write-command.ts';
import { proofFile } from '../log/proofs.ts';
import { act, actOnPublication } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';
import { differingRows } from '../testing/rebuilt.ts';
import { inBase64, tablesHolding } from '../testing/tables-holding.ts';
import type { Visitor } from '../testing/visitor.ts';

let office: TestOffice;
let portal: FastifyInstance;
let keeper: Visitor;
let lawyer: Visitor;
beforeAll(async () => {
  office = await openOffice();
  office.setClock('2026-11-22');
  [keeper, lawyer] = await Promise.all([office.signIn('wen-archive'), office.signIn('wen-legal')]);
  portal = await openPortal(office);
});
afterAll(async () => {
  await portal.close();
  await office.close();
});

const NAME = '犇羴鱻商行';
const article = '《中华人民共和国个人信息保护法》第四十七条';
const authority = `${article}（处理目的已实现）`;
const propose = (id: string, keys: readonly string[]) =>
  actOnPublication(office, keeper, id, {
    type: 'propose-erasure',
    items: keys.map((key) => ({ id: key, state: 'erase' })),
    article,
    ground: '处理目的已实现',
  });
const confirmBy = (person: Visitor, id: string) =>
  actOnPublication(office, person, id, { type: 'confirm-erasure' });
const confirm = (id: string) => confirmBy(lawyer, id);
const get = async (url: string) => (await portal.inject({ method: 'GET', url })).body;
const proofOf = async (id: string) => {
  await office.context.sequencer.drain();
  return new TextEncoder().encode(await get(`/wenshang/results/${id}/proof.json`));
};
const verdictOn = (file: Uint8Array) =>
  verifyProofFile(file, { expectedVkey: office.context.sequencer.vkeyOf('wenshang') });

const row = (number: number, name: string) => ({ ...sampleRow('penalty', number), CF_XDR_MC: name });
const importRow = (value: object, publish = true) =>
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
      actor: publish ? 'command-line' : 'person-wen-liaison',
      file: { name: 'a.jsonl', bytes: Buffer.from(JSON.stringify(value)) },
      map: null,
      kind: null,
      mode: 'none-if-any-bad',
      dryRun: false,
      publish,
    },
  );
const imported = async (number: number) => {
  const [found] = await office.asOwner<{ id: string }>(`select id from publication where number = $1`, [
    sampleRow('penalty', number).CF_WSH,
  ]);
  return found?.id ?? '';
};
const formOf = async (id: string): Promise<readonly { readonly value: string }[]> => {
  const { body } = await keeper.get(`/api/publications/${id}`);
  const { actions } = body as {
    actions: { command: string; form: { key: string; options?: { value: string }[] }[] }[];
  };
  const action = actions.find(({ command }) => command === 'propose-erasure');
  return action?.form.find(({ key }) => key === 'items')?.options ?? [];
};

describe('导入的公示', () => {
  let id: string;
  let before: Uint8Array;
  test('一人申请、另一人确认：各表不再有这个名称，公示页面只留“已依法删除”和条文', async () => {
    await importRow(row(1, NAME));
    id = await imported(1);
    before = await proofOf(id);
    expect(verdictOn(before).ok).toBe(true);
    expect(JSON.stringify(verdictOn(before).record)).toContain(NAME);
    expect(await get(`/wenshang/results?q=${encodeURIComponent(NAME)}`)).toContain(id);
    await office.asOwner(
      `insert into draft (person, subject, command, body, saved_at) values ('person-wen-legal', $1, 'propose-withdrawal', $2, now())`,
      [id, { explanation: NAME }],
    );
    const options = await formOf(id);
    const party = options.find(({ value }) => value === 'fields.partyName')?.value ?? '';
    const asked = await propose(id, [party]);
    expect(asked.status, asked.text).toBe(200);
    expect((await confirmBy(keeper, id)).status).toBe(422);
    expect((await lawyer.get('/api/worklist')).text).toContain('同意依法删除个人信息');
    const done = await confirm(id);
    expect(done.status, done.text).toBe(200);

    expect(await tablesHolding(office, NAME)).toEqual([]);
    const page = await get(`/wenshang/results/${id}`);
    expect(page).not.toContain(NAME);
    expect(page).toContain('已依法删除');
    expect(page).toContain(article);
    expect(page).toContain('依法删除 1 项');
    expect(page).not.toContain('不一致');
    expect(await get(`/wenshang/results?q=${encodeURIComponent(NAME)}`)).not.toContain(id);
    expect(await get(`/wenshang/results?q=${encodeURIComponent('已依法删除')}`)).not.toContain(id);
    expect(await get('/wenshang/results')).toContain('行政处罚决定（标题已依法删除）');
    expect(await differingRows(office)).toEqual([]);
  });

  test('新下载的证明文件仍可核验，内容已不在其中；从前下载的也仍可核验：公开过的收不回', async () => {
    const after = await proofOf(id);
    const verdict = verdictOn(after);
    expect(verdict.ok, JSON.stringify(verdict.checks)).toBe(true);
    expect(verdict.record?.withheld).toEqual(expect.arrayContaining(['fields.partyName', 'title']));
    expect(JSON.stringify(verdict.record)).not.toContain(NAME);
    const old = verdictOn(before);
    expect(old.ok).toBe(true);
    expect(JSON.stringify(old.record)).toContain(NAME);
  });

  test('尚未批准的导入行整件删除后不得公示', async () => {
    const other = '麤骉垚商行';
    await importRow(row(4, other), false);
    const draft = await imported(4);
    expect((await formOf(draft)).map(({ value }) => value)).toEqual(['draft']);
    expect((await propose(draft, ['draft'])).status).toBe(200);
    expect((await confirm(draft)).status).toBe(200);
    expect(await tablesHolding(office, other)).toEqual([]);
    const approver = await office.signIn('wen-approver');
    const refused = await actOnPublication(office, approver, draft, { type: 'approve-publication' });
    expect([refused.status, (refused.body as { code: string }).code]).toEqual([422, 'draft-erased']);
    expect(await differingRows(office)).toEqual([]);
  });

  test('再导入同一行，不会恢复；识别用的摘要没有密钥猜不出，密钥不见了不准导入', async () => {
    const [kept] = await office.asOwner<{ import_identity: string; content_digest: string | null }>(
      `select import_identity, content_digest from publication where id = $1`,
      [id],
    );
    expect(kept?.import_identity).toMatch(/^erased:[0-9a-f]{64}$/);
    expect(kept?.content_digest).toBeNull();
    const journal = await office.asOwner(`select count(*) from journal`);
    const { report } = await importRow(row(1, NAME));
    expect(report).toMatchObject({ unchanged: 1, bad: 0, stored: { imported: 0, drafts: 0 } });
    expect(report.findings.map(({ code }) => code)).toContain('erased-by-law');
    const changed = await importRow({ ...row(1, NAME), CF_NR: '处以警告。' });
    expect(changed.report.stored).toMatchObject({ imported: 0, drafts: 0 });
    expect(await office.asOwner(`select count(*) from journal`)).toEqual(journal);
    expect(await tablesHolding(office, NAME)).toEqual([]);
    const fresh = await importRow(row(2, '另一家商行'));
    expect(fresh.report.stored).toMatchObject({ imported: 1 });
    await rm(join(office.keyFolder, 'erased-imports.key'));
    const refused = await importRow(row(3, '第三家商行'));
    expect([refused.report.taken, refused.report.findings.map(({ code }) => code)]).toEqual([
      false,
      ['erased-key-missing'],
    ]);
    expect(await readdir(office.keyFolder)).not.toContain('erased-imports.key');
  });
});

describe('办案的公示', () => {
  const shown = async () => {
    const [found] = await office.asOwner<{ id: string; case_id: string; party_name: string }>(
      `select p.id, p.case_id, p.party_name from publication p join published_result r on r.id = p.id
       where p.bureau = 'wenshang' and p.origin = 'case' and r.state = 'published' order by p.id limit 1`,
    );
    return found ?? { id: '', case_id: '', party_name: '' };
  };

  test('案件页面指出还有哪些公示载有同一当事人；写下删除决定之后进程被杀，下次启动时补做，重复补做不变', async () => {
    const { id, case_id: caseId, party_name: name } = await shown();
    const naming = async () =>
      ((await keeper.get(`/api/cases/${caseId}`)).body as { publication: { naming: { id: string }[] } })
        .publication.naming;
    expect((await naming()).map((one) => one.id)).toContain(id);
    const keys = (await formOf(id))
      .map(({ value }) => value)
      .filter((value) => value.startsWith('fields.') || value.startsWith('hidden.'));
    expect((await propose(id, keys)).status).toBe(200);
    const facts = await readStream(office.databases.worker, `publication/${id}`);
    const pending = facts.at(-1)?.fact.data;
    await writeCommand(office.databases.worker, {
      commandId: crypto.randomUUID(),
      digest: null,
      stream: `publication/${id}`,
      bureau: 'wenshang',
      actor: 'person-wen-legal',
      recordedAt: office.context.clock.now().toISOString(),
      after: { version: facts.length, commitment: facts.at(-1)?.stored.commitment ?? null },
      facts: [
        {
          type: 'personal-data-erased',
          occurredOn: office.context.clock.today(),
          data: { targets: pending?.targets, proposedBy: 'person-wen-archive', authority },
        },
      ],
      project: [],
    });
    expect(await get(`/wenshang/results/${id}`)).toContain(name);
    await finishErasures(office.context);
    const ofCase = ['case_file', 'case_state', 'disclosure', 'document'];
    expect((await tablesHolding(office, name)).filter((table) => !ofCase.includes(table))).toEqual([]);
    const left = await office.asSuperuser<{ bytes: string }>(
      `select one.bytes from disclosure d, unnest(d.bytes) as one(bytes) where stream = $1 and one.bytes is not null`,
      [`publication/${id}`],
    );
    expect(left.length).toBeGreaterThan(0);
    expect(left.filter(({ bytes }) => inBase64(name).some((one) => bytes.includes(one)))).toEqual([]);
    const page = await get(`/wenshang/results/${id}`);
    expect(page).not.toContain(name);
    expect(page).toContain(article);
    expect(verdictOn(await proofOf(id)).ok).toBe(true);
    expect((await naming()).map((one) => one.id)).not.toContain(id);
    expect(await differingRows(office)).toEqual([]);
    const state = () =>
      office.asOwner(
        `select md5(t::text) from publication t union select md5(t::text) from published_result t order by 1`,
      );
    const once = await state();
    await finishErasures(office.context);
    expect(await state()).toEqual(once);
    const later = await keeper.get(`/api/publications/${id}`);
    expect(later.status, later.text).toBe(200);
  });

  test('同一当事人在案件、文书、原件里的也都删去：哪里都不再有，全部存证仍可核验，由流水重建一致', async () => {
    const { id, case_id: caseId } = await erasedOne();
    const stream = `case/${caseId}`;
    const [before] = await office.asOwner<{ party: string }>(
      'select party_name as party from case_file where id = $1',
      [caseId],
    );
    const name = before?.party ?? '';
    expect(await tablesHolding(office, name)).toContain('disclosure');
    const { body } = await keeper.get(`/api/cases/${caseId}`);
    const { actions } = body as {
      actions: { command: string; form: { key: string; options?: { value: string }[] }[] }[];
    };
    const offered = actions
      .find(({ command }) => command === 'propose-erasure')
      ?.form.find(({ key }) => key === 'items')?.options;
    const items = offered?.map(({ value }) => ({ id: value, state: 'erase' }));
    const asked = await act(office, keeper, caseId, { type: 'propose-erasure', items, authority });
    expect(asked.status, asked.text).toBe(200);
    const done = await act(office, lawyer, caseId, { type: 'confirm-erasure' });
    expect(done.status, done.text).toBe(200);

    expect(await tablesHolding(office, name)).toEqual([]);
    expect(
      await office.asOwner('select 1 from document where stream = $1 and bytes is not null', [stream]),
    ).toEqual([]);
    expect(await get(`/wenshang/results/${id}`)).not.toContain(name);
    expect((await keeper.get(`/api/cases/${caseId}`)).text).not.toContain(name);
    await office.context.sequencer.drain();
    const facts = await readStream(office.databases.worker, stream);
    expect(facts.some(({ fact }) => fact.erased.length > 0)).toBe(true);
    for (const { fact, stored } of facts) {
      const { version } = fact;
      const kept = { bytes: stored.bytes, disclosures: stored.disclosures, show: () => true };
      const file = await proofFile(office.databases.app, { bureau: 'wenshang', stream, version, ...kept });
      expect(verdictOn(file ?? new Uint8Array()).ok, `${version}`).toBe(true);
    }
    expect(await differingRows(office)).toEqual([]);
  });

  test('删除以后照常撤下', async () => {
    const { id } = await erasedOne();
    const liaison = await office.signIn('wen-liaison');
    const asked = await actOnPublication(office, liaison, id, {
      type: 'propose-withdrawal',
      cause: 'wrong',
      explanation: '公示有误。',
    });
    expect(asked.status, asked.text).toBe(200);
    const approver = await office.signIn('wen-approver');
    const done = await actOnPublication(office, approver, id, { type: 'approve-withdrawal' });
    expect(done.status, done.text).toBe(200);
    expect(await get(`/wenshang/results/${id}`)).toContain('公示有误。');
    expect(await differingRows(office)).toEqual([]);
  });

  const erasedOne = async () => {
    const [found] = await office.asOwner<{ id: string; case_id: string }>(
      `select p.id, p.case_id from publication p join published_result r on r.id = p.id
       where r.state = 'published' and p.origin = 'case' and r.body ? 'erased' limit 1`,
    );
    return found ?? { id: '', case_id: '' };
  };
});
