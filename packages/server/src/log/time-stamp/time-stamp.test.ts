import { execFile } from 'node:child_process';
import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAuthority, type TestAuthority } from '../../testing/time-stamp-authority.ts';
import { requireTrusted } from './stamping-certificate.ts';
import { readTimeStampResponse, timeStampRequest, verifyTimeStamp } from './time-stamp.ts';

const execute = promisify(execFile);
const data = Buffer.from('mingjing.test/wenshang\n5\nroot\n');
const question = { digest: createHash('sha256').update(data).digest(), nonce: randomBytes(16) };
let folder: string;
let authority: TestAuthority;
let trusted: X509Certificate[];
let response: Buffer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingjing-tsa-'));
  authority = await openAuthority(folder);
  trusted = [new X509Certificate(await readFile(authority.rootFile))];
  response = await authority.answer(timeStampRequest(question));
});
afterAll(async () => {
  await authority.close();
  await rm(folder, { recursive: true, force: true });
});

describe('a time stamp by RFC 3161', () => {
  test('OpenSSL understands the question, its answer holds, and OpenSSL verifies the token that is kept', async () => {
    const stamp = readTimeStampResponse(response, question, trusted);
    expect(stamp.authority).toBe('CN=Test TSA');
    expect(verifyTimeStamp(stamp.token, question.digest, trusted).time).toEqual(stamp.time);
    await writeFile(join(folder, 'kept.tst'), stamp.token);
    await writeFile(join(folder, 'data'), data);
    const told = await execute(
      'openssl',
      [...['ts', '-verify', '-in', 'kept.tst', '-token_in', '-data', 'data', '-CAfile', 'root.pem']],
      { cwd: folder },
    );
    expect(told.stdout + told.stderr).toContain('Verification: OK');
  });

  test('for other data, for another question, or by an authority that is not trusted, it is refused', async () => {
    const digest = createHash('sha256').update('other').digest();
    expect(() => readTimeStampResponse(response, { ...question, digest }, trusted)).toThrow(
      '不是为这个检查点',
    );
    const nonce = randomBytes(16);
    expect(() => readTimeStampResponse(response, { ...question, nonce }, trusted)).toThrow('不是对这次请求');
    expect(() => readTimeStampResponse(response, question, [])).toThrow('MINGJING_TSA_CA');
  });

  test('by a certificate not for time stamps alone, or not valid at the time, it is refused', async () => {
    const signer = new X509Certificate(await readFile(join(folder, 'tsa.pem')));
    const between = (at: string) => requireTrusted(signer, [], trusted, new Date(at));
    expect(() => requireTrusted(signer, [], trusted, new Date())).not.toThrow();
    expect(() => between('2020-01-01T00:00:00Z')).toThrow('有效期');
    expect(() => between('2100-01-01T00:00:00Z')).toThrow('有效期');
    const elsewhere = await mkdtemp(join(tmpdir(), 'mingjing-tsa-'));
    const other = await openAuthority(elsewhere, 'timeStamping,serverAuth');
    const both = new X509Certificate(await readFile(join(elsewhere, 'tsa.pem')));
    const root = [new X509Certificate(await readFile(other.rootFile))];
    expect(() => requireTrusted(both, [], root, new Date())).toThrow('不是时间戳专用证书');
    await other.close();
    await rm(elsewhere, { recursive: true, force: true });
  });

  test('a refusal of the authority is told as one', async () => {
    const refused = await authority.answer(Buffer.from('300302010a', 'hex'));
    expect(() => readTimeStampResponse(refused, question, trusted)).toThrow('没有签发');
  });

  test('every byte changed, taken out or doubled is refused or changes nothing that is told', () => {
    const told = readTimeStampResponse(response, question, trusted);
    let accepted = 0;
    for (let at = 0; at < response.length; at++) {
      for (const change of [1, 0x20, 0x80]) {
        const changed = Buffer.from(response);
        changed[at] = (changed[at] as number) ^ change;
        try {
          const { time, authority: by } = readTimeStampResponse(changed, question, trusted);
          accepted += 1;
          expect([at, time, by]).toEqual([at, told.time, told.authority]);
        } catch (error) {
          expect((error as Error).constructor.name, `${at}`).toBe('TimeStampRefused');
        }
      }
      for (const cut of [
        response.subarray(0, at),
        Buffer.concat([response.subarray(0, at), response.subarray(at + 1)]),
      ])
        expect(() => readTimeStampResponse(cut, question, trusted)).toThrow();
    }
    // Version numbers and the list of digest algorithms are outside the signature and say nothing.
    expect(accepted).toBeLessThan(response.length / 5);
  });
});
