import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { openBrowser } from '../e2e/harness/browser.ts';
import { giveDamagedFiles } from '../e2e/harness/damaged-files.ts';
import { mutations as runMutations } from '../packages/ledger/src/testing/mutations.ts';
import { runFaults } from '../packages/server/src/testing/torture/fault-run.ts';
import { runKills } from '../packages/server/src/testing/torture/kill-run.ts';
import { runPauses } from '../packages/server/src/testing/torture/pause-run.ts';
import { tool } from './steps.ts';

/** One line of the report: how many trials there were, and a sentence for each that went wrong. */
interface Part {
  readonly title: string;
  readonly trials: number;
  readonly figures: string;
  readonly wrong: readonly string[];
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string' },
    kills: { type: 'string', default: '1000' },
    pauses: { type: 'string', default: '50' },
    'fault-every': { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    files: { type: 'string', default: '2000' },
    mutations: { type: 'string', default: '10000000' },
    pages: { type: 'string', default: '20000' },
  },
});
const seed = values.seed === undefined ? randomBytes(4).readUInt32LE() : number('seed');
/** Kills that share an installation; between two such runs everything is held against what was acknowledged. */
const ROUND = 100;
/** Damages that share a seed. */
const BATCH = 100_000;
/** Files that one opening of the page is given. */
const PAGE = 2000;

const parts: Readonly<Record<string, () => Promise<readonly Part[]>>> = {
  kills,
  pauses,
  alterations,
  faults,
  mutations,
  pages,
};
const wanted = values.only?.split(',') ?? Object.keys(parts);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) throw new Error(`--only knows ${Object.keys(parts).join(', ')}`);

