import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { seedDemonstration } from '../demo/demonstration.ts';
import { DEMONSTRATION_PASSWORD } from '../demo/demonstration-people.ts';
import { officeApi } from '../office-api.ts';
import { createTestDatabase, type TestDatabase } from '../platform/testing/database.ts';
import { openSetUp, type SetUp } from '../set-up/set-up.ts';
import { createOfficeServer } from '../web/office-server.ts';
import { openContext, type TestContext } from './open-context.ts';
import { createSeededDatabase } from './seeded-database.ts';
import { signIn, type Visitor, visitor } from './visitor.ts';

/** A whole office: the parts, and a server on a free port that visitors sign in to. */
export interface TestOffice extends TestContext {
  readonly app: FastifyInstance;
  readonly address: string;
  readonly setUp: SetUp;
  signIn(login: string, password?: string): Promise<Visitor>;
  stranger(): Visitor;
}

/** Opens an office with the demonstration's bureaux, people and cases, an empty one before its set-up, or what stands in another database. */
export async function openOffice(
  options: {
    readonly demonstration: boolean;
    /** Makes the database and lays the files that belong to it. */
    readonly standing?: (folder: string) => Promise<TestDatabase>;
  } = { demonstration: true },
): Promise<TestOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'mingjing-office-'));
  const database = options.standing
    ? await options.standing(folder)
    : options.demonstration
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
