import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { type Databases, openDatabases } from '../../journal/database.ts';
import { type Sequencer, startSequencer } from '../../log/sequencer.ts';
import { createTestDatabase, type TestDatabase } from '../../platform/testing/database.ts';
import { createPortalServer } from '../create-portal-server.ts';
import { addSampleBureau, sampleLaw } from './sample-site.ts';

/** A portal over a database of its own, with the bureau of 汶上 and a log that is kept by hand. */
export interface SamplePortal {
  readonly database: TestDatabase;
  readonly databases: Databases;
  readonly sequencer: Sequencer;
  readonly app: FastifyInstance;
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  close(): Promise<void>;
}

/** Starts it on a day of 2025; the log is written when its sequencer is told to. */
export async function startSamplePortal(today = '2025-10-21'): Promise<SamplePortal> {
  const database = await createTestDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'portal-'));
  const databases = openDatabases(
    (role) => database.connectionOptions(role),
    () => undefined,
  );
  const sequencer = startSequencer({
    pool: databases.sequencer,
    keyFolder: folder,
    originOf: (bureau) => `mingjing.example/${bureau}`,
    now: () => new Date('2025-10-10T02:12:09Z'),
    onError: () => undefined,
  });
  await addSampleBureau(databases.app, 'wenshang');
  const app = await createPortalServer({
    demonstration: true,
    portal: databases.portal,
    clock: { today: () => today, now: () => new Date(`${today}T02:00:00Z`) },
    baseAddress: 'https://gs.example.gov.cn/',
    law: () => sampleLaw,
    health: async () => ({ state: 'ready' }),
    logger: false,
  });
  return {
    database,
    databases,
    sequencer,
    app,
    get: (url, headers = {}) => app.inject({ method: 'GET', url, headers }),
    close: async () => {
      await app.close();
      await sequencer.stop();
      await databases.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
