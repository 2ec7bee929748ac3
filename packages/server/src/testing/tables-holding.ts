import type { TestContext } from './open-context.ts';

/** Every table in which a text still stands, readable or as bytes. */
export async function tablesHolding(office: TestContext, text: string): Promise<readonly string[]> {
  const tables = await office.asSuperuser<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' order by 1`,
  );
  const held: string[] = [];
  for (const { name } of tables) {
    const [found] = await office.asSuperuser<{ n: number }>(
      `select count(*)::int as n from ${name} t where t::text like any($1)`,
      [[text, Buffer.from(text).toString('hex'), ...inBase64(text)].map((one) => `%${one}%`)],
    );
    if ((found?.n ?? 0) > 0) held.push(name);
  }
  return held;
}

/** How a text reads inside base64, wherever in a group of three bytes it begins. */
export const inBase64 = (text: string) =>
  [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    const start = Math.ceil((before * 8) / 6);
    return bytes.toString('base64url').slice(start, Math.floor((bytes.length * 8) / 6));
  });
