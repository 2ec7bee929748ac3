import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { StartupError } from '../../platform/startup-error.ts';
import type { TimeStampAuthority } from './time-stamping.ts';

/** Reads the certificates that a time-stamp authority's must lead to; a file that holds none stops the start. */
export async function readAuthority(settings: {
  readonly url: string;
  readonly certificatesFile: string;
}): Promise<TimeStampAuthority> {
  try {
    const text = await readFile(settings.certificatesFile, 'utf8');
    const found = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    const trusted = found.map((pem) => new X509Certificate(pem));
    if (trusted.length > 0 && trusted.every(({ ca }) => ca)) return { url: settings.url, trusted };
  } catch {
    // Told below: what matters to the person is the file.
  }
  throw new StartupError(
    'configuration',
    `MINGJING_TSA_CA 指的文件 ${settings.certificatesFile} 读不出机构证书（PEM）：请放入时间戳机构的根证书。`,
  );
}
