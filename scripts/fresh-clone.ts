import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning } from '../packages/server/src/platform/processes.ts';
import { root } from './steps.ts';

/** Who does it: this user, or another one by number with a home folder of its own. */
export type Person = Readonly<{ home: string; uid?: number; gid?: number }>;

/** What a command said and how it ended. */
export type Said = Readonly<{ code: number; output: string; errors: string }>;

/** A started product: where it answers, its process group, and its database process. */
export type Started = Readonly<{
  portal: string;
  office: string;
  child: ChildProcess;
  seconds: number;
  postmaster: number;
  socketFolder: string;
}>;

/** Clones the last commit of this repository into a folder that then belongs to the person. */
export const cloneFor = (person: Person, folder: string): void => {
  mkdirSync(person.home, { recursive: true });
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', root, folder], { stdio: 'pipe' });
  if (person.uid === undefined) return;
  chmodSync(person.home, 0o700);
  execFileSync('chown', ['-R', `${person.uid}:${person.gid}`, folder, person.home], { stdio: 'pipe' });
};

/** Runs a command to its end as the person would, without anything of this repository in the way. */
export const runAs = async (
  person: Person,
  folder: string,
  command: readonly string[],
  settings: NodeJS.ProcessEnv = {},
): Promise<Said> => {
  const child = begin(person, folder, command, settings);
  const said = listen(child);
  const code = await new Promise<number>((resolve) => child.once('close', (end) => resolve(end ?? 1)));
  return { code, ...said };
};

/** `npm start -- --demo` until both doors say that they are ready; throws what it said instead. */
export const startDemo = async (
  person: Person,
  folder: string,
  settings: NodeJS.ProcessEnv = {},
): Promise<Started> => {
  const [portalPort, officePort] = [await freePort(), await freePort()];
  const begun = performance.now();
  const child = begin(person, folder, ['npm', 'start', '--', '--demo'], {
    ...settings,
    PORT: String(portalPort),
    OFFICE_PORT: String(officePort),
  });
  const said = listen(child);
  const [portal, office] = [`http://localhost:${portalPort}`, `http://localhost:${officePort}`];
  while (!(said.output.includes('明镜已就绪') && (await isReady(portal)) && (await isReady(office)))) {
    if (child.exitCode !== null || performance.now() - begun > 180_000)
      throw new Error(`没有就绪：${said.output}${said.errors}`);
    await sleep(50);
  }
  const seconds = (performance.now() - begun) / 1000;
  const data = settings.MINGJING_DATA ?? join(folder, 'data');
  const [postmaster = '', , , , socketFolder = ''] = readFileSync(
    join(data, 'database', 'postmaster.pid'),
    'utf8',
  ).split('\n');
  return { portal, office, child, seconds, postmaster: Number(postmaster), socketFolder };
};

/** Kills npm, launcher and server at once; the database has a session of its own and stays. */
export const killAll = async ({ child }: Started): Promise<void> => {
  const gone = ended(child);
  process.kill(-Number(child.pid), 'SIGKILL');
  await gone;
};

/** Asks npm to stop, and waits until the database is gone too. */
export const stopDemo = async ({ child, postmaster }: Started): Promise<void> => {
  const gone = ended(child);
  child.kill('SIGTERM');
  await gone;
  for (let tries = 0; isRunning(postmaster); tries++) {
    if (tries > 300) throw new Error('数据库仍在运行');
    await sleep(100);
  }
};

/** The Chinese sentences of a refusal: what a person reads, without npm's lines and the log's. */
export const sentences = ({ errors }: Said): string[] =>
  errors.split('\n').filter((line) => /\p{Script=Han}/u.test(line) && !/^(npm|\{)/.test(line));

/** A port nobody listens on. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });

const begin = (
  person: Person,
  folder: string,
  [program = '', ...args]: readonly string[],
  settings: NodeJS.ProcessEnv,
): ChildProcess => {
  const kept = ['LANG', 'CI', 'MINGJING_CHROMIUM'].flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  // The newcomer's own Node and npm, not those that this repository pins.
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !entry.includes('node_modules'));
  return spawn(program, args, {
    cwd: folder,
    env: { ...Object.fromEntries(kept), PATH: path.join(delimiter), HOME: person.home, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...(person.uid === undefined ? {} : { uid: person.uid, gid: person.gid ?? person.uid }),
  });
};

const ended = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once('exit', resolve));
};

const listen = (child: ChildProcess): { output: string; errors: string } => {
  const said = { output: '', errors: '' };
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.errors += text;
  });
  return said;
};

const isReady = async (address: string): Promise<boolean> => {
  const answer = await fetch(`${address}/healthz`).catch(() => undefined);
  return answer?.status === 200 && /"database":"embedded"/.test(await answer.text());
};
