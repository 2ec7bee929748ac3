import pg from 'pg';

/** One connection for one piece of work, closed whatever comes of it. */
export async function withClient(
  options: pg.ClientConfig,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client(options);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
