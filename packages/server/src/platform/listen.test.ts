import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { insistFree, listenClearly, probePort } from './listen.ts';

const listen = async (port: number, host: string) => {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  return server;
};

test('a port that is taken is told in one sentence that names the variable', async () => {
  const first = await listen(0, '127.0.0.1');
  const address = first.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const second = listenClearly({ host: '127.0.0.1', port, variable: 'OFFICE_PORT' }, () =>
    listen(port, '127.0.0.1'),
  );
  await expect(second).rejects.toMatchObject({
    code: 'port-taken',
    message: `端口 ${port} 已被其他程序占用：请停止那个程序，或用 OFFICE_PORT 指定另一个端口。`,
  });
  await expect(insistFree({ host: '127.0.0.1', port, variable: 'PORT' })).rejects.toMatchObject({
    message: `端口 ${port} 已被其他程序占用：请停止那个程序，或用 PORT 指定另一个端口。`,
  });
  first.close();
});

test('a port that was only tried is free again', async () => {
  const port = await probePort('127.0.0.1', 0);
  await insistFree({ host: '127.0.0.1', port, variable: 'PORT' });
  (await listen(port, '127.0.0.1')).close();
});

test('an address that is not this machine’s is told too', async () => {
  const listening = listenClearly({ host: '192.0.2.1', port: 0, variable: 'PORT' }, () =>
    listen(0, '192.0.2.1'),
  );
  await expect(listening).rejects.toMatchObject({
    code: 'configuration',
    message: expect.stringContaining('MINGJING_HOST'),
  });
});
