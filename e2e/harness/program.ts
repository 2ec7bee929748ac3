import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The real program, started as anybody would start it, with a data folder of its own. */
export interface Program {
  readonly portal: string;
  readonly office: string;
  readonly dataFolder: string;
  /** What it has said in its window. */
  said(): string;
  /** Ends it as an operator would; a journey fails where it does not end cleanly. */
  stop(): Promise<void>;
}

/** What one run of the launcher said and how it ended. */
export interface Run {
  readonly code: number | null;
  readonly output: string;
}

/** Starts the demonstration, or without a day of its own an empty installation, on free ports and waits until it answers. */
export async function startProgram(options: {
  readonly today?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Name under which the browser asks for it. */
  readonly host?: string;
}): Promise<Program> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'mj-e2e-'));
  const [portalPort, officePort] = await freePorts();
  const settings = {
    PORT: String(portalPort),
    OFFICE_PORT: String(officePort),
    ...(options.today === undefined ? {} : { MINGJING_CLOCK: options.today }),
  };
  const child = launch(options.today === undefined ? ['start'] : ['start', '--demo'], {
    ...settings,
    MINGJING_DATA: dataFolder,
    ...options.env,
  });
  const said = listen(child);
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const clear = () => rm(dataFolder, { recursive: true, force: true });
  await Promise.race([
    said.until('明镜已就绪'),
    ended.then(async (code) => {
      await clear();
      throw new Error(`the program ended with ${code}:\n${said.output()}`);
    }),
  ]);
  const scheme = options.env?.MINGJING_TLS_CERT === undefined ? 'http' : 'https';
  const host = options.host ?? 'localhost';
  return {
    portal: `${scheme}://${host}:${portalPort}`,
    office: `${scheme}://${host}:${officePort}`,
    dataFolder,
    said: said.output,
    stop: async () => {
      const alive = child.exitCode === null;
      if (alive) child.kill('SIGTERM');
      const code = await ended;
      await clear();
      if (!alive || code !== 0)
        throw new Error(`the program ended ${alive ? '' : 'too early '}with ${code}:\n${said.output()}`);
    },
  };
}

/** Runs `mingjing …` on a data folder to its end. */
export async function runCommandLine(args: readonly string[], dataFolder: string): Promise<Run> {
  const child = launch(['mingjing', ...args], { MINGJING_DATA: dataFolder });
  const said = listen(child);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output: said.output() };
}

const root = fileURLToPath(new URL('../..', import.meta.url));

function launch(args: readonly string[], settings: Readonly<Record<string, string>>): ChildProcess {
  const { NODE_ENV: _, VITEST: __, DATABASE_URL: ___, ...inherited } = process.env;
  return spawn(process.execPath, [join(root, 'bin/launch.js'), ...args], {
    env: { ...inherited, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function listen(child: ChildProcess) {
  let output = '';
  const waiting: { readonly text: string; readonly resolve: () => void }[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      for (const { text, resolve } of waiting) if (output.includes(text)) resolve();
    });
  }
  return {
    output: () => output,
    until: (text: string) => new Promise<void>((resolve) => waiting.push({ text, resolve })),
  };
}

/** Two ports that nobody uses; both are held before either is let go, so that they differ. */
async function freePorts(): Promise<readonly [number, number]> {
  const probes = [createServer().listen(0, '127.0.0.1'), createServer().listen(0, '127.0.0.1')] as const;
  await Promise.all(probes.map((probe) => once(probe, 'listening')));
  const [first, second] = probes.map((probe) => (probe.address() as AddressInfo).port);
  await Promise.all(probes.map((probe) => once(probe.close(), 'close')));
  return [first ?? 0, second ?? 0];
}
