import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sweepAbandonedBuilds } from './source-bundle.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingjing-bundle-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('生成界面的进程被杀后留下的半成品，下次启动清掉；正在生成的和别的文件不动', async () => {
  const { pid: gone } = spawnSync(process.execPath, ['-e', '']);
  for (const name of [`.build-${gone}`, `.build-${process.pid}`, '.build-notes', 'dist']) {
    await mkdir(join(folder, name, 'dist'), { recursive: true });
    await writeFile(join(folder, name, 'dist', 'part.js'), '');
  }
  await sweepAbandonedBuilds(folder);
  expect((await readdir(folder)).sort()).toEqual([`.build-${process.pid}`, '.build-notes', 'dist'].sort());
});
