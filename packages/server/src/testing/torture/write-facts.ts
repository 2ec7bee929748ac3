import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fromHex, toHex } from '@mingjing/ledger';
import { clearIncoming, storeFile } from '../../evidence/evidence-store.ts';
import { openDatabases } from '../../journal/database.ts';
import { commandDigest } from '../../journal/repeated-command.ts';
import { writeCommand } from '../../journal/write-command.ts';
import { RequestError } from '../../web/request-error.ts';
import { openNotes, type ProgramSettings, readNotes, writerOf } from './notes.ts';

/**
 * An app node of a torture run: cases grow side by side through the real journal, originals go into the real store. What was
 * tried before a kill is tried again with the same command id.
 */
const settings = JSON.parse(process.argv[2] ?? '') as ProgramSettings;
const { database, bureaus, folder, rest } = settings;
const CASES = 4;
const FACTS_OF_A_CASE = 40;

interface Case {
  readonly stream: string;
  readonly bureau: string;
  version: number;
  commitment: Uint8Array | null;
  tried: string | undefined;
}

const earlier = readNotes(settings.notes);
const note = openNotes(settings.notes);
const databases = openDatabases(
  (role) => ({ ...database, user: `mj_${role}`, ssl: false, connectionTimeoutMillis: 5000 }),
  () => undefined,
);
let isStopped = false;
process.once('SIGTERM', () => {
  isStopped = true;
});
await clearIncoming(folder);
process.stdout.write('ready\n');
const open = openCases();
await Promise.all(Array.from({ length: CASES }, (_, i) => grow(open[i])));
await databases.close();

function openCases(): Case[] {
  const cases = new Map<string, Case>();
  for (const one of earlier) {
    if (one.kind !== 'tried' && one.kind !== 'acknowledged') continue;
    const known = cases.get(one.stream) ?? caseOf(one.stream);
    cases.set(one.stream, known);
    if (one.kind === 'tried') known.tried = one.command;
    else {
      known.version = one.version;
      known.commitment = fromHex(one.commitment) ?? null;
      known.tried = undefined;
    }
  }
  return [...cases.values()].filter(({ version }) => version < FACTS_OF_A_CASE);
}

function caseOf(stream: string): Case {
  const bureau = bureaus[Number.parseInt(stream.slice(-1), 16) % bureaus.length] ?? '';
  return { stream, bureau, version: 0, commitment: null, tried: undefined };
}

async function grow(first: Case | undefined): Promise<void> {
  for (let one = first ?? caseOf(`case/${randomUUID()}`); !isStopped; ) {
    await write(one);
    if (one.version % 16 === 0) await store();
    if (one.version >= FACTS_OF_A_CASE) one = caseOf(`case/${randomUUID()}`);
    await sleep(rest);
  }
}

async function write(one: Case): Promise<void> {
  const { stream, bureau } = one;
  const version = one.version + 1;
  const command = one.tried ?? randomUUID();
  if (one.tried === undefined) note({ kind: 'tried', stream, version, command });
  for (;;) {
    const commitment = await tryOnce(one, command).catch((error: unknown) =>
      outcomeOf(error, stream, version, command),
    );
    if (commitment !== undefined) {
      note({ kind: 'acknowledged', stream, version, command, commitment: toHex(commitment) });
      Object.assign(one, { version, commitment, tried: undefined });
      return;
    }
    await sleep(20);
  }

  async function tryOnce(at: Case, commandId: string): Promise<Uint8Array> {
    const [written] = await writeCommand(databases.app, {
      commandId,
      digest: commandDigest({}),
      stream,
      bureau,
      actor: writerOf(bureau),
      recordedAt: new Date().toISOString(),
      after: { version: at.version, commitment: at.commitment },
      facts: [
        {
          type: 'calendar-imported',
          occurredOn: '2025-10-10',
          data: {
            year: 2000 + version,
            sha256: createHash('sha256').update(commandId).digest('hex'),
            notice: stream,
          },
        },
      ],
      project: [],
    });
    if (written === undefined) throw new Error('nothing was written');
    return written.commitment;
  }
}

/** A command that a broken connection left open may have been written: then the repetition meets it there. */
async function outcomeOf(
  error: unknown,
  stream: string,
  version: number,
  command: string,
): Promise<Uint8Array | undefined> {
  if (!(error instanceof RequestError)) return undefined;
  const found = await databases.worker
    .query<{ command_id: string; commitment: Buffer }>(
      'select command_id, commitment from journal where stream = $1 and version = $2',
      [stream, version],
    )
    .catch(() => undefined);
  const row = found?.rows[0];
  if (found === undefined) return undefined;
  if (row?.command_id === command) return row.commitment;
  note({
    kind: 'wrong',
    sentence: `${stream}@${version}: ${error.code}, but the command is not the one there`,
  });
  process.exit(1);
}

async function store(): Promise<void> {
  const bytes = randomBytes(4096);
  const { sha256, size } = await storeFile(
    folder,
    Readable.from([bytes.subarray(0, 1000), bytes.subarray(1000)]),
  );
  note({ kind: 'stored', sha256, size });
}
