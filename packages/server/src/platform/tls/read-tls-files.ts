import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Config } from '../config.ts';
import { StartupError } from '../startup-error.ts';

/** Reads certificate and key and proves that they belong together and hold now; throws a StartupError 'tls'. */
export const readTlsFiles = async (
  files: NonNullable<Config['tls']>,
  now: Date,
): Promise<{ cert: string; key: string; certificate: X509Certificate }> => {
  const cert = await readText(files.certificateFile, '证书');
  const key = await readText(files.keyFile, '私钥');
  const certificate = parse(() => new X509Certificate(cert), `${files.certificateFile} 不是 PEM 格式的证书`);
  const privateKey = parse(() => createPrivateKey(key), `${files.keyFile} 不是未加密的 PEM 格式私钥`);
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new StartupError('tls', `证书 ${files.certificateFile} 与私钥 ${files.keyFile} 不是一对，请核对。`);
  }
  if (new Date(certificate.validTo) <= now) {
    throw new StartupError('tls', `证书 ${files.certificateFile} 已过期（${certificate.validTo}），请更换。`);
  }
  return { cert, key, certificate };
};

const readText = async (path: string, what: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new StartupError('tls', `读不到${what}文件 ${path}：请核对路径与权限。`, error);
  }
};

const parse = <T>(read: () => T, sentence: string): T => {
  try {
    return read();
  } catch (error) {
    throw new StartupError('tls', `${sentence}，请核对。`, error);
  }
};
