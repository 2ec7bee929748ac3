import { join } from 'node:path';
import type pg from 'pg';
import { officeApi } from '../office-api.ts';
import { openSetUp } from '../set-up/set-up.ts';
import { createOfficeServer } from '../web/office-server.ts';
import { openContext } from './open-context.ts';

/** What the program is told: how each role reaches the database, and where files and keys lie. */
export interface ServingSettings {
  readonly connections: Readonly<Record<string, pg.PoolConfig>>;
  readonly folder: string;
}

/** An office of a process of its own beside a test's, on the same database and files: one that a test can kill. Prints its address. */
const { connections, folder } = JSON.parse(process.argv[2] ?? '') as ServingSettings;
const database = {
  name: 'given',
  connectionOptions: (role: string) => connections[role] ?? {},
  close: async () => undefined,
};
const { context } = await openContext(database, folder, true);
const setUp = await openSetUp(context, { demonstration: false } as Parameters<typeof openSetUp>[1]);
const app = await createOfficeServer({
  context,
  bundle: join(folder, 'no-bundle'),
  health: async () => ({ ready: true }),
  routes: (inside, given) => officeApi(inside, given, setUp),
});
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`);
