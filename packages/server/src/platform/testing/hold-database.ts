import { startDatabase } from '../database/start-database.ts';
import { silentLog } from '../log.ts';
import { StartupError } from '../startup-error.ts';

/** A process that does what a server does with its database: starts it, says so, and holds it until it is stopped. */
const hold = async (dataFolder: string, postgresFolder: string | undefined): Promise<void> => {
  const database = await startDatabase(
    { dataFolder, ...(postgresFolder ? { postgresFolder } : {}) },
    silentLog,
  );
  process.on('SIGTERM', () => void database.stop().then(() => process.exit(0)));
  process.stdout.write(`${JSON.stringify({ ready: database.connectionOptions('owner') })}\n`);
};

hold(process.argv[2] ?? '', process.env.MINGJING_POSTGRES_BIN).catch((error: unknown) => {
  const refusal =
    error instanceof StartupError ? { code: error.code, sentence: error.message } : { code: 'bug' };
  process.stdout.write(`${JSON.stringify({ refusal })}\n`);
  process.exit(1);
});