process.stdout.write(`种子 ${seed}\n`);
let [passed, failed] = [0, 0];
for (const name of wanted) {
  const start = performance.now();
  for (const { title, trials, figures, wrong } of (await parts[name]?.()) ?? []) {
    passed += Math.max(0, trials - wrong.length);
    failed += wrong.length;
    process.stdout.write(`${wrong.length === 0 ? '✓' : '✗'} ${title}：${trials} 次，${figures}\n`);
    for (const sentence of wrong.slice(0, 20)) process.stdout.write(`    ${sentence}\n`);
  }
  process.stdout.write(`  ${name} 用时 ${((performance.now() - start) / 1000).toFixed(0)} 秒\n`);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function kills(): Promise<readonly Part[]> {
  const total = number('kills');
  const done: Record<string, number> = {};
  const sums = { acknowledged: 0, originals: 0, heads: 0 };
  const wrong: string[] = [];
  for (let from = 0; from < total; from += ROUND) {
    const options = { kills: Math.min(ROUND, total - from), seed: seed + from };
    const report = await inFolder((folder) => runKills({ folder, ...options }));
    for (const [target, times] of Object.entries(report.kills)) done[target] = (done[target] ?? 0) + times;
    sums.acknowledged += report.acknowledged;
    sums.originals += report.originals;
    sums.heads += report.heads;
    wrong.push(...report.wrong);
    say(`${from + options.kills} 次强杀`);
  }
  const by = Object.entries(done).map(([target, times]) => `${target} ${times}`);
  return [
    {
      title: '随机强杀（kill -9）',
      trials: total,
      figures: `${by.join('、')}；已确认事实 ${sums.acknowledged} 条、原件 ${sums.originals} 份、检查点 ${sums.heads} 个，有误 ${wrong.length}`,
      wrong,
    },
  ];
}

async function pauses(): Promise<readonly Part[]> {
  const total = number('pauses');
  const report = await inFolder((folder) =>
    runPauses({ folder, pauses: total, seed, say: (line) => say(line) }),
  );
  const { held, takenOver, facts, heads } = report;
  const missed = held < total ? [`only ${held} of ${total} pauses met a process that held the log`] : [];
  return [
    {
      title: '定序进程持锁时被停住，过期后唤醒',
      trials: total,
      figures: `持锁 ${held}，另一进程接办 ${takenOver}；事实 ${facts} 条、检查点 ${heads} 个，有误 ${report.wrong.length}`,
      wrong: [...report.wrong, ...missed],
    },
  ];
}

/** Runs as a test, since it needs the demonstration's office: each value and row altered by itself, in so many rounds. */
async function alterations(): Promise<readonly Part[]> {
  return inFolder(async (folder) => {
    const report = join(folder, 'report.json');
    const env = {
      MINGJING_ALTER_ROUNDS: String(number('rounds')),
      MINGJING_ALTER_FILES: String(number('files')),
      MINGJING_ALTER_REPORT: report,
      NO_COLOR: '1',
    };
    const args = ['run', '--project', 'db', 'packages/server/src/recheck/every-column.db.test.ts'];
    const { ok, output } = await tool('vitest', args, { env });
    const figures = JSON.parse(await readFile(report, 'utf8').catch(() => '[]')) as readonly Omit<
      Part,
      'figures'
    >[];
    const isSilent = !ok && figures.every(({ wrong }) => wrong.length === 0);
    return [
      ...figures.map((part) => ({
        ...part,
        title: `逐一篡改（${part.title}）`,
        figures: `未指明 ${part.wrong.length}`,
      })),
      ...(isSilent ? [{ title: '逐一篡改', trials: 0, figures: '', wrong: [output] }] : []),
    ];
  });
}

/** Proofs, notes, tiles and bags damaged in many ways: none may be taken for what it is not. */
async function mutations(): Promise<readonly Part[]> {
  const total = number('mutations');
  const counts: Record<string, number> = {};
  const wrong: string[] = [];
  for (let from = 0; from < total; from += BATCH) {
    const { tried, accepted } = await runMutations(Math.min(BATCH, total - from), seed + from);
    for (const [kind, times] of Object.entries(tried)) counts[kind] = (counts[kind] ?? 0) + times;
    wrong.push(...accepted.map(({ kind, round }) => `${kind} accepted: seed ${seed + from}, round ${round}`));
    say(`${Math.min(from + BATCH, total)} 次篡改`);
  }
  const by = Object.entries(counts).map(([kind, times]) => `${kind} ${times}`);
  return [
    {
      title: '篡改证明、签名、树块和卷宗',
      trials: total,
      figures: `${by.join('、')}；误认 ${wrong.length}`,
      wrong,
    },
  ];
}

async function faults(): Promise<readonly Part[]> {
  const every = number('fault-every');
  const reports = await inFolder((folder) => runFaults({ folder, every, say: (line) => say(line) }));
  if (reports.length === 0) say('没有 strace，也不是 root：系统故障注入没有做');
  return reports.map(({ title, trials, broken, wrong }) => ({
    title: `系统故障注入（${title}）`,
    trials,
    figures: `系统确实从中作梗 ${broken} 次，有误 ${wrong.length}`,
    wrong,
  }));
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'mingjing-torture-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The same to the one HTML file in a browser: for each it must say what the verifier says on Node. */
async function pages(): Promise<readonly Part[]> {
  const total = number('pages');
  return inFolder(async (folder) => {
    const built = await tool(process.execPath, ['packages/ledger/verifier/build.ts', folder], {
      env: { NODE_ENV: 'production' },
    });
    if (!built.ok) throw new Error(built.output);
    const browser = await openBrowser();
    const wrong: string[] = [];
    try {
      for (let from = 0; from < total; from += PAGE) {
        const page = await browser.newPage();
        await page.goto(pathToFileURL(join(folder, 'verify.html')).href);
        wrong.push(...(await giveDamagedFiles(page, Math.min(PAGE, total - from), seed + from)));
        await page.close();
        say(`${Math.min(from + PAGE, total)} 份交给核验页`);
      }
    } finally {
      await browser.close();
    }
    const figures = `与命令行结论不同或者没有结论 ${wrong.length}`;
    return [{ title: '弄坏的卷宗和证明交给浏览器里的核验页', trials: total, figures, wrong }];
  });
}

function number(
  name: 'seed' | 'kills' | 'pauses' | 'fault-every' | 'mutations' | 'pages' | 'rounds' | 'files',
): number {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} is a whole number from 1 on`);
  return value;
}

function say(line: string): void {
  process.stderr.write(`……${line}\n`);
}
