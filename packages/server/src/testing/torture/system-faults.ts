import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkLog, parseVkey } from '@mingjing/ledger';
import { placeOf } from '../../evidence/evidence-store.ts';
import { openSigner } from '../../log/signer.ts';
import { durableFiles } from '../../platform/durable-files.ts';
import { openWitnessStore } from '../../witness/witness-store.ts';
import {
  FAULT_ORIGIN,
  FAULT_WITNESS,
  type FaultSurroundings,
  ORIGINAL,
  ORIGINAL_SHA256,
} from './fault-content.ts';

/** Who writes what must survive. */
export const subjects = ['signer', 'witness', 'store', 'publisher'] as const;
export type Subject = (typeof subjects)[number];

export interface FaultReport {
  readonly trials: number;
  /** How many the system did interfere with. */
  readonly broken: number;
  readonly wrong: readonly string[];
}

const CALLS = [
  'openat',
  'write',
  'pwrite64',
  'fsync',
  'fdatasync',
  'close',
  'rename',
  'link',
  'unlink',
  'mkdir',
];
const FAULTS = ['error=EIO', 'error=ENOSPC', 'signal=KILL'];

/** Lets the kernel fail, or kill the process at, every system call on files that the subject makes; needs strace. */
export async function injectFaults(
  subject: Subject,
  surroundings: FaultSurroundings,
  every = 1,
): Promise<FaultReport> {
  const wrong: string[] = [];
  let [trials, broken] = [0, 0];
  for (const prepared of subject === 'signer' || subject === 'witness' ? [false, true] : [false]) {
    const base = join(surroundings.folder, `${subject}-base`);
    await rm(base, { recursive: true, force: true });
    await mkdir(base, { recursive: true });
    if (prepared) await run(subject, base, surroundings);
    const before = prepared ? 3 : 0;
    const calls = await trace(subject, base, surroundings);
    let count = 0;
    for (const { call, occurrences } of calls)
      for (const nth of occurrences)
        for (const fault of FAULTS) {
          count += 1;
          if (count % every !== 0) continue;
          const folder = join(surroundings.folder, `${subject}-trial`);
          await rm(folder, { recursive: true, force: true });
          await cp(base, folder, { recursive: true });
          const inject = `inject=${call}:${fault}:when=${nth}`;
          const { acknowledged, hasFailed } = await run(subject, folder, surroundings, inject);
          trials += 1;
          if (hasFailed) broken += 1;
          const name = `${subject}${prepared ? ', again' : ''}, ${inject}`;
          await judge(subject, folder, surroundings, acknowledged ?? before, name, wrong);
        }
  }
  return { trials, broken, wrong };
}

/** The same with a disk of its own that has only so many pages left. */
export async function fillDisk(subject: Subject, surroundings: FaultSurroundings): Promise<FaultReport> {
  const wrong: string[] = [];
  let [trials, broken] = [0, 0];
  const disk = join(surroundings.folder, 'small');
  await mkdir(disk, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
  try {
    for (let pages = 0; pages < 90; pages += pages < 20 ? 1 : 10) {
      const folder = join(disk, String(pages));
      const filler = join(disk, 'filler');
      await mkdir(folder);
      await fill(filler, pages * 4096);
      const { acknowledged } = await run(subject, folder, surroundings);
      trials += 1;
      if (acknowledged === undefined) broken += 1;
      await rm(filler);
      await judge(
        subject,
        folder,
        surroundings,
        acknowledged ?? 0,
        `${subject} with ${pages} pages left`,
        wrong,
      );
      await rm(folder, { recursive: true });
    }
  } finally {
    execFileSync('umount', ['-l', disk]);
  }
  return { trials, broken, wrong };
}

/** Fills the disk that a file lies on until only so many bytes are left. */
async function fill(path: string, left: number): Promise<void> {
  const free =
    Number(execFileSync('stat', ['-f', '-c', '%f', join(path, '..')], { encoding: 'utf8' })) * 4096;
  await writeFile(path, Buffer.alloc(Math.max(0, free - left)));
}

interface Ran {
  readonly acknowledged: number | undefined;
  /** The system did what it was told. */
  readonly hasFailed: boolean;
}

async function run(
  subject: Subject,
  folder: string,
  { database, scratch }: FaultSurroundings,
  inject?: string,
): Promise<Ran> {
  const program = [join(import.meta.dirname, 'fault-subject.ts'), subject, folder, JSON.stringify(database)];
  const log = join(scratch, 'injected');
  const command = inject === undefined ? process.execPath : 'strace';
  const before =
    inject === undefined
      ? []
      : ['-f', '-o', log, '-e', `trace=${inject.slice(7).split(':')[0]}`, '-e', inject, process.execPath];
  const child = spawn(command, [...before, ...program], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...ONE_THREAD },
  });
  let said = '';
  child.stdout.on('data', (part: Buffer) => {
    said += part.toString('utf8');
  });
  const patience = setTimeout(() => child.kill('SIGKILL'), 60_000);
  await once(child, 'close');
  clearTimeout(patience);
  const acknowledged = /^acknowledged (\d+)$/m.exec(said)?.[1];
  const hasFailed =
    inject !== undefined && /\(INJECTED\)|killed by SIGKILL/.test(await readFile(log, 'utf8'));
  return { acknowledged: acknowledged === undefined ? undefined : Number(acknowledged), hasFailed };
}

