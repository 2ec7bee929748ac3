import { verifyProofFile } from '@mingjing/ledger';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recheck } from '../recheck/recheck.ts';
import { act, caseOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openToOutside } from '../testing/outside-audit.ts';
import { openPortal } from '../testing/portal.ts';
import { differingRows } from '../testing/rebuilt.ts';
import type { KeptInstallation } from '../testing/upgrade/kept-installation.ts';
import { layInstallation, readKept } from '../testing/upgrade/lay-installation.ts';
import { silentLog } from './log.ts';
import { migrate } from './migrations.ts';

// What an older version left is kept by `testing/upgrade/keep-installation.ts`; which version, and what it holds, stands in the file.
const file = new URL('../../fixtures/installation-395870b.json.br', import.meta.url);

let kept: KeptInstallation;
let office: TestOffice;
let portal: FastifyInstance;
let folder: string;
let applied: number;

beforeAll(async () => {
  kept = await readKept(file);
  office = await openOffice({
    demonstration: true,
    standing: async (into) => {
      folder = into;
      const database = await layInstallation(kept, into);
      ({ applied } = await migrate(database.connectionOptions('owner'), silentLog));
      return database;
    },
  });
  office.setClock(kept.provenance.leftOn);
  portal = await openPortal(office);
});
afterAll(async () => {
  await portal?.close();
  await office?.close();
});

const found = async () => {
  const checker = new pg.Client(office.database.connectionOptions('checker'));
  await checker.connect();
  const places = {
    evidenceFolder: office.context.evidenceFolder,
    keyFolder: office.keyFolder,
    logFolder: `${folder}/log`,
  };
  const findings: string[] = [];
  for await (const { table, row, sentence } of recheck(checker, places))
    findings.push(`${table} ${row} ${sentence}`);
  await checker.end();
  return findings;
};
const rows = (name: string) => kept.tables.find((table) => table.name === name)?.rows.length ?? 0;

test('旧版本留下的数据升级到最新，一条事实也没有少；由流水重建的各表与现用各表相同', async () => {
  expect(kept.migrations).toBe(41);
  expect(applied).toBeGreaterThanOrEqual(9);
  expect(rows('journal')).toBeGreaterThan(200);
  const [held] = await office.asOwner<{ facts: number; leaves: number; results: number }>(
    `select (select count(*)::int from journal) as facts, (select count(*)::int from ledger_entry) + (select count(*)::int from ledger_pending) as leaves,
       (select count(*)::int from published_result) as results`,
  );
  expect(held).toEqual({
    facts: rows('journal'),
    leaves: rows('ledger_entry') + rows('ledger_pending'),
    results: rows('published_result'),
  });
  expect(await differingRows(office)).toEqual([]);
});

test('升级以后全量校验没有一处不符', async () => {
  expect(await found()).toEqual([]);
});

test('每一条已公示的结果页面与存证一致，下载的证明可以核验', async () => {
  await office.context.sequencer.drain();
  const results = await office.asOwner<{ id: string; bureau: string; state: string }>(
    `select id, bureau, state from published_result order by id`,
  );
  expect(results.length).toBeGreaterThan(15);
  for (const { id, bureau } of results) {
    const page = await portal.inject({ url: `/${bureau}/results/${id}` });
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/验证不通过|不一致/);
    const proof = await portal.inject({ url: `/${bureau}/results/${id}/proof.json` });
    const verdict = verifyProofFile(proof.rawPayload, {
      expectedVkey: office.context.sequencer.vkeyOf(bureau),
    });
    expect(verdict.ok, `${id} ${JSON.stringify(verdict.checks)}`).toBe(true);
  }
});

test('外人按公开数据核对仍然相符', async () => {
  const outside = await openToOutside(office);
  await outside.publish();
  const { code, said } = await outside.audit(outside.address, '--json');
  await outside.close();
  expect((JSON.parse(said) as { findings: readonly unknown[] }).findings).toEqual([]);
  expect(code).toBe(0);
});

test('升级以后接着办：原来的账号登录，原来的案件往下办一步；重建、全量校验仍然相符', async () => {
  const approver = await office.signIn('wen-approver');
  const { id } = await caseOf(office, '示例化工');
  const done = await act(office, approver, id, { type: 'approve-filing', reason: '事实初步清楚。' });
  expect(done.status, done.text).toBe(200);
  await office.context.sequencer.drain();
  expect(await differingRows(office)).toEqual([]);
  expect(await found()).toEqual([]);
  expect(office.errors).toEqual([]);
});
