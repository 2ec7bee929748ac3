import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { isRunning } from '../packages/server/src/platform/processes.ts';
import {
  cloneFor,
  freePort,
  killAll,
  type Person,
  runAs,
  type Said,
  type Started,
  sentences,
  startDemo,
  stopDemo,
} from './fresh-clone.ts';

// The newcomer's first minutes, tried in clones of the last commit: `npm ci --ignore-scripts`, `npm start -- --demo`, and bad days.
// `--only home,long` tries those situations; `--run check` runs that script of package.json in each clone as well.
const { values } = parseArgs({ options: { only: { type: 'string' }, run: { type: 'string' } } });
const asRoot = process.getuid?.() === 0;
const temporary = realpathSync(tmpdir());

/** A situation: where the clone lies and who works in it. */
type Situation = Readonly<{ name: string; base: string; folder(base: string): string; person?: Account }>;
type Account = Readonly<{ uid: number; gid: number }>;

const situations: Readonly<Record<string, Situation>> = {
  home: { name: `${homedir()} 下的克隆`, base: homedir(), folder: (base) => join(base, 'mingjing') },
  long: {
    name: '路径 120 个字符的克隆',
    base: temporary,
    folder: (base) => join(base, 'x'.repeat(120 - base.length - 1)),
  },
  ordinary: {
    name: '普通用户',
    base: temporary,
    folder: (base) => join(base, 'mingjing'),
    ...(asRoot ? { person: accountOf('nobody') } : {}),
  },
};