/** Which occurrences of each call, in the thread that makes it, belong to the subject's work. */
async function trace(subject: Subject, base: string, surroundings: FaultSurroundings) {
  const { folder, database, scratch } = surroundings;
  const [log, copy] = [join(scratch, 'trace'), join(folder, `${subject}-traced`)];
  await rm(copy, { recursive: true, force: true });
  await cp(base, copy, { recursive: true });
  const program = [join(import.meta.dirname, 'fault-subject.ts'), subject, copy, JSON.stringify(database)];
  execFileSync('strace', ['-f', '-o', log, '-e', `trace=${CALLS.join(',')}`, process.execPath, ...program], {
    stdio: 'ignore',
    env: { ...process.env, ...ONE_THREAD },
  });
  const lines = (await readFile(log, 'utf8')).split('\n');
  const begins = lines.findIndex((line) => line.includes('torture-begins'));
  if (begins < 0) throw new Error('the trace shows no beginning');
  return CALLS.map((call) => {
    const occurrences = new Set<number>();
    const counts = new Map<string, number>();
    lines.forEach((line, at) => {
      const [, thread = '', name] = /^(\d+)\s+(\w+)\(/.exec(line) ?? [];
      if (name !== call) return;
      counts.set(thread, (counts.get(thread) ?? 0) + 1);
      // Eight bytes are a word between Node's threads.
      if (at > begins && !line.includes(', 8)')) occurrences.add(counts.get(thread) ?? 0);
    });
    return { call, occurrences: [...occurrences] };
  });
}

/** Calls are counted for each thread; Node's files are then all in the hands of one. */
const ONE_THREAD = { UV_THREADPOOL_SIZE: '1' };

/** Whatever went wrong: what was acknowledged is there, nothing is half, and the next run succeeds. */
async function judge(
  subject: Subject,
  folder: string,
  surroundings: FaultSurroundings,
  acknowledged: number,
  name: string,
  wrong: string[],
): Promise<void> {
  try {
    const found = await foundIn(subject, folder, surroundings);
    if (found < acknowledged) wrong.push(`${name}: ${acknowledged} was acknowledged, ${found} is there`);
    const again = await run(subject, folder, surroundings);
    if (again.acknowledged === undefined) wrong.push(`${name}: the next run fails`);
    else if ((await foundIn(subject, folder, surroundings)) !== again.acknowledged)
      wrong.push(`${name}: the next run leaves something else than it said`);
  } catch (error) {
    wrong.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function foundIn(subject: Subject, folder: string, { vkey }: FaultSurroundings): Promise<number> {
  const files = durableFiles();
  switch (subject) {
    case 'signer':
      return (await openSigner(folder, FAULT_ORIGIN).last())?.size ?? 0;
    case 'witness': {
      const store = await openWitnessStore(folder, FAULT_WITNESS, []);
      return (await store.lastOf(FAULT_ORIGIN))?.size ?? 0;
    }
    case 'store': {
      const kept = await files.read(placeOf(folder, ORIGINAL_SHA256));
      if (kept !== undefined && !kept.equals(ORIGINAL)) throw new Error('an original is half there');
      return kept?.length ?? 0;
    }
    case 'publisher':
      if ((await files.read(join(folder, 'checkpoint'))) === undefined) return 0;
      return (await checkLog((path) => files.read(join(folder, path)), parseVkey(vkey))).checkpoint.size;
  }
}
