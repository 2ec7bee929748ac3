import { type FileOperations, stopAfterFailedFlush } from '../file-operations.ts';
import { type Fault, type Leftover, type SimulatedDisk, simulatedDisk } from './simulated-disk.ts';

/** Something that is done to a disk, and what must hold of the disk whatever went wrong meanwhile. */
export interface Attempt<Acknowledged> {
  readonly root: string;
  /** What was there before. */
  readonly prepare?: (operations: FileOperations) => Promise<unknown>;
  /** What is done; its result is what was acknowledged. */
  readonly work: (operations: FileOperations) => Promise<Acknowledged>;
  /** What a process that starts anew must find; `undefined` where nothing was acknowledged. */
  readonly check: (operations: FileOperations, acknowledged: Acknowledged | undefined) => Promise<void>;
}

/** Lets every operation of an attempt go wrong in every way, one after another; answers how many attempts went wrong. */
export async function everyFault<Acknowledged>(
  attempt: Attempt<Acknowledged>,
  seed = 1,
): Promise<{ readonly operations: number; readonly faults: number }> {
  const random = randomOf(seed);
  let [operations, faults] = [0, 0];
  for (const fault of ['EIO', 'ENOSPC', 'power-cut'] as const) {
    for (let nth = 1; await failsAt(attempt, nth, fault, random); nth += 1) {
      operations = Math.max(operations, nth);
      faults += 1;
    }
  }
  return { operations, faults };
}

async function failsAt<Acknowledged>(
  attempt: Attempt<Acknowledged>,
  nth: number,
  fault: Fault,
  random: () => number,
): Promise<boolean> {
  const disk = simulatedDisk(attempt.root);
  await attempt.prepare?.(disk.operations);
  disk.fail(nth, fault);
  const outcome = await attempt.work(stopAfterFailedFlush(disk.operations)).then(
    (acknowledged) => ({ acknowledged }),
    (error: unknown) => ({ error }),
  );
  const hasFailed = disk.hasFailed();
  disk.repair();
  const acknowledged = 'acknowledged' in outcome ? outcome.acknowledged : undefined;
  const found: [string, SimulatedDisk][] = (['nothing', 'everything', 'some'] satisfies Leftover[]).map(
    (leftover) => [`${leftover} left`, disk.afterPowerCut(leftover, random)],
  );
  if (fault !== 'power-cut') found.push(['no power cut', disk]);
  for (const [what, one] of found)
    await attempt.check(stopAfterFailedFlush(one.operations), acknowledged).catch((error: unknown) => {
      throw new Error(`${fault} at operation ${nth}, ${what}`, { cause: error });
    });
  return hasFailed;
}

/** Chance that comes out the same on every run (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
