import { join } from 'node:path';
import pg from 'pg';
import { holdResources } from '../bureaus/hold-resources.ts';
import { closeDocuments } from '../documents/render-document.ts';
import { type Databases, openDatabases } from '../journal/database.ts';
import { logOrigin } from '../log/logs.ts';
import { startSequencer } from '../log/sequencer.ts';
import { dateInChina } from '../platform/clock.ts';
import type { LogFields } from '../platform/log.ts';
import type { TestDatabase } from '../platform/testing/database.ts';
import type { ServerContext } from '../web/context.ts';

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

/** The parts of an office on a database, with files and keys in a folder; of a program of its own as of a test. */
export async function openContext(
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
