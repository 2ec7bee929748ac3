import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Makes node_modules match package-lock.json; answers a Chinese sentence when that is impossible. */
export async function ensurePackages(root) {
  const lockFile = join(root, 'package-lock.json');
  if (!existsSync(lockFile)) return '缺少 package-lock.json，代码不完整，请重新获取。';
  const wanted = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  if (isInstalled(root, wanted)) return undefined;
  const gate = join(
    tmpdir(),
    `mingjing-install-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`,
  );
  if (!(await enter(gate))) return '另一个进程正在安装依赖，等了十分钟仍未结束，请稍后再试。';
  try {
    if (isInstalled(root, wanted)) return undefined;
    say('正在按 package-lock.json 安装依赖（约一分钟，仅首次或版本变化时）……');
    const code = await install(root);
    if (code !== 0) return `依赖安装失败（npm ci 退出码 ${code}）：请检查网络与磁盘空间后重试。`;
    mark(root, wanted);
    return undefined;
  } finally {
    rmSync(gate, { recursive: true, force: true });
  }
}

/** One line for the person; standard output stays free for results. */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

function isInstalled(root, wanted) {
  const marker = join(root, 'node_modules', '.mingjing-lock');
  if (existsSync(marker)) {
    const hiddenLock = statSync(join(root, 'node_modules', '.package-lock.json'), { throwIfNoEntry: false });
    const untouched = hiddenLock !== undefined && hiddenLock.mtimeMs <= statSync(marker).mtimeMs;
    if (untouched && readFileSync(marker, 'utf8').trim() === wanted) return true;
  }
  if (!matchesLock(root)) return false;
  mark(root, wanted);
  return true;
}

// Somebody may have run `npm ci` or `npm install` by hand: npm's own record of what lies there is believed.
function matchesLock(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  try {
    const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const present = JSON.parse(readFileSync(record, 'utf8')).packages;
    return Object.entries(locked).every(([path, entry]) => {
      if (!path.startsWith('node_modules/') && !path.includes('/node_modules/')) return true;
      const found = present[path];
      if (found === undefined) return !belongsHere(entry);
      return found.version === entry.version && existsSync(join(root, path));
    });
  } catch {
    return false;
  }
}

function belongsHere(entry) {
  if (entry.optional === true && entry.os === undefined && entry.cpu === undefined) return false;
  const fits = (allowed, value) => allowed === undefined || [allowed].flat().includes(value);
  const musl =
    process.platform === 'linux' && process.report?.getReport().header.glibcVersionRuntime === undefined;
  return (
    fits(entry.os, process.platform) &&
    fits(entry.cpu, process.arch) &&
    fits(entry.libc, musl ? 'musl' : 'glibc')
  );
}

function mark(root, wanted) {
  try {
    writeFileSync(join(root, 'node_modules', '.mingjing-lock'), `${wanted}\n`);
  } catch {
    // A read-only checkout is only compared again next time.
  }
}

async function enter(gate) {
  for (let second = 0; second < 600; second++) {
    try {
      mkdirSync(gate);
      writeFileSync(join(gate, 'pid'), String(process.pid));
      return true;
    } catch (error) {
      if (error.code !== 'EEXIST') return true;
    }
    if (!holderLives(gate)) rmSync(gate, { recursive: true, force: true });
    else await sleep(1000);
  }
  return false;
}

function holderLives(gate) {
  try {
    process.kill(Number(readFileSync(join(gate, 'pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    if (error.code === 'EPERM') return true;
    const age = Date.now() - (statSync(gate, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    return error.code === 'ENOENT' && age < 2000;
  }
}

function install(root) {
  const args = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const own = process.env.npm_execpath;
  const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  return new Promise((resolve) => {
    const shell = command === 'npm' && process.platform === 'win32';
    const child = spawn(command, [...first, ...args], { cwd: root, shell, stdio: ['ignore', 2, 2] });
    child.on('error', () => resolve('npm 未找到'));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
