import { createServer } from 'node:net';
import { StartupError, systemCode } from './startup-error.ts';

/** Where a server should listen, and the variable with which the person can change it. */
export type ListenAddress = Readonly<{ host: string; port: number; variable: 'PORT' | 'OFFICE_PORT' }>;

/** Runs a server's own listen call; a port that cannot be had becomes one clear sentence. */
export const listenClearly = async <T>(address: ListenAddress, listen: () => Promise<T>): Promise<T> => {
  try {
    return await listen();
  } catch (error) {
    throw explainListenFailure(address, error) ?? error;
  }
};

/** Says before the long work of a first start that a port cannot be had. */
export const insistFree = async (address: ListenAddress): Promise<void> => {
  await listenClearly(address, () => probePort(address.host, address.port));
};

/** Takes a port for a moment and answers its number: with 0 one that the machine chooses. */
export const probePort = (host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(port, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const explainListenFailure = (address: ListenAddress, error: unknown): StartupError | undefined => {
  const { host, port, variable } = address;
  switch (systemCode(error)) {
    case 'EADDRINUSE':
      return new StartupError(
        'port-taken',
        `端口 ${port} 已被其他程序占用：请停止那个程序，或用 ${variable} 指定另一个端口。`,
        error,
      );
    case 'EACCES':
      return new StartupError(
        'port-forbidden',
        `本账号无权使用端口 ${port}：请用 ${variable} 指定 1024 以上的端口。`,
        error,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartupError('configuration', `本机没有网络地址 ${host}：请核对 MINGJING_HOST。`, error);
    default:
      return undefined;
  }
};
