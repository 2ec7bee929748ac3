import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { heldBytes, readExpectedKeys, verifyCaseFile } from '@mingjing/ledger';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAuthority } from '../log/time-stamp/read-authority.ts';
import { startTimeStamping } from '../log/time-stamp/time-stamping.ts';
import { readVerifier } from '../platform/verifier-bundle.ts';
import { act, caseOf } from '../testing/cases.ts';
import { openOffice, type TestOffice } from '../testing/office.ts';
import { openAuthority, type TestAuthority } from '../testing/time-stamp-authority.ts';

let office: TestOffice;
let folder: string;
let tsa: TestAuthority;
beforeAll(async () => {
  [office, folder] = await Promise.all([openOffice(), mkdtemp(join(tmpdir(), 'mingjing-stamped-'))]);
  tsa = await openAuthority(folder);
  await readVerifier();
});
afterAll(async () => {
  await tsa.close();
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

test('卷宗附有时间戳：所盖的检查点与卷宗的检查点同属一个日志，OpenSSL 凭包里的两个文件核验通过', async () => {
  const { id } = await caseOf(office, '示例水泥');
  const stamping = startTimeStamping({
    pool: office.databases.sequencer,
    authority: await readAuthority({ url: tsa.url, certificatesFile: tsa.rootFile }),
    now: () => new Date(),
    log: office.context.log,
    every: 3_600_000,
  });
  await stamping.round();
  await stamping.stop();
  // The log goes on after the stamp, so that the bag must join the two heads.
  const made = await act(office, await office.signIn('nan-window'), id, { type: 'request-supplement' });
  expect(made.status, made.text).toBe(200);
  await office.context.sequencer.drain();

  const answer = await (await office.signIn('nan-handler')).get(`/api/cases/${id}/export/file`);
  expect(answer.status).toBe(200);
  const zip = answer.body as Buffer;
  const verdict = await verifyCaseFile(heldBytes(zip), {
    expected: readExpectedKeys(office.context.sequencer.vkeyOf('nandagang')),
  });
  expect(verdict.problems).toEqual([]);
  expect(verdict.ok).toBe(true);
  const size = /附有时间戳，所盖的是前 (\d+) 条的检查点/.exec(verdict.remarks.join('\n'))?.[1];
  expect(Number(size)).toBeLessThan(verdict.signers[0]?.size ?? 0);

  const files = unzipSync(zip);
  await writeFile(join(folder, 'token.tst'), files[`timestamps/${size}.tsr`] ?? '');
  await writeFile(join(folder, 'checkpoint.txt'), files[`timestamps/${size}.checkpoint`] ?? '');
  const told = await promisify(execFile)(
    'openssl',
    ['ts', '-verify', '-in', 'token.tst', '-token_in', '-data', 'checkpoint.txt', '-CAfile', 'root.pem'],
    { cwd: folder },
  );
  expect(told.stdout + told.stderr).toContain('Verification: OK');
});
