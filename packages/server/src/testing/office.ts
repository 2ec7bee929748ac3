import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import pg from 'pg';
import { holdResources } from '../bureaus/hold-resources.ts';
import { seedDemonstration } from '../demo/demonstration.ts';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { closeDocuments } from '../documents/render-document.ts';
import { type Databases, openDatabases } from '../journal/database.ts';
import { logOrigin } from '../log/logs.ts';
import { startSequencer } from '../log/sequencer.ts';
import { officeApi } from '../office-api.ts';
import { dateInChina } from '../platform/clock.ts';
import type { LogFields } from '../platform/log.ts';
import { createTestDatabase, type TestDatabase } from '../platform/testing/database.ts';
import { openSetUp, type SetUp } from '../set-up/set-up.ts';
import type { ServerContext } from '../web/context.ts';
import { createOfficeServer } from '../web/office-server.ts';
import { createSeededDatabase } from './seeded-database.ts';
import { signIn, type Visitor, visitor } from './visitor.ts';

/** The instant at which a test's office opens: the day the demonstration begins. */
export const OPENING = '2025-10-10T09:00:00+08:00';

/** The parts behind an office's doors, on a database of a test file's own. */
export interface TestContext {
  readonly context: ServerContext;
  readonly databases: Databases;
  readonly database: TestDatabase;
  readonly keyFolder: string;
  /** What the server logged as errors; a test that expects none says so. */
  readonly errors: { readonly event: string; readonly fields: LogFields | undefined }[];
  /** Puts the clock to an instant; a plain date means nine in the morning in China. */
  setClock(moment: string): void;
  /** Asks as the owner of the database, who is above the grants but not above the triggers. */
  asOwner<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Asks as the administrator of the machine's PostgreSQL, who is above everything. */
  asSuperuser<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** A whole office: the parts, and a server on a free port that visitors sign in to. */
export interface TestOffice extends TestContext {
  readonly app: FastifyInstance;
  readonly address: string;
  readonly setUp: SetUp;
  signIn(login: string, password?: string): Promise<Visitor>;
  stranger(): Visitor;
}

/** Opens an office with the demonstration's bureaux, people and cases, or an empty one before its set-up. */
export async function openOffice(
  options: { readonly demonstration: boolean } = { demonstration: true },
): Promise<TestOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'mingjing-office-'));
  const database = options.demonstration
    ? await createSeededDatabase(folder, seed)
    : await createTestDatabase();
  const parts = await openContext(database, folder, options.demonstration);
  const setUp = await openSetUp(parts.context, { demonstration: false } as Parameters<typeof openSetUp>[1]);
  const app = await createOfficeServer({
    context: parts.context,
    bundle: join(folder, 'no-bundle'),
    health: async () => ({ ready: true }),
    routes: (inside, given) => officeApi(inside, given, setUp),
  });
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    ...parts,
    app,
    address,
    setUp,
    signIn: (login, password = DEMONSTRATION_PASSWORD) => signIn(address, login, password),
    stranger: () => visitor(address, null),
    close: async () => {
      await app.close();
      await parts.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A command as it is sent, with an id of its own. */
export const commandOf = (
  expectedVersion: number,
  command: { readonly type: string; readonly [field: string]: unknown },
  id: string = randomUUID(),
) => ({
  id,
  expectedVersion,
  command,
});

async function seed(database: TestDatabase, folder: string): Promise<void> {
  const parts = await openContext(database, folder, true);
  await seedDemonstration(parts.context);
  await parts.context.sequencer.drain();
  await parts.close();
}

async function openContext(
  database: TestDatabase,
  folder: string,
  demonstration: boolean,
): Promise<TestContext> {
  const databases = openDatabases(
    (role) => database.connectionOptions(role),
    () => undefined,
  );
  const errors: TestContext['errors'] = [];
  const keyFolder = join(folder, 'keys');
  const { clock, setClock } = settableClock();
  const sequencer = startSequencer({
    pool: databases.sequencer,
    keyFolder,
    publishedFolder: join(folder, 'log'),
    originOf: logOrigin,
    now: clock.now,
    onError: (error) => errors.push({ event: 'sequencer-round-failed', fields: { name: String(error) } }),
  });
  const context: ServerContext = {
    databases,
    clock,
    sequencer,
    ...(await holdResources(databases.app)),
    evidenceFolder: join(folder, 'evidence'),
    keyFolder,
    portalAddress: 'http://portal.test',
    demonstration,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (event, fields) => errors.push({ event, fields }),
    },
  };
  return {
    context,
    databases,
    database,
    keyFolder,
    errors,
    setClock,
    asOwner: (sql, values) => ask(database.connectionOptions('owner'), sql, values),
    asSuperuser: (sql, values) =>
      ask({ ...database.connectionOptions('owner'), user: 'postgres' }, sql, values),
    close: async () => {
      await sequencer.stop();
      await databases.close();
      closeDocuments();
    },
  };
}

function settableClock() {
  let moment = new Date(OPENING);
  const setClock = (to: string) => {
    moment = new Date(to.length === 10 ? `${to}T09:00:00+08:00` : to);
  };
  return { setClock, clock: { now: () => moment, today: () => dateInChina(moment), advance: setClock } };
}

async function ask<Row extends pg.QueryResultRow>(
  connection: pg.ClientConfig,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
