import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { proveRule } from '../packages/server/src/conformance/prove.ts';
import { readRows } from '../packages/server/src/conformance/rows.ts';
import { root, step, tool } from './steps.ts';

// What is too long for `npm test`: every rule of every row that works is taken away, and a test of that row must turn red.
// Stopped and started again on the same sources, it goes on where it was; `--anew` begins again.
const kept = join(root, 'node_modules', '.cache', 'mingjing-nightly', 'proven.json');
const sources = await digestOfSources();
const proven = readProven();
let [passed, failed] = [0, 0];

for (const row of readRows().filter(({ state, parts }) => state === 'works' && parts.length === 0)) {
  if (row.rules.length === 0) await prove(`${row.id} 没有列出规则`, async () => []);
  for (const rule of row.rules) {
    const name = `${row.id} 收走 ${rule}`;
    if (proven.has(name)) passed += 1;
    else await prove(name, async () => (await proveRule(rule, row.tests)).red);
  }
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

async function prove(name: string, work: () => Promise<readonly string[]>): Promise<void> {
  const { ok } = await step(name, async () => {
    const red = await work();
    return { ok: red.length > 0, output: '所列测试仍然通过：它们证明不了这一条。' };
  });
  if (ok) passed += 1;
  else failed += 1;
  if (ok) proven.add(name);
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, JSON.stringify({ sources, proven: [...proven] }));
}

function readProven(): Set<string> {
  if (process.argv.includes('--anew') || !existsSync(kept)) return new Set();
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
