import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ProgramSettings } from './notes.ts';

/** A program of a torture run that is started again whenever it was killed. */
export interface Program {
  readonly name: string;
  /** Settles when it is up, or up again. */
  readonly up: () => Promise<void>;
  /** Its child process, once it is up. */
  readonly child: () => Promise<ChildProcess>;
  /** Kills it at once and has it start again. */
  kill(): Promise<void>;
  /** Asks it to end and waits. */
  end(): Promise<void>;
}

/** Keeps a program running; `start` answers once the child does its work. */
export function keepRunning(name: string, start: () => Promise<ChildProcess>): Program {
  let running = start();
  running.catch(() => undefined);
  return {
    name,
    up: async () => void (await running),
    child: () => running,
    kill: async () => {
      await finish(await running, 'SIGKILL');
      running = start();
      running.catch(() => undefined);
    },
    end: async () => finish(await running, 'SIGTERM'),
  };
}

/** Starts one of the programs beside this file and waits for its word. */
export async function startProgram(
  file: 'write-facts' | 'keep-log',
  settings: ProgramSettings,
): Promise<ChildProcess> {
  const program = join(import.meta.dirname, `${file}.ts`);
  const child = spawn(process.execPath, [program, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await Promise.race([
    once(child.stdout as NodeJS.ReadableStream, 'data'),
    once(child, 'exit').then(() => ['']),
  ])) as [Buffer | string];
  if (String(said) !== 'ready\n') throw new Error(`${file} did not start`);
  return child;
}

/** Sends a signal and waits until the process is gone. */
export async function finish(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}
