import { type DurableFiles, durableFiles } from '../durable-files.ts';
import { StartupError } from '../startup-error.ts';
import { drawLogins, parseLogins, type SeparateLogins } from './separate-logins.ts';

/**
 * The passwords that stand in a file, drawn and written where there is no such file yet. Whoever was interrupted and asks
 * again gets the same ones: the database may know them already.
 */
export const keepLogins = async (
  file: string,
  files: DurableFiles = durableFiles(),
): Promise<{ readonly logins: SeparateLogins; readonly isNew: boolean }> => {
  const isNew = (await files.read(file)) === undefined;
  if (isNew) await files.create(file, `${JSON.stringify(drawLogins(), null, 2)}\n`);
  // Read back: another who asked at the same moment may have been first.
  const logins = parseLogins((await files.read(file))?.toString('utf8') ?? '');
  if (logins === undefined)
    throw new StartupError('database-rights', `文件“${file}”已经存在，而不是完整的口令文件：不覆盖。`);
  return { logins, isNew };
};
