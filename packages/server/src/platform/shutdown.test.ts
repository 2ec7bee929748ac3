import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const helper = fileURLToPath(new URL('shutdown.ts', import.meta.url));
const program = `
  import { onShutdown } from ${JSON.stringify(helper)};
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const work = setInterval(() => undefined, 1000);
  onShutdown(async () => { await new Promise((r) => setTimeout(r, 200)); process.stdout.write('finished'); clearInterval(work); }, log);
  process.stdout.write('ready;');
`;

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s lets the work begun be finished, once, and ends with 0',
  async (signal) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output = collect(child);
    await once(child.stdout, 'data');
    child.kill(signal);
    child.kill(signal);
    const [code] = await once(child, 'exit');
    expect([code, await output]).toEqual([0, 'ready;finished']);
  },
);

test('when the launcher is killed outright the server stops in order', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const output = collect(child);
  if (child.stdout !== null) await once(child.stdout, 'data');
  child.disconnect();
  const [code] = await once(child, 'exit');
  expect([code, await output]).toEqual([0, 'ready;finished']);
});

const collect = async (child: ChildProcess): Promise<string> => {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  if (child.stdout !== null) await once(child.stdout, 'end');
  return text;
};
