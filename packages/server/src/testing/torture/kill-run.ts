import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../../platform/testing/every-fault.ts';
import type { Found } from './check-run.ts';
import { openTorture, type TortureInstallation } from './installation.ts';

/** Who is killed: the signer while it notes what it signs, everybody else at any moment. */
export const targets = ['database', 'database-all', 'app', 'sequencer', 'signer', 'witness'] as const;
export type Target = (typeof targets)[number];

export interface KillOptions {
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
  readonly say?: (line: string) => void;
}

export interface KillReport extends Found {
  readonly kills: Readonly<Record<Target, number>>;
  readonly seconds: number;
}

/** Kills processes at random under load, as often as told, and says what is wrong afterwards. */
export async function runKills(
  { folder, kills, seed, say }: KillOptions,
  look?: (installation: TortureInstallation) => Promise<void>,
): Promise<KillReport> {
  const start = performance.now();
  const random = randomOf(seed);
  const installation = await openTorture({ folder, rest: 4, lease: 30_000 });
  const killed = Object.fromEntries(targets.map((target) => [target, 0])) as Record<Target, number>;
  try {
    const waiting: Target[] = [];
    for (let i = 0; i < kills; i += 1) {
      await sleep(20 + random() * 230);
      // Each kind comes as often as any other, in an order of chance.
      if (waiting.length === 0) waiting.push(...targets);
      const target = waiting.splice(Math.floor(random() * waiting.length), 1)[0] ?? 'app';
      await killOne(installation, target, random);
      killed[target] += 1;
      if ((i + 1) % 50 === 0) say?.(`${i + 1} kills`);
    }
    const found = await installation.settle();
    await look?.(installation);
    return { ...found, kills: killed, seconds: (performance.now() - start) / 1000 };
  } finally {
    await installation.close();
  }
}

async function killOne(
  { database, writers, keepers, witness, keyFolder }: TortureInstallation,
  target: Target,
  random: () => number,
): Promise<void> {
  const oneOf = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)] as T;
  switch (target) {
    case 'database':
      return database.kill('server');
    case 'database-all':
      return database.kill('all');
    case 'app':
      return oneOf(writers).kill();
    case 'sequencer':
      return oneOf(keepers).kill();
    case 'witness':
      return witness.kill();
    case 'signer':
      await Promise.all(keepers.map((keeper) => keeper.up()));
      await nextNote(join(keyFolder, 'wenshang', 'signed'));
      await Promise.all(keepers.map((keeper) => keeper.kill()));
  }
}

/** Settles when the signer touches what it notes its heads in; after a while in any case. */
export function nextNote(folder: string): Promise<void> {
  return new Promise((resolve) => {
    let watcher: FSWatcher | undefined;
    const end = () => {
      clearTimeout(patience);
      watcher?.close();
      resolve();
    };
    const patience = setTimeout(end, 3000);
    watcher = watch(folder, end);
  });
}
