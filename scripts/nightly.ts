import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { proveRule } from '../packages/server/src/conformance/prove.ts';
import { readRows } from '../packages/server/src/conformance/rows.ts';
import { findBrowser } from './browser.ts';
import { root, step, tool } from './steps.ts';

// What is too long for `npm test`, part by part. Stopped and started again on the same sources, it goes on where it was;
// `--anew` begins again, `--only prove,mutations` runs those parts, `--list` says them and runs nothing.
interface Part {
  readonly says: string;
  readonly run: () => Promise<void>;
}
const TORTURE = ['kills', 'pauses', 'alterations', 'faults', 'mutations'] as const;
const parts: Readonly<Record<string, Part>> = {
  prove: { says: '收走每一行 works 的每一条规则，所列测试须变红', run: prove },
  duties: {
    says: '二百万项义务，与另一份读法逐日点数的结果一致',
    run: () => tests('packages/server/src/packs/second-reading', { MINGJING_DUTIES_COMPARED: '2000000' }),
  },
  mutations: {
    says: '改动规定里的每一个数字、单位、位阶、日期、条号，以及类别、事件、责任单位、应当或者可以，算例须变红',
    run: () => tests('packages/server/src/packs/mutation.test.ts'),
  },
  ...Object.fromEntries(
    TORTURE.map((name): [string, Part] => [
      `torture-${name}`,
      { says: `折磨：${name}`, run: () => torture(name) },
    ]),
  ),
};

const { values } = parseArgs({
  options: { only: { type: 'string' }, anew: { type: 'boolean' }, list: { type: 'boolean' } },
});
const wanted = values.only?.split(',') ?? Object.keys(parts);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) throw new Error(`--only knows ${Object.keys(parts).join(', ')}`);
if (values.list) {
  for (const [name, { says }] of Object.entries(parts)) process.stdout.write(`${name}：${says}\n`);
  process.exit(0);
}

const kept = join(root, 'node_modules', '.cache', 'mingjing-nightly', 'proven.json');
const sources = await digestOfSources();
const proven = readProven();
let [passed, failed] = [0, 0];
const browser = await findBrowser().catch(() => undefined);
if (browser !== undefined) process.env.MINGJING_CHROMIUM = browser;

for (const name of wanted) {
  const before = { passed, failed };
  await parts[name]?.run();
  process.stdout.write(`${name}：通过 ${passed - before.passed}，失败 ${failed - before.failed}\n`);
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function prove(): Promise<void> {
  for (const row of readRows().filter(({ state, parts: of }) => state === 'works' && of.length === 0)) {
    if (row.rules.length === 0)
      await once(`${row.id} 没有列出规则`, async () => ({ ok: false, output: '无从收走。' }));
    for (const rule of row.rules)
      await once(`${row.id} 收走 ${rule}`, async () => {
        const { red } = await proveRule(rule, row.tests);
        return { ok: red.length > 0, output: '所列测试仍然通过：它们证明不了这一条。' };
      });
  }
}

async function tests(path: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const args = ['run', '--project', 'unit', '--testTimeout', '3600000', path];
  await once(path, () =>
    tool(join(root, 'node_modules/.bin/vitest'), args, { env: { NODE_ENV: 'test', ...env } }),
  );
}

async function torture(name: string): Promise<void> {
  await once(`torture ${name}`, () =>
    tool(process.execPath, [join(root, 'scripts/torture.ts'), '--only', name]),
  );
}

/** Runs what has not passed on these very sources before, and remembers that it did. */
async function once(name: string, work: () => Promise<{ ok: boolean; output: string }>): Promise<void> {
  if (proven.has(name)) {
    passed += 1;
    return;
  }
  const { ok } = await step(name, work);
  if (!ok) {
    failed += 1;
    return;
  }
  passed += 1;
  proven.add(name);
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, JSON.stringify({ sources, proven: [...proven] }));
}

function readProven(): Set<string> {
  if (values.anew || !existsSync(kept)) return new Set();
  const read = JSON.parse(readFileSync(kept, 'utf8')) as { sources: string; proven: string[] };
  return new Set(sources !== '' && read.sources === sources ? read.proven : []);
}

/** The commit and what was changed since; empty where there is no repository, so that nothing is taken for proven. */
async function digestOfSources(): Promise<string> {
  const [head, changes] = await Promise.all([
    tool('git', ['rev-parse', 'HEAD']),
    tool('git', ['diff', 'HEAD']),
  ]);
  if (!head.ok || !changes.ok) return '';
  return createHash('sha256').update(`${head.result}${changes.result}`).digest('hex');
}
