import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Figure } from './measure.ts';

const launcher = fileURLToPath(new URL('../bin/launch.js', import.meta.url));
const AT_REST = 10_000;

/** From the command to an answering /healthz on an empty folder, again on the filled one, and the memory it then rests at. */
export async function measureStartUp(): Promise<readonly Figure[]> {
  // What has to be built after a change of the screens' sources is built once here, before anything is timed.
  const warm = await startOnce(await temporaryFolder(), []);
  await warm.end(true);
  const plain = await startOnce(await temporaryFolder(), []);
  await plain.end(true);
  const demo = await startOnce(await temporaryFolder(), ['--demo']);
  await sleep(AT_REST);
  const memory = await memoryOf(demo.child.pid ?? 0);
  await demo.end(false);
  const again = await startOnce(demo.folder, ['--demo']);
  await again.end(true);
  return [
    { name: '首次启动（空数据目录）', value: plain.ms / 1000, unit: 's', goal: { atMost: 6 } },
    { name: '首次启动（--demo，办理演示案件）', value: demo.ms / 1000, unit: 's', goal: { atMost: 6 } },
    { name: '再次启动', value: again.ms / 1000, unit: 's', goal: { atMost: 6 } },
    {
      name: `静置内存（${AT_REST / 1000} 秒后，PSS 合计）`,
      value: memory.total,
      unit: 'MB',
      goal: { atMost: 350 },
      note: memory.parts,
    },
  ];
}

interface Started {
  readonly folder: string;
  readonly child: ChildProcess;
  readonly ms: number;
  end(remove: boolean): Promise<void>;
}

async function startOnce(folder: string, args: readonly string[]): Promise<Started> {
  const [portal, office] = await freePorts();
  const env = {
    ...process.env,
    MINGJING_DATA: folder,
    PORT: String(portal),
    OFFICE_PORT: String(office),
    NODE_ENV: 'production',
  };
  const begin = performance.now();
  const child = spawn(process.execPath, [launcher, 'start', ...args], { env, stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (!(await answers(office))) {
    if (child.exitCode !== null)
      throw new Error(`the server ended with ${child.exitCode} before it was ready`);
    if (performance.now() - begin > 90_000) throw new Error('the server was not ready after 90 seconds');
    await sleep(20);
  }
  const ms = performance.now() - begin;
  return {
    folder,
    child,
    ms,
    end: async (remove) => {
      child.kill('SIGTERM');
      await gone;
      if (remove) await rm(folder, { recursive: true, force: true });
    },
  };
}

const temporaryFolder = async () => await mkdtemp(join(await realpath(tmpdir()), 'mingjing-bench-'));

async function answers(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
  await response?.text();
  return response?.ok ?? false;
}

/** Proportional memory of a process and everything below it, in MB; the database's shared pages count once. */
async function memoryOf(root: number): Promise<{ readonly total: number | null; readonly parts: string }> {
  const parents = new Map<number, number>();
  const names = new Map<number, string>();
  for (const entry of await readdir('/proc').catch(() => [])) {
    const stat = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '') : '';
    const [, name, parent] = /\((.*)\) \S (\d+)/.exec(stat) ?? [];
    if (name === undefined) continue;
    parents.set(Number(entry), Number(parent));
    names.set(Number(entry), name);
  }
  const below = (pid: number): boolean => pid === root || (parents.has(pid) && below(parents.get(pid) ?? 0));
  const groups = new Map<string, number>();
  for (const [pid, name] of names) {
    if (!below(pid)) continue;
    const pss = /^Pss:\s+(\d+)/m.exec(
      await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => ''),
    )?.[1];
    const group = name.startsWith('postgres') ? 'postgres' : pid === root ? 'launcher' : name;
    groups.set(group, (groups.get(group) ?? 0) + Number(pss ?? 0) / 1024);
  }
  if (groups.size === 0) return { total: null, parts: '本平台没有 /proc' };
  const parts = [...groups].sort(([, a], [, b]) => b - a).map(([name, size]) => `${name} ${size.toFixed(0)}`);
  return { total: [...groups.values()].reduce((sum, size) => sum + size, 0), parts: parts.join('，') };
}

/** Two ports that nobody uses; both are held before either is let go, so that they differ. */
async function freePorts(): Promise<readonly [number, number]> {
  const probes = [createServer().listen(0, '127.0.0.1'), createServer().listen(0, '127.0.0.1')] as const;
  await Promise.all(probes.map((probe) => once(probe, 'listening')));
  const [first, second] = probes.map((probe) => (probe.address() as AddressInfo).port);
  await Promise.all(probes.map((probe) => once(probe.close(), 'close')));
  return [first ?? 0, second ?? 0];
}