let [passed, failed] = [0, 0];
for (const name of values.only?.split(',') ?? Object.keys(situations)) {
  const situation = situations[name];
  if (situation === undefined) throw new Error(`--only knows ${Object.keys(situations).join(', ')}`);
  await tryOut(situation);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function tryOut(situation: Situation): Promise<void> {
  const base = mkdtempSync(join(situation.base, 'mj-'));
  const person: Person = { home: join(base, 'home'), ...situation.person };
  const folder = situation.folder(base);
  process.stdout.write(`${situation.name}（${folder.length} 个字符）\n`);
  try {
    if (situation.person !== undefined) execFileSync('chmod', ['755', base]);
    cloneFor(person, folder);
    await check('npm ci --ignore-scripts', async () => {
      const said = await runAs(person, folder, ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund']);
      if (said.code !== 0) throw new Error(said.errors);
      return '';
    });
    await goodAndBadDays(person, folder);
    const script = values.run;
    if (script !== undefined)
      await check(`npm run ${script}`, async () => {
        const said = await runAs(person, folder, ['npm', 'run', script]);
        if (said.code !== 0) throw new Error(`${said.output}${said.errors}`);
        return said.output.trimEnd().split('\n').at(-1) ?? '';
      });
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

async function goodAndBadDays(person: Person, folder: string): Promise<void> {
  let started: Started | undefined;
  const running = (): Started => started ?? never();
  try {
    await check('npm start -- --demo', async () => {
      started = await startDemo(person, folder);
      return `npm ci 之后 ${started.seconds.toFixed(1)} 秒就绪（目标 15 秒以内${started.seconds > 15 ? '，未达到' : ''}）；${await marked(running())}`;
    });
    await check('同一文件夹再次启动', () => refused(person, folder, {}, /正由另一个明镜进程/));
    await check('端口被占用', () => takenPort(person, folder));
    await check('数据文件夹不能写', () => unwritable(person, folder));
    await check('磁盘已满', () => fullDisk(person, folder));
    await check('外部数据库 ctype 为 C', () => ctypeC(person, folder, running()));
    await check('只留下数据库的 kill -9 之后', async () => {
      const orphan = running().postmaster;
      await killAll(running());
      if (!isRunning(orphan)) throw new Error('数据库没有留下');
      started = await startDemo(person, folder);
      if (isRunning(orphan)) throw new Error('留下的数据库仍在运行');
      return `${started.seconds.toFixed(1)} 秒就绪；${await marked(running())}`;
    });
    await check('连同数据库 kill -9 之后', async () => {
      process.kill(running().postmaster, 'SIGKILL');
      await killAll(running());
      started = await startDemo(person, folder);
      return `${started.seconds.toFixed(1)} 秒就绪；${await marked(running())}`;
    });
    await check('rebuild', async () => {
      const said = await runAs(person, folder, ['npm', 'run', '-s', 'mingjing', '--', 'rebuild']);
      if (said.code !== 0) throw new Error(`${said.output}${said.errors}`);
      return said.output.trimEnd().split('\n').at(-1) ?? '';
    });
    await check('SIGTERM', async () => {
      await stopDemo(running());
      const log = readFileSync(join(folder, 'data', 'database.log'), 'utf8');
      if (!/database system is shut down\s*$/.test(log)) throw new Error(log.slice(-500));
      return '服务和数据库都已停止';
    });
  } finally {
    if (started !== undefined) await stopDemo(started).catch(() => undefined);
  }
}

async function takenPort(person: Person, folder: string): Promise<string> {
  const port = await freePort();
  const holder = createServer().listen(port, '127.0.0.1');
  try {
    const settings = { MINGJING_DATA: join(person.home, 'taken'), PORT: String(port) };
    return await refused(person, folder, settings, /PORT/);
  } finally {
    holder.close();
  }
}

async function unwritable(person: Person, folder: string): Promise<string> {
  const closed = join(person.home, 'closed');
  mkdirSync(closed);
  if (person.uid === undefined && asRoot) return onDisk(closed, 'ro,size=1m', person, folder, /没有写入/);
  execFileSync('chmod', ['555', closed]);
  return refused(person, folder, { MINGJING_DATA: join(closed, 'data') }, /没有写入/);
}

async function fullDisk(person: Person, folder: string): Promise<string> {
  if (!asRoot) return '未试：挂载小磁盘须为 root';
  const small = join(person.home, 'small');
  mkdirSync(small);
  return onDisk(small, 'size=30m,mode=777', person, folder, /磁盘空间不足/);
}

async function onDisk(place: string, options: string, person: Person, folder: string, wanted: RegExp) {
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', place], { stdio: 'pipe' });
  try {
    return await refused(person, folder, { MINGJING_DATA: join(place, 'data') }, wanted);
  } finally {
    execFileSync('umount', ['-l', place], { stdio: 'pipe' });
  }
}

async function ctypeC(person: Person, folder: string, started: Started): Promise<string> {
  const client = new pg.Client({ host: started.socketFolder, user: 'postgres', database: 'postgres' });
  await client.connect();
  await client.query(
    `create database ctype_c template template0 locale_provider libc locale 'C' encoding 'UTF8'`,
  );
  await client.end();
  const host = encodeURIComponent(started.socketFolder);
  const settings = {
    MINGJING_DATA: join(person.home, 'external'),
    DATABASE_URL: `postgresql://postgres@localhost/ctype_c?host=${host}`,
  };
  return refused(person, folder, settings, /LC_CTYPE）是 C/);
}

// One clear Chinese sentence and nothing else: no second one, no stack.
async function refused(person: Person, folder: string, settings: NodeJS.ProcessEnv, wanted: RegExp) {
  const ports = { PORT: String(await freePort()), OFFICE_PORT: String(await freePort()) };
  const said: Said = await runAs(person, folder, ['npm', 'start', '--', '--demo'], { ...ports, ...settings });
  const [sentence = '', ...more] = sentences(said);
  if (said.code === 0 || more.length > 0 || !wanted.test(sentence) || /\n\s+at /.test(said.errors))
    throw new Error(`退出码 ${said.code}：${said.errors}`);
  return sentence;
}

async function marked(started: Started): Promise<string> {
  const page = await (await fetch(`${started.portal}/wenshang`)).text();
  if (!page.includes('演示数据') || !page.includes('汶上')) throw new Error('门户没有演示机关的页面');
  return '门户有演示机关的页面';
}

async function check(what: string, work: () => Promise<string>): Promise<void> {
  const begun = performance.now();
  const outcome = await work().then(
    (words) => ({ ok: true, words }),
    (error: unknown) => ({ ok: false, words: error instanceof Error ? error.message : String(error) }),
  );
  if (outcome.ok) passed++;
  else failed++;
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  process.stdout.write(`  ${outcome.ok ? '✓' : '✗'} ${what}（${seconds} 秒）${outcome.words}\n`);
}

function accountOf(name: string): Account {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? never();
  return { uid: Number(uid), gid: Number(gid) };
}

function never(): never {
  throw new Error('没有启动');
}
