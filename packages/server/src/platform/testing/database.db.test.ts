import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from './database.ts';

describe('a database of a test file', () => {
  let [first, second]: TestDatabase[] = [];
  beforeAll(async () => {
    [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterAll(async () => {
    await Promise.all([first?.close(), second?.close()]);
  });

  test('carries every migration, and a change in one is not seen in another', async () => {
    const counts = await ask(first, 'owner', 'select count(*)::int as n from platform.migrations');
    expect(counts).toEqual([{ n: expect.any(Number) }]);
    expect(counts[0]?.n).toBeGreaterThan(0);
    await ask(first, 'owner', 'create table only_here (n integer)');
    await expect(ask(second, 'owner', 'select * from only_here')).rejects.toMatchObject({ code: '42P01' });
  });

  test('each role signs in as itself and none but the owner can make tables', async () => {
    for (const role of ['app', 'sequencer', 'eraser', 'portal'] as const) {
      expect(await ask(first, role, 'select current_user as n')).toEqual([{ n: `mj_${role}` }]);
      await expect(ask(first, role, 'create table mine (n integer)')).rejects.toMatchObject({
        code: '42501',
      });
    }
  });
});

const ask = async (
  database: TestDatabase | undefined,
  role: Parameters<TestDatabase['connectionOptions']>[0],
  sql: string,
) => {
  const client = new pg.Client(database?.connectionOptions(role));
  await client.connect();
  try {
    return (await client.query<{ n: unknown }>(sql)).rows;
  } finally {
    await client.end();
  }
};
