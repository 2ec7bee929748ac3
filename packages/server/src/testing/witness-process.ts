import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** `mingjing witness` as another body runs it: its own process and folder, reached over HTTP alone. */
export interface WitnessProcess {
  readonly url: string;
  readonly port: number;
  readonly vkey: string;
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Starts a witness for the log of that public key. */
export async function runWitness(
  folder: string,
  name: string,
  logVkey: string,
  port = 0,
): Promise<WitnessProcess> {
  const main = join(import.meta.dirname, '..', 'cli', 'main.ts');
  const options = ['--folder', folder, '--name', name, '--log', logVkey, '--port', String(port)];
  const child = spawn(process.execPath, [main, 'witness', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const found = await firstLines(child);
  return {
    ...found,
    child,
    port: Number(new URL(found.url).port),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function firstLines(child: ChildProcess): Promise<{ readonly url: string; readonly vkey: string }> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`the witness did not start: ${said}`)));
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString('utf8');
      const url = /(http:\/\/\S+)\/add-checkpoint\n/.exec(said)?.[1];
      const vkey = /公钥[^：]*：(\S+)\n/.exec(said)?.[1];
      if (url !== undefined && vkey !== undefined) resolve({ url, vkey });
    });
  });
}
