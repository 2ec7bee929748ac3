import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { TortureInstallation } from './installation.ts';
import { runKills, targets } from './kill-run.ts';
import { runPauses } from './pause-run.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mingjing-torture-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const KILLS = 60;

test('60 kills of database, app, sequencer, signer and witness under load: no acknowledged fact or original lost, doubled or reordered, no published root changed', async () => {
  const seed = randomBytes(4).readUInt32LE();
  const report = await runKills({ folder, kills: KILLS, seed }, detectsDamage);
  expect(report.wrong, `seed ${seed}`).toEqual([]);
  expect(Object.values(report.kills)).toEqual(targets.map(() => KILLS / targets.length));
  expect(report.acknowledged).toBeGreaterThan(200);
  expect(report.heads).toBeGreaterThan(20);
  expect(report.originals).toBeGreaterThan(5);
}, 600_000);

test('of two log keepers one is stopped past its lease while it holds the log, and woken: no fork, no duplicate, the other signs on meanwhile', async () => {
  const seed = randomBytes(4).readUInt32LE();
  const report = await runPauses({ folder, pauses: 3, seed });
  expect(report.wrong, `seed ${seed}`).toEqual([]);
  expect([report.held, report.takenOver]).toEqual([3, 3]);
  expect(report.facts).toBeGreaterThan(100);
}, 600_000);

/** That a run finds nothing means something: what is damaged afterwards it names. */
async function detectsDamage({ database, check, originals }: TortureInstallation): Promise<void> {
  const ends = await database.ask<{ stream: string; version: number }>(
    `select stream, max(version) as version from journal where stream like 'case/%' group by stream having max(version) > 3 order by stream limit 4`,
  );
  const [lost, doubled, changed, swapped] = ends.map(({ stream, version }) => ({ stream, version }));
  if (!lost || !doubled || !changed || !swapped) throw new Error('too few cases');
  await database.ask(`set session_replication_role = replica;
    delete from journal where stream = '${lost.stream}' and version = ${lost.version};
    update journal set asked = null, command_id = (select command_id from journal where stream = '${doubled.stream}' and version = 1)
      where stream = '${doubled.stream}' and version = 2;
    update ledger_entry set leaf = sha256(leaf) where stream = '${changed.stream}' and version = 1;
    update ledger_entry set index = -1 where stream = '${swapped.stream}' and version = 3`);
  const [gone, cut] = originals();
  await rm(gone ?? '');
  await truncate(cut ?? '', 4000);
  const told = (await check()).wrong.join('\n');
  for (const sentence of [
    `${lost.stream}@${lost.version} was acknowledged and is lost`,
    `${doubled.stream}@2 was written twice`,
    `${doubled.stream}@2 is another fact than was acknowledged`,
    `${changed.stream}@1 has another leaf in the log`,
    `${swapped.stream}@3 stands before its predecessor in the log`,
    'has another root now',
    'is lost',
    'is damaged',
  ])
    expect(told).toContain(sentence);
}
