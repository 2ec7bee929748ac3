import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { holdResources } from '../packages/server/src/bureaus/hold-resources.ts';
import { seedDemonstration } from '../packages/server/src/demo/demonstration.ts';
import { closeDocuments } from '../packages/server/src/documents/render-document.ts';
import { openDatabases } from '../packages/server/src/journal/database.ts';
import { startSequencer } from '../packages/server/src/log/sequencer.ts';
import { type Person, peopleOf } from '../packages/server/src/people/people.ts';
import { demonstrationClock } from '../packages/server/src/platform/clock.ts';
import { startDatabase } from '../packages/server/src/platform/database/start-database.ts';
import { silentLog } from '../packages/server/src/platform/log.ts';
import { migrate } from '../packages/server/src/platform/migrations.ts';
import type { ServerContext } from '../packages/server/src/web/context.ts';

/** A real installation on a temporary folder, with the demonstration in it and no HTTP before it. */
export interface Installation {
  readonly context: ServerContext;
  readonly folder: string;
  readonly owner: pg.Client;
  readonly person: (login: string) => Person;
  /** Makes every flush of the log of changes wait so many milliseconds more, as an ordinary disk would. */
  slowDisk(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts PostgreSQL, migrates, opens the pools and plays the demonstration. */
export async function openInstallation(): Promise<Installation> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'mingjing-bench-'));
  const database = await startDatabase({ dataFolder: folder }, silentLog);
  await migrate(database.connectionOptions('owner'), silentLog);
  const databases = openDatabases(
    (role) => database.connectionOptions(role),
    () => undefined,
  );
  const owner = new pg.Client(database.connectionOptions('owner'));
  await owner.connect();
  const clock = demonstrationClock(new Date('2025-10-10T09:00:00+08:00'));
  const sequencer = startSequencer({
    pool: databases.sequencer,
    keyFolder: join(folder, 'keys'),
    originOf: (bureau) => `bench.mingjing.local/${bureau}`,
    now: () => clock.now(),
    onError: (error) => process.stderr.write(`${error}\n`),
  });
  const context: ServerContext = {
    databases,
    clock,
    sequencer,
    ...(await holdResources(databases.app)),
    evidenceFolder: join(folder, 'evidence'),
    keyFolder: join(folder, 'keys'),
    portalAddress: 'http://localhost',
    demonstration: true,
    log: silentLog,
  };
  await mkdir(context.evidenceFolder, { recursive: true });
  await seedDemonstration(context);
  closeDocuments();
  const people = await peopleOf(databases.app, [...context.resources().bureaus.keys()]);
  return {
    context,
    folder,
    owner,
    person: (login) => {
      const found = people.find((one) => one.login === login);
      if (found === undefined) throw new Error(`no demonstration person ${login}`);
      return found;
    },
    slowDisk: async (ms) => {
      const administrator = new pg.Client({ ...database.connectionOptions('owner'), user: 'postgres' });
      await administrator.connect();
      await administrator.query('alter system set commit_siblings = 0');
      await administrator.query(`alter system set commit_delay = ${ms * 1000}`);
      await administrator.query('select pg_reload_conf()');
      await administrator.end();
    },
    close: async () => {
      await sequencer.stop();
      await owner.end();
      await databases.close();
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
