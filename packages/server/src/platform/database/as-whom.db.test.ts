import { execFileSync, spawnSync } from 'node:child_process';
import { chmod, chown, cp, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, type TestContext, test } from 'vitest';
import { silentLog } from '../log.ts';
import {
  ask,
  end,
  holdDatabase,
  holder,
  type TemporaryFolder,
  temporaryFolder,
} from '../testing/held-database.ts';
import { findBinaries } from './binaries.ts';
import { startDatabase } from './start-database.ts';

describe('as root and as an ordinary user', () => {
  let folder: TemporaryFolder;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  test('an ordinary user starts the database on a folder of its own, and it is that user’s', async (context) => {
    const { uid, gid } = nobody(context);
    await chown(folder.path, uid, gid);
    const { child, answer } = await holdDatabase(folder.path, { uid, gid });
    if (!('ready' in answer)) throw new Error(JSON.stringify(answer));
    expect(await ask(answer.ready, 'select 1 as n')).toEqual([{ n: 1 }]);
    const postmaster = Number.parseInt(
      await readFile(join(folder.path, 'database', 'postmaster.pid'), 'utf8'),
      10,
    );
    expect((await stat(`/proc/${postmaster}`)).uid).toBe(uid);
    await end(child, 'SIGTERM');
    expect(child.exitCode).toBe(0);
  });

  test('an ordinary user is told in one sentence that a folder of another is closed', async (context) => {
    const { uid, gid } = nobody(context);
    const closed = join(folder.path, 'closed');
    await mkdir(closed);
    await chmod(folder.path, 0o755);
    const { child, answer } = await holdDatabase(closed, { uid, gid });
    expect(answer).toEqual({
      refusal: {
        code: 'data-folder-unwritable',
        sentence: expect.stringMatching(/^没有写入 .*closed 的权限：.*。$/),
      },
    });
    await end(child, 'SIGKILL');
  });

  test('root starts it where programs and data lie in folders that root alone may enter', async (context) => {
    if (process.getuid?.() !== 0) context.skip('only root has such folders');
    if (spawnSync('unshare', ['--user', '--map-user=1000', 'true']).status !== 0)
      context.skip('no user namespaces here');
    await chmod(folder.path, 0o700);
    const { folder: programs } = await findBinaries({ scratch: folder.path });
    await cp(dirname(programs), join(folder.path, 'native'), { recursive: true, verbatimSymlinks: true });
    const config = {
      dataFolder: join(folder.path, 'data'),
      postgresFolder: join(folder.path, 'native', 'bin'),
    };
    const database = await startDatabase(config, silentLog);
    expect(await ask(database.connectionOptions('owner'), 'select 1 as n')).toEqual([{ n: 1 }]);
    expect((await stat(folder.path)).mode & 0o777).toBe(0o700);
    await database.stop();
  });
});

// Somebody else than the one who runs the tests, who can reach the programs.
const nobody = (context: TestContext): { uid: number; gid: number } => {
  if (process.getuid?.() !== 0) context.skip('the tests themselves run as an ordinary user');
  const id = (which: string) => Number(execFileSync('id', [which, 'nobody'], { encoding: 'utf8' }));
  const [uid, gid] = [id('-u'), id('-g')];
  for (const path of [process.execPath, holder])
    if (spawnSync('/bin/cat', [path], { uid, gid, stdio: 'ignore' }).status !== 0)
      context.skip('the repository lies where only root may read');
  return { uid, gid };
};
