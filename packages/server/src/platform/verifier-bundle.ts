import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBundle, repository } from './source-bundle.ts';

/** The offline verifier: one page for browsers, one program for Node. */
export interface VerifierFiles {
  readonly page: Buffer;
  readonly program: Buffer;
}

/** The verifier, built anew when the sources of the ledger have changed. */
export const readVerifier = async (): Promise<VerifierFiles> => {
  const dist = await ensureBundle(verifier, () => undefined);
  const [page, program] = await Promise.all([
    readFile(join(dist, 'verify.html')),
    readFile(join(dist, 'verify.mjs')),
  ]);
  return { page, program };
};

const ledger = join(repository, 'packages', 'ledger');
const verifier = {
  folder: ledger,
  sources: [
    'packages/ledger/package.json',
    'packages/ledger/verifier',
    'packages/ledger/src',
    'package-lock.json',
  ],
  program: (outDir: string) => [join(ledger, 'verifier', 'build.ts'), outDir],
  building: '正在生成离线核验器……',
  failed: '离线核验器未能生成',
};
