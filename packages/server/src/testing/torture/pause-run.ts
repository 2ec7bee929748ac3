import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { randomOf } from '../../platform/testing/every-fault.ts';
import type { Found } from './check-run.ts';
import { openTorture, type TortureInstallation } from './installation.ts';
import { nextNote } from './kill-run.ts';

export interface PauseReport extends Found {
  /** How often a process was stopped while it held the log. */
  readonly held: number;
  /** How often the other one signed on while it slept. */
  readonly takenOver: number;
  readonly seconds: number;
}

const LEASE = 1000;

/** Stops one of two log keepers in the middle of its work for longer than its lease, lets the other go on, and wakes it. */
export async function runPauses(options: {
  readonly folder: string;
  readonly pauses: number;
  readonly seed: number;
  readonly say?: (line: string) => void;
}): Promise<PauseReport> {
  const start = performance.now();
  const random = randomOf(options.seed);
  const installation = await openTorture({ folder: options.folder, rest: 4, lease: LEASE });
  let [held, takenOver] = [0, 0];
  try {
    // Some stops meet a process between two rounds: they count as sleep, not as holding the log.
    for (let tries = 0; held < options.pauses && tries < options.pauses * 60; tries += 1) {
      const keeper = random() < 0.5 ? 0 : 1;
      const child = await installation.keepers[keeper]?.child();
      const folder = join(installation.keyFolder, 'wenshang', 'signed');
      if (tries > 0 && random() < 0.7) await nextNote(folder);
      else await sleep(random() * 300);
      child?.kill('SIGSTOP');
      try {
        if (!(await holdsLog(installation, `log-${keeper + 1}`))) continue;
        held += 1;
        const before = await newestHead(installation);
        await sleep(LEASE * 2);
        if ((await newestHead(installation)) > before) takenOver += 1;
      } finally {
        child?.kill('SIGCONT');
      }
      if (held % 10 === 0) options.say?.(`${held} pauses`);
    }
    const found = await installation.settle();
    return { ...found, held, takenOver, seconds: (performance.now() - start) / 1000 };
  } finally {
    await installation.close();
  }
}

async function holdsLog({ database }: TortureInstallation, name: string): Promise<boolean> {
  const rows = await database.ask(
    `select from pg_locks l join pg_stat_activity a using (pid)
     where a.application_name = $1 and l.relation = 'ledger_head'::regclass and l.mode in ('RowShareLock', 'RowExclusiveLock') and l.granted
       and exists (select from pg_locks t where t.pid = l.pid and t.locktype = 'transactionid')`,
    [name],
  );
  return rows.length > 0;
}

async function newestHead({ database }: TortureInstallation): Promise<number> {
  const [row] = await database.ask<{ size: number }>(
    `select coalesce(sum(size), 0)::int as size from (select max(size) as size from ledger_checkpoint group by bureau) as newest`,
  );
  return row?.size ?? 0;
}
