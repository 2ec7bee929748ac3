import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { issueLocalCertificate } from './local-authority.ts';
import { readTlsFiles } from './read-tls-files.ts';

describe('a local authority for a bureau without a bought certificate', () => {
  const now = new Date();
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mingjing-tls-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('whoever trusts the authority reaches the server under its name, and nobody under another', async () => {
    const files = await issueLocalCertificate(
      folder,
      ['mingjing.wenshang.test', '192.0.2.7', '2001:db8::7'],
      now,
    );
    const { cert, key, certificate } = await readTlsFiles(files, now);
    expect(certificate.subjectAltName).toBe(
      'DNS:mingjing.wenshang.test, IP Address:192.0.2.7, IP Address:2001:DB8:0:0:0:0:0:7',
    );
    const server = createServer({ cert, key }, (_request, response) => response.end('明镜')).listen(
      0,
      '127.0.0.1',
    );
    await once(server, 'listening');
    const ca = await readFile(files.authorityFile, 'utf8');
    expect(await visit(server.address(), 'mingjing.wenshang.test', ca)).toBe('明镜');
    expect(await visit(server.address(), 'other.test', ca)).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await visit(server.address(), 'mingjing.wenshang.test', undefined)).toMatch(
      /SELF_SIGNED|UNABLE_TO_(GET|VERIFY)/,
    );
    server.close();
  });

  test('the authority stays the same when a further certificate is issued, and its key is for the owner alone', async () => {
    const first = await issueLocalCertificate(folder, ['a.test'], now);
    const before = await readFile(first.authorityFile, 'utf8');
    await issueLocalCertificate(folder, ['b.test'], now);
    const authority = new X509Certificate(await readFile(first.authorityFile, 'utf8'));
    const server = new X509Certificate(await readFile(first.certificateFile, 'utf8'));
    expect(authority.toString()).toBe(before);
    expect([
      authority.ca,
      server.ca,
      server.verify(authority.publicKey),
      server.checkIssued(authority),
    ]).toEqual([true, false, true, true]);
    expect((await stat(join(folder, 'authority.key'))).mode & 0o777).toBe(0o600);
    expect((await stat(first.keyFile)).mode & 0o777).toBe(0o600);
  });

  test('files that are missing, foreign, of two pairs or expired are refused, each in its sentence', async () => {
    const files = await issueLocalCertificate(folder, ['a.test'], now);
    const other = await issueLocalCertificate(join(folder, 'other'), ['a.test'], now);
    await writeFile(join(folder, 'text'), 'not a certificate');
    const read = (change: Partial<typeof files>, at = now) => readTlsFiles({ ...files, ...change }, at);
    await expect(read({ certificateFile: join(folder, 'none') })).rejects.toThrow(/^读不到证书文件/);
    await expect(read({ certificateFile: join(folder, 'text') })).rejects.toThrow('不是 PEM 格式的证书');
    await expect(read({ keyFile: join(folder, 'text') })).rejects.toThrow('不是未加密的 PEM 格式私钥');
    await expect(read({ keyFile: other.keyFile })).rejects.toThrow('不是一对');
    await expect(read({}, new Date(now.getTime() + 398 * 86_400_000))).rejects.toThrow('已过期');
  });
});

const visit = (address: unknown, servername: string, ca: string | undefined): Promise<string> =>
  new Promise((resolve) => {
    const port =
      typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : 0;
    const options = {
      host: '127.0.0.1',
      port,
      servername,
      agent: false,
      ...(ca === undefined ? {} : { ca }),
    };
    get(options, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    }).on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });
