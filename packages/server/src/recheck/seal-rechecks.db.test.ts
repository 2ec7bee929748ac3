import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { verifyProofFile } from '@mingjing/ledger';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openPortal } from '../testing/portal.ts';
import { recheckParts } from './finding.ts';
import { readLastOwnRecheck } from './last-recheck.ts';
import { runRecheck } from './run-recheck.ts';
import { readSealedRecheck, sealRechecks } from './seal-rechecks.ts';

let office: TestOffice;
let portal: FastifyInstance;
beforeAll(async () => {
  office = await openOffice();
  portal = await openPortal(office);
});
afterAll(async () => {
  await portal.close();
  await office.close();
});

const recheck = (anew = true) =>
  runRecheck(
    office.database.connectionOptions('checker'),
    {
      evidenceFolder: office.context.evidenceFolder,
      keyFolder: office.keyFolder,
      logFolder: join(office.keyFolder, '..', 'log'),
    },
    { now: () => office.context.clock.now(), anew },
  );
const page = async () => (await portal.inject('/wenshang/how-to-verify')).body;

test('每次全量校验的结果入各机关的存证，一次一条，重复封存不多出一条；门户给出可以离线核验的证明', async () => {
  expect((await portal.inject('/wenshang/recheck.json')).statusCode).toBe(404);
  const first = await recheck();
  expect(await page()).not.toContain('/wenshang/recheck.json');
  const bureaux = office.context.resources().bureaus.size;
  expect(await sealRechecks(office.context)).toBe(bureaux);
  expect(await sealRechecks(office.context)).toBe(0);
  expect(await readSealedRecheck(office.databases.portal, 'wenshang')).toMatchObject({
    version: 1,
    run: first.run,
    findings: first.findings,
  });
  await office.context.sequencer.drain();
  expect(await page()).toContain('/wenshang/recheck.json');
  const file = (await portal.inject('/wenshang/recheck.json')).rawPayload;
  const verdict = verifyProofFile(file, { expectedVkey: office.context.sequencer.vkeyOf('wenshang') });
  expect(verdict.ok).toBe(true);
  expect(JSON.stringify(verdict)).toContain(first.run);
  office.setClock('2025-10-11');
  const second = await recheck();
  expect(await sealRechecks(office.context)).toBe(bureaux);
  expect(await readSealedRecheck(office.databases.portal, 'wenshang')).toMatchObject({
    version: 2,
    run: second.run,
  });
});

test('事后改动结果表：门户不再说它已存证', async () => {
  await office.asSuperuser(
    `do $$ begin set session_replication_role = replica;
       update recheck_run set findings = findings + 3 where id = (select id from recheck_run order by finished_at desc limit 1);
       set session_replication_role = origin; end $$`,
  );
  expect(await page()).not.toContain('/wenshang/recheck.json');
});

test('库里塞进一次没有做过的全量校验：不入存证；塞进一次“已经做完大半”的：从头做起，照样查得出', async () => {
  await recheck();
  await sealRechecks(office.context);
  const counts = JSON.stringify({ facts: 999 });
  await office.asSuperuser(
    `insert into recheck_run (id, started_at, finished_at, findings, counts) values ('${randomUUID()}', '2025-10-11T10:00:00Z', '2025-10-11T11:00:00Z', 0, '${counts}')`,
  );
  expect(await sealRechecks(office.context)).toBe(0);
  const last = await readLastOwnRecheck(office.databases.app, office.keyFolder);
  expect(last?.counts).not.toEqual({ facts: 999 });
  expect(await page()).not.toContain('/wenshang/recheck.json');
  await office.asSuperuser(
    `do $$ begin set session_replication_role = replica;
       update published_result set title = '改过的标题' where bureau = 'wenshang';
       set session_replication_role = origin; end $$`,
  );
  const done = `{${recheckParts.join(',')}}`;
  await office.asSuperuser(
    `insert into recheck_run (id, started_at, done, counts) values ('${randomUUID()}', '${office.context.clock.now().toISOString()}', '${done}', '${counts}')`,
  );
  const { findings } = await recheck(false);
  expect(findings).toBeGreaterThan(0);
});
