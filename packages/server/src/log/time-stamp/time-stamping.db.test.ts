import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type TestOffice } from '../../testing/office.ts';
import { openPortal } from '../../testing/portal.ts';
import { openAuthority, type TestAuthority } from '../../testing/time-stamp-authority.ts';
import { readAuthority } from './read-authority.ts';
import { startTimeStamping } from './time-stamping.ts';

const BUREAU = 'wenshang';
let office: TestOffice;
let folder: string;
let tsa: TestAuthority;
beforeAll(async () => {
  office = await openOffice();
  folder = await mkdtemp(join(tmpdir(), 'mingjing-stamping-'));
  tsa = await openAuthority(folder);
});
afterAll(async () => {
  await tsa.close();
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

async function round(url: string, now = new Date()): Promise<void> {
  const stamping = startTimeStamping({
    pool: office.databases.sequencer,
    authority: await readAuthority({ url, certificatesFile: tsa.rootFile }),
    now: () => now,
    log: office.context.log,
    every: 3_600_000,
  });
  await stamping.round();
  await stamping.stop();
}

const stamps = () =>
  office.asOwner<{ size: number }>(`select size::int from ledger_time_stamp where bureau = $1`, [BUREAU]);

describe('the newest head stamped once a day', () => {
  test.each([
    ['a redirect', 307],
    ['an error', 500],
    ['an empty answer', 200],
  ])('%s brings no stamp', async (_title, status) => {
    const server = createServer((_, response) => {
      response.writeHead(status, { location: tsa.url }).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    await round(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.closeAllConnections();
    server.close();
    expect(await stamps()).toEqual([]);
  });

  test('a clock far from the authority’s brings no stamp', async () => {
    await round(tsa.url, new Date(Date.now() + 3_600_000));
    expect(await stamps()).toEqual([]);
  });

  test('the token is on the page, and OpenSSL verifies it against the head; a second round on the day asks nothing', async () => {
    await round(tsa.url);
    await round(tsa.url);
    const [stamp, ...more] = await stamps();
    expect(more).toEqual([]);
    const portal = await openPortal(office);
    const get = (path: string) => portal.inject({ url: `/${BUREAU}/${path}` });
    expect((await get('how-to-verify')).payload).toContain(`/${BUREAU}/time-stamps/${stamp?.size}/token.tst`);
    for (const name of ['token.tst', 'checkpoint.txt'])
      await writeFile(join(folder, name), (await get(`time-stamps/${stamp?.size}/${name}`)).rawPayload);
    expect(await readFile(join(folder, 'checkpoint.txt'), 'utf8')).toContain(`\n${stamp?.size}\n`);
    const asked = [
      'ts',
      '-verify',
      '-in',
      'token.tst',
      '-token_in',
      '-data',
      'checkpoint.txt',
      '-CAfile',
      'root.pem',
    ];
    const told = await promisify(execFile)('openssl', asked, { cwd: folder });
    expect(told.stdout + told.stderr).toContain('Verification: OK');
    for (const missing of ['1000000', '0', 'x'])
      expect((await get(`time-stamps/${missing}/token.tst`)).statusCode).toBe(404);
    await portal.close();
  });

  test('certificates that are no authority’s stop the start', async () => {
    for (const certificatesFile of [join(folder, 'tsa.pem'), join(folder, 'none'), join(folder, 'tsa.cnf')])
      await expect(readAuthority({ url: tsa.url, certificatesFile })).rejects.toThrow('MINGJING_TSA_CA');
  });
});
