import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ensureBundle, repository } from './source-bundle.ts';

/** Builds the officers' screens when their sources have changed since the last build; answers the folder to serve. */
export const ensureOfficeBundle = (say: (sentence: string) => void = sayOnStderr): Promise<string> =>
  ensureBundle(
    {
      folder: office,
      sources,
      program: (outDir) => [vite(), 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'],
      building: '正在生成办案界面（首次启动或代码更新后，约需半分钟）……',
      failed: '办案界面未能生成',
    },
    say,
  );

const sayOnStderr = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

const office = join(repository, 'packages', 'office');
const sources = [
  'packages/office/index.html',
  'packages/office/vite.config.ts',
  'packages/office/package.json',
  'packages/office/public',
  'packages/office/src',
  'packages/api/src',
  'packages/law/src',
  'package-lock.json',
];

const vite = (): string =>
  join(dirname(createRequire(join(office, 'package.json')).resolve('vite/package.json')), 'bin', 'vite.js');
