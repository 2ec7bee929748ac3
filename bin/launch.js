// Runs on any Node from 20 without dependencies: makes sure the pinned packages are there, then hands over to the pinned Node.
import { spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensurePackages, say } from './packages.js';

const root = realpathSync(fileURLToPath(new URL('..', import.meta.url)));
const modules = join(root, 'node_modules');
const programs = {
  start: 'packages/server/src/main.ts',
  mingjing: 'packages/server/src/cli/main.ts',
  test: 'scripts/test.ts',
  check: 'scripts/check.ts',
  bench: 'bench/main.ts',
  nightly: 'scripts/nightly.ts',
  acceptance: 'packages/ledger/src/acceptance.ts',
  torture: 'scripts/torture.ts',
  fresh: 'scripts/fresh.ts',
};

/** Answers to requests live briefly: with room for them they are gone before anything is moved to make place. */
const YOUNG = ['--max-semi-space-size=48'];
/** What serves, and what measures it. */
const SERVING = ['start', 'bench'];

await main(process.argv.slice(2));

async function main([verb, ...rest]) {
  const program = Object.hasOwn(programs, verb ?? '') ? programs[verb] : undefined;
  if (program === undefined)
    return stop(`用法：node bin/launch.js ${Object.keys(programs).join('|')} [参数…]`);
  const problem = await ensurePackages(root);
  if (problem !== undefined) return stop(problem);
  const node = findNode();
  if (node === undefined) {
    return stop(
      '没有可用的 Node 24：请在本机平台（Linux、macOS 或 Windows）重新执行 npm ci，或自行安装 Node 24 以上版本。',
    );
  }
  if (!existsSync(join(root, program))) return stop(`这一版本不含“${verb}”（缺少 ${program}）。`);
  run(node, [join(root, program), ...rest], verb);
}

function run(node, args, verb) {
  const env = { ...process.env, PATH: `${join(modules, '.bin')}${delimiter}${process.env.PATH ?? ''}` };
  if (verb === 'start') env.NODE_ENV ||= 'production';
  const parent = process.ppid;
  const child = spawn(node, [...(SERVING.includes(verb) ? YOUNG : []), ...args], {
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  child.on('error', (error) => stop(`无法启动 Node：${error.code ?? error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) {
    // npm killed outright passes nothing on: its disappearance counts as a request to stop.
    setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
  }
}

function findNode() {
  const windows = process.platform === 'win32';
  const pinned = [
    join(modules, '.bin', windows ? 'node.exe' : 'node'),
    join(
      modules,
      `node-${windows ? 'win' : process.platform}-${process.arch}`,
      'bin',
      windows ? 'node.exe' : 'node',
    ),
  ].find((path) => existsSync(path));
  if (pinned !== undefined) return realpathSync(pinned);
  return Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : undefined;
}

function stop(sentence) {
  say(sentence);
  process.exit(1);
}
