import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRunning } from './processes.ts';
import { StartupError } from './startup-error.ts';

/** Builds the officers' screens when their sources have changed since the last build; answers the folder to serve. */
export const ensureOfficeBundle = (say: (sentence: string) => void = sayOnStderr): Promise<string> => {
  running ??= build(say).finally(() => {
    running = undefined;
  });
  return running;
};

/** Removes what builds left behind whose process was killed half-way; a build under way is left alone. */
export const sweepAbandonedBuilds = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    const pid = /^\.build-(\d+)$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
};

let running: Promise<string> | undefined;

const sayOnStderr = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const office = join(root, 'packages', 'office');
const dist = join(office, 'dist');
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

const build = async (say: (sentence: string) => void): Promise<string> => {
  await sweepAbandonedBuilds(office);
  const wanted = await hashOf(sources);
  const built = await readFile(join(dist, '.sources'), 'utf8').catch(() => undefined);
  if (built === wanted) return dist;
  say('正在生成办案界面（首次启动或代码更新后，约需半分钟）……');
  const workshop = join(office, `.build-${process.pid}`);
  const draft = join(workshop, 'dist');
  try {
    await runVite(draft);
    await writeFile(join(draft, '.sources'), wanted);
    await rm(dist, { recursive: true, force: true });
    await rename(draft, dist);
    return dist;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
};

const hashOf = async (paths: readonly string[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const path of paths) await addTo(hash, path);
  return hash.digest('hex');
};

const addTo = async (hash: ReturnType<typeof createHash>, path: string): Promise<void> => {
  const found = await stat(join(root, path)).catch(() => undefined);
  if (found === undefined || /\.test\.tsx?$/.test(path)) return;
  if (found.isFile()) {
    hash.update(`${path}\0`).update(
      createHash('sha256')
        .update(await readFile(join(root, path)))
        .digest(),
    );
    return;
  }
  for (const name of (await readdir(join(root, path))).sort()) await addTo(hash, `${path}/${name}`);
};

const runVite = async (outDir: string): Promise<void> => {
  const vite = join(
    dirname(createRequire(join(office, 'package.json')).resolve('vite/package.json')),
    'bin',
    'vite.js',
  );
  const args = [vite, 'build', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  const env = { ...process.env, NODE_ENV: 'production', NODE_CHANNEL_FD: undefined };
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, args, { cwd: office, env }, (error, _stdout, stderr) => {
      if (error === null) return resolve();
      const reason = stderr.trim().split('\n').slice(0, 5).join(' ');
      reject(new StartupError('office-bundle', `办案界面未能生成：${reason || error.message}`, error));
    });
  });
};
