import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root, tool } from './steps.ts';

/** No source file of ours is longer than this. */
export const longestFile = 400;

/** Finds source files, tracked or about to be, that grew too long. */
export const checkFileSizes = async (): Promise<{ ok: boolean; output: string }> => {
  const listed = await tool('git', [
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
    '*.ts',
    '*.tsx',
    '*.css',
  ]);
  if (!listed.ok) return listed;
  const paths = listed.result.split('\0').filter((path) => path !== '');
  const findings = await Promise.all(
    paths.map(async (path) => tooLong(path, await readFile(join(root, path), 'utf8').catch(() => ''))),
  );
  const output = findings.flat().join('\n');
  return { ok: paths.length > 0 && output === '', output: output || `${paths.length} 个文件` };
};

/** The finding about one file, if it is too long. */
export const tooLong = (path: string, text: string): string[] => {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return lines > longestFile ? [`${path}：${lines} 行，超过 ${longestFile} 行，请拆分`] : [];
};
