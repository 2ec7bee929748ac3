import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRunning } from './processes.ts';
import { StartupError } from './startup-error.ts';

/** The root of the repository. */
export const repository = fileURLToPath(new URL('../../../..', import.meta.url));

/** Something that is built from sources once and kept until they change. */
export interface SourceBundle {
  /** The room in whose folder `dist` it is kept. */
  readonly folder: string;
  /** Files and folders it is made from, from the root. */
  readonly sources: readonly string[];
  /** The program that writes it into the folder named at the end of its arguments, and where it runs. */
  readonly program: (outDir: string) => readonly string[];
  readonly building: string;
  readonly failed: string;
}

/** Builds what has changed since the last build; answers the folder it stands in. Runs side by side meet in one build. */
export const ensureBundle = (bundle: SourceBundle, say: (sentence: string) => void): Promise<string> => {
  const running = builds.get(bundle.folder) ?? build(bundle, say).finally(() => builds.delete(bundle.folder));
  builds.set(bundle.folder, running);
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

const builds = new Map<string, Promise<string>>();

const build = async (bundle: SourceBundle, say: (sentence: string) => void): Promise<string> => {
  const { folder } = bundle;
  const dist = join(folder, 'dist');
  await sweepAbandonedBuilds(folder);
  const wanted = await hashOf(bundle.sources);
  const built = await readFile(join(dist, '.sources'), 'utf8').catch(() => undefined);
  if (built === wanted) return dist;
  say(bundle.building);
  const workshop = join(folder, `.build-${process.pid}`);
  const draft = join(workshop, 'dist');
  try {
    await run(bundle, draft);
    await writeFile(join(draft, '.sources'), wanted);
    await replace(draft, dist);
    return dist;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
};

/** Of several processes that finish at once the last one's build stands; they are the same. */
const replace = async (draft: string, dist: string): Promise<void> => {
  for (let tries = 5; ; tries--) {
    await rm(dist, { recursive: true, force: true });
    try {
      await rename(draft, dist);
      return;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (tries === 0 || (code !== 'ENOTEMPTY' && code !== 'EEXIST')) throw error;
    }
  }
};

const hashOf = async (paths: readonly string[]): Promise<string> => {
  const hash = createHash('sha256');
  for (const path of paths) await addTo(hash, path);
  return hash.digest('hex');
};

const addTo = async (hash: ReturnType<typeof createHash>, path: string): Promise<void> => {
  const found = await stat(join(repository, path)).catch(() => undefined);
  if (found === undefined || /\.test\.tsx?$/.test(path)) return;
  if (found.isFile()) {
    hash.update(`${path}\0`).update(
      createHash('sha256')
        .update(await readFile(join(repository, path)))
        .digest(),
    );
    return;
  }
  for (const name of (await readdir(join(repository, path))).sort()) await addTo(hash, `${path}/${name}`);
};

const run = async ({ folder, program, failed }: SourceBundle, outDir: string): Promise<void> => {
  const env = { ...process.env, NODE_ENV: 'production', NODE_CHANNEL_FD: undefined };
  await new Promise<void>((resolve, reject) => {
    execFile(process.execPath, program(outDir), { cwd: folder, env }, (error, _stdout, stderr) => {
      if (error === null) return resolve();
      const reason = stderr.trim().split('\n').slice(0, 5).join(' ');
      reject(new StartupError('office-bundle', `${failed}：${reason || error.message}`, error));
    });
  });
};
