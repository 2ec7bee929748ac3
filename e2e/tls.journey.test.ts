import { createHash, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issueLocalCertificate } from '../packages/server/src/platform/tls/local-authority.ts';
import { openBrowser } from './harness/browser.ts';
import { signIn } from './harness/officer.ts';
import { type Program, startProgram } from './harness/program.ts';

const host = 'office.mingjing.test';
let folder: string;
let program: Program;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mj-tls-'));
  const tls = await issueLocalCertificate(folder, [host], new Date());
  const { publicKey } = new X509Certificate(await readFile(tls.certificateFile));
  const key = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' }));
  [program, browser] = await Promise.all([
    startProgram({
      today: '2025-09-22',
      host,
      env: {
        MINGJING_TLS_CERT: tls.certificateFile,
        MINGJING_TLS_KEY: tls.keyFile,
        MINGJING_HOST: '127.0.0.1',
      },
    }),
    openBrowser([
      `--host-resolver-rules=MAP ${host} 127.0.0.1`,
      `--ignore-certificate-errors-spki-list=${key.digest('base64')}`,
    ]),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('经 HTTPS 以局里的域名登录：会话凭据只属于这一台主机，脚本读不到', async () => {
  const officer = await signIn(browser, program.office, 'wen-handler');
  const cookies = await officer.page.context().cookies();
  expect(cookies).toMatchObject([
    { name: '__Host-mingjing-session', secure: true, httpOnly: true, path: '/' },
  ]);
  expect(cookies[0]?.sameSite).toMatch(/^(Lax|Strict)$/);
  expect(cookies[0]?.domain).toBe(host);
  expect(await officer.page.evaluate('document.cookie')).toBe('');
  expect(await officer.page.evaluate('isSecureContext')).toBe(true);
  expect(await officer.page.getByRole('region', { name: '连接提示' }).count()).toBe(0);
  await officer.page.reload();
  await officer.signedIn();
  const page = await officer.page.goto(`${program.portal}/wenshang`);
  expect(page?.status()).toBe(200);
  expect(page?.headers()['strict-transport-security']).toContain('max-age');
  await officer.leave();
});
