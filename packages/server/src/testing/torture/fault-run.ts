import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSigner } from '../../log/signer.ts';
import { openTorture } from './installation.ts';
import { originOf } from './notes.ts';
import { type FaultReport, fillDisk, injectFaults, subjects } from './system-faults.ts';

/** What the system's own fault injection came to, by what was done to whom. */
export type FaultRunReport = readonly (FaultReport & { readonly title: string })[];

/** Has the kernel fail or kill publisher, signer, store and witness at every call, and fills their disk. */
export async function runFaults(options: {
  readonly folder: string;
  /** Tries one fault in so many. */
  readonly every: number;
  readonly say?: (line: string) => void;
}): Promise<FaultRunReport> {
  const installation = await openTorture({ folder: join(options.folder, 'log'), rest: 4, lease: 30_000 });
  try {
    await sleep(3000);
    await installation.settle();
    const [folder, scratch] = [join(options.folder, 'trials'), join(options.folder, 'scratch')];
    await mkdir(folder, { recursive: true });
    await mkdir(scratch, { recursive: true });
    const surroundings = {
      folder,
      scratch,
      database: { ...installation.database.address, user: 'mj_portal', ssl: false },
      vkey: openSigner(join(installation.keyFolder, 'wenshang'), originOf('wenshang')).vkey,
    };
    const reports: (FaultReport & { readonly title: string })[] = [];
    for (const subject of subjects) {
      if (hasProgram('strace')) {
        reports.push({
          title: `${subject}, each system call`,
          ...(await injectFaults(subject, surroundings, options.every)),
        });
        options.say?.(`${subject}: system calls`);
      }
      if (process.getuid?.() === 0) {
        reports.push({ title: `${subject}, full disk`, ...(await fillDisk(subject, surroundings)) });
        options.say?.(`${subject}: full disk`);
      }
    }
    return reports;
  } finally {
    await installation.close();
  }
}

function hasProgram(name: string): boolean {
  try {
    execFileSync(name, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
