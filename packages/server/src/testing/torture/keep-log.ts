import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parsePolicy } from '@mingjing/ledger';
import { openDatabases } from '../../journal/database.ts';
import { publishedSize, publishLog } from '../../log/publish-log.ts';
import { startSequencer } from '../../log/sequencer.ts';
import { startWitnessing } from '../../log/witnessing.ts';
import { silentLog } from '../../platform/log.ts';
import { openNotes, originOf, type ProgramSettings } from './notes.ts';

/** A process of a torture run that integrates, signs, publishes and has witnessed what the app nodes write. */
const settings = JSON.parse(process.argv[2] ?? '') as ProgramSettings;
const { database, bureaus, folder, lease } = settings;
const note = openNotes(settings.notes);
const databases = openDatabases(
  (role) => ({
    ...database,
    user: `mj_${role}`,
    ssl: false,
    connectionTimeoutMillis: 5000,
    ...(role === 'sequencer'
      ? { idle_in_transaction_session_timeout: lease, application_name: settings.name }
      : {}),
  }),
  () => undefined,
);
const sequencer = startSequencer({
  pool: databases.sequencer,
  keyFolder: settings.keyFolder,
  originOf,
  now: () => new Date(),
  onError: () => undefined,
});
const policy = parsePolicy(settings.witness ?? 'quorum none\n');
const witnessing = startWitnessing({
  pool: databases.sequencer,
  policyOf: () => policy,
  now: () => new Date(),
  log: silentLog,
  every: 3_600_000,
});
let isStopped = false;
process.once('SIGTERM', () => {
  isStopped = true;
});
process.stdout.write('ready\n');
const said = new Set<string>();
while (!isStopped) {
  for (const bureau of bureaus) await publish(bureau).catch(() => undefined);
  await witnessing.round().catch(() => undefined);
  for (const sentence of sequencer.halted.values()) {
    if (!said.has(sentence)) note({ kind: 'wrong', sentence });
    said.add(sentence);
  }
  await sleep(100);
}
await witnessing.stop();
await sequencer.stop();
await databases.close();

async function publish(bureau: string): Promise<void> {
  const place = join(folder, bureau);
  const before = await publishedSize(place);
  if ((await publishLog(databases.portal, bureau, place)) > before)
    note({ kind: 'published', bureau, note: await readFile(join(place, 'checkpoint'), 'utf8') });
}
