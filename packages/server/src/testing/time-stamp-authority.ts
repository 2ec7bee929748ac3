import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A time-stamp authority made with OpenSSL: its root, and who it is reached by. */
export interface TestAuthority {
  readonly url: string;
  readonly rootFile: string;
  /** Answers a request as `openssl ts -reply` does. */
  answer(request: Buffer): Promise<Buffer>;
  close(): Promise<void>;
}

/** Makes an authority in a folder; `usage` is the extended usage of its signing certificate. */
export async function openAuthority(folder: string, usage = 'critical,timeStamping'): Promise<TestAuthority> {
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execute('openssl', args, { cwd: folder });
  await writeFile(at('ext.cnf'), `extendedKeyUsage=${usage}\nkeyUsage=critical,digitalSignature\n`);
  await writeFile(at('tsa.cnf'), SETTINGS);
  await writeFile(at('serial'), '01\n');
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const root = [
    '-x509',
    ...curve,
    '-keyout',
    'root.key',
    '-out',
    'root.pem',
    '-subj',
    '/CN=Test Root',
    '-days',
    '30',
  ];
  await openssl('req', ...root);
  await openssl(
    'req',
    ...['-newkey', 'rsa:2048', '-nodes', '-keyout', 'tsa.key', '-out', 'tsa.csr', '-subj', '/CN=Test TSA'],
  );
  await openssl(
    'x509',
    ...[
      '-req',
      '-in',
      'tsa.csr',
      '-CA',
      'root.pem',
      '-CAkey',
      'root.key',
      '-CAcreateserial',
      '-out',
      'tsa.pem',
      '-days',
      '20',
      '-extfile',
      'ext.cnf',
    ],
  );
  const answer = async (request: Buffer) => {
    await writeFile(at('q.tsq'), request);
    await openssl(
      'ts',
      '-reply',
      '-config',
      'tsa.cnf',
      '-section',
      'tsa',
      '-queryfile',
      'q.tsq',
      '-out',
      'r.tsr',
    );
    return readFile(at('r.tsr'));
  };
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const asked = request.headers['content-type'] === 'application/timestamp-query';
    response.setHeader('content-type', 'application/timestamp-reply');
    response.writeHead(asked ? 200 : 400).end(asked ? await answer(Buffer.concat(parts)) : '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    rootFile: at('root.pem'),
    answer,
    close: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const SETTINGS = `[tsa]
serial=serial
crypto_device=builtin
signer_cert=tsa.pem
signer_key=tsa.key
signer_digest=sha256
default_policy=1.2.3.4.1
digests=sha256
accuracy=secs:1
ess_cert_id_chain=no
ess_cert_id_alg=sha256
`;
