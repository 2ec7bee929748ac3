import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { placeOf } from '../../evidence/evidence-store.ts';
import { openSigner } from '../../log/signer.ts';
import { runWitness } from '../witness-process.ts';
import { checkRun, type Found } from './check-run.ts';
import { originOf, type ProgramSettings, readNotes, writerOf } from './notes.ts';
import { keepRunning, type Program, startProgram } from './programs.ts';
import { openRunDatabase, type RunDatabase } from './run-database.ts';

const BUREAUS = ['wenshang', 'cangzhou'];

/** Two app nodes, two processes that keep the logs with one key, a witness and a database, each a process of its own. */
export interface TortureInstallation {
  readonly database: RunDatabase;
  readonly writers: readonly Program[];
  readonly keepers: readonly Program[];
  readonly witness: Program;
  readonly keyFolder: string;
  /** Ends the load, lets the log catch up, and holds all that is left against all that was acknowledged. */
  settle(): Promise<Found>;
  /** The same once more, without waiting. */
  check(): Promise<Found>;
  /** Where the originals that the app nodes stored lie. */
  readonly originals: () => readonly string[];
  close(): Promise<void>;
}

/** The one person of each bureau, in whose name its cases grow. */
async function employ(database: RunDatabase, bureau: string): Promise<void> {
  await database.ask(
    `insert into bureau (id, name, short, profile, demonstration, created_at) values ($1, $1, $1, '{}', true, now())`,
    [bureau],
  );
  await database.ask(
    `insert into person (id, bureau, login, name, password_hash, roles) values ($1, $2, $1, $1, '', '{handler}')`,
    [writerOf(bureau), bureau],
  );
}

export interface TortureLoad {
  readonly folder: string;
  readonly rest: number;
  readonly lease: number;
}

/** Sets everything up under `folder` and starts it. */
export async function openTorture({ folder, rest, lease }: TortureLoad): Promise<TortureInstallation> {
  const keyFolder = join(folder, 'keys');
  await mkdir(keyFolder, { recursive: true });
  const database = await openRunDatabase(join(folder, 'data'));
  for (const bureau of BUREAUS) await employ(database, bureau);
  const vkeys = BUREAUS.map((bureau) => openSigner(join(keyFolder, bureau), originOf(bureau)).vkey);
  await mkdir(join(keyFolder, BUREAUS[0] ?? '', 'signed'), { recursive: true });
  const startWitness = (port?: number) =>
    runWitness(join(folder, 'witness'), 'torture.mingjing.test/witness', vkeys[0] ?? '', port);
  const first = await startWitness();
  let witnessChild: Promise<typeof first> | undefined = Promise.resolve(first);
  const witness = keepRunning('witness', async () => {
    const { child } = await (witnessChild ?? startWitness(first.port));
    witnessChild = undefined;
    return child;
  });
  const settings = (name: string): ProgramSettings => ({
    name,
    database: database.address,
    bureaus: BUREAUS,
    keyFolder,
    rest,
    lease,
    notes: join(folder, `${name}.notes`),
    folder: join(folder, name),
    witness: `witness w ${first.vkey} ${first.url}\nquorum w\n`,
  });
  const names = { writers: ['app-1', 'app-2'], keepers: ['log-1', 'log-2'] } as const;
  const writers = names.writers.map((name) =>
    keepRunning(name, () => startProgram('write-facts', settings(name))),
  );
  const keepers = names.keepers.map((name) =>
    keepRunning(name, () => startProgram('keep-log', settings(name))),
  );
  const notesOf = (name: string) => ({
    notes: readNotes(join(folder, `${name}.notes`)),
    folder: join(folder, name),
  });
  const check = async (): Promise<Found> => {
    const owner = new pg.Client({ ...database.address, user: 'postgres', ssl: false });
    await owner.connect();
    try {
      return await checkRun({
        owner,
        bureaus: BUREAUS.map((id, i) => ({ id, vkey: vkeys[i] ?? '' })),
        writers: names.writers.map(notesOf),
        keepers: names.keepers.map(notesOf),
      });
    } finally {
      await owner.end();
    }
  };
  await Promise.all([...writers, ...keepers, witness].map((one) => one.up()));
  return {
    database,
    writers,
    keepers,
    witness,
    keyFolder,
    settle: async () => {
      await Promise.all([database.up(), ...keepers.map((one) => one.up())]);
      await Promise.all(writers.map((one) => one.end()));
      await caughtUp(database);
      await Promise.all(keepers.map((one) => one.end()));
      return check();
    },
    check,
    originals: () =>
      names.writers
        .map(notesOf)
        .flatMap(({ notes, folder: store }) =>
          notes.flatMap((note) => (note.kind === 'stored' ? [placeOf(store, note.sha256)] : [])),
        ),
    close: async () => {
      await Promise.allSettled([...writers, ...keepers, witness].map((one) => one.end()));
      await database.stop();
    },
  };
}

/** Waits until nothing is pending and every head is signed, and long enough for its publication. */
async function caughtUp(database: RunDatabase): Promise<void> {
  for (let i = 0; i < 600; i += 1) {
    const [row] = await database.ask<{ open: boolean }>(
      `select exists (select from ledger_pending) or exists (select from ledger_head h where size > 0 and not exists
         (select from ledger_checkpoint c where c.bureau = h.bureau and c.size = h.size)) as open`,
    );
    if (row?.open === false) break;
    await sleep(100);
  }
  await sleep(2500);
}
