import { checkRows } from '../conformance/check-rows.ts';
import { proveRow } from '../conformance/prove.ts';
import { keepResults, lastResults, type TestResults } from '../conformance/results.ts';
import { type ConformanceRow, conformanceStates, readRows } from '../conformance/rows.ts';
import { runExamples, runTests } from '../conformance/run-tests.ts';
import { loadPacks } from '../packs/load.ts';
import { type CommandOutput, CommandRefusal } from './command.ts';
import { readArguments } from './read-arguments.ts';

/** `mingjing conformance`: what each article obliges, what enforces it, and what proves that. */
export async function run(args: readonly string[], output: CommandOutput): Promise<number> {
  const { values } = readArguments({
    args: [...args],
    options: { json: { type: 'boolean' }, run: { type: 'boolean' }, prove: { type: 'string' } },
  });
  const rows = readRows();
  if (values.prove === 'all') return await proveAll(rows, output);
  if (values.prove !== undefined) return await prove(rowOf(rows, values.prove), output);
  if (values.run === true) {
    output.err('正在运行各行所列的测试，浏览器测试需要几分钟。');
    keepResults('conformance', (await runTests(rows.flatMap((row) => row.tests))).report);
  }
  const kept = lastResults();
  const results =
    kept.size === 0
      ? kept
      : new Map([...kept, ...runExamples(rows.flatMap((row) => row.tests).filter(isExample))]);
  const faults = checkRows(rows, loadPacks(), results);
  if (values.json === true) output.out(JSON.stringify(toJson(rows, results, faults), null, 2));
  else output.out(describe(rows, results, faults));
  return faults.length === 0 ? 0 : 1;
}

function rowOf(rows: readonly ConformanceRow[], id: string): ConformanceRow {
  const row = rows.find((candidate) => candidate.id === id);
  if (row === undefined) throw new CommandRefusal(`没有“${id}”这一行。`);
  if (row.rules.length === 0 || row.tests.length === 0)
    throw new CommandRefusal(`${id} 没有列出规则和测试，无从收走验证。`);
  return row;
}

/** Every row that works, one after the other; a row without a rule to take away proves nothing. */
async function proveAll(rows: readonly ConformanceRow[], output: CommandOutput): Promise<number> {
  const works = rows.filter(({ state, parts }) => state === 'works' && parts.length === 0);
  const unproven: string[] = [];
  for (const row of works) {
    output.out(`${row.id}　${row.article}`);
    const proven = row.rules.length > 0 && (await prove(row, output)) === 0;
    if (!proven) unproven.push(row.id);
  }
  output.out(
    `works ${works.length} 行，收走规则后测试变红的 ${works.length - unproven.length} 行${unproven.length > 0 ? `；没有变红的：${unproven.join('、')}` : ''}。`,
  );
  return unproven.length === 0 ? 0 : 1;
}

async function prove(row: ConformanceRow, output: CommandOutput): Promise<number> {
  const proofs = await proveRow(row);
  for (const { rule, red } of proofs) {
    output.out(
      red.length === 0
        ? `✗ 收走 ${rule}，所列测试仍然通过：它们证明不了这一条。`
        : `✓ 收走 ${rule}，测试变红：${red.join('；')}`,
    );
  }
  return proofs.every(({ red }) => red.length > 0) ? 0 : 1;
}

const isExample = (test: string): boolean => test.includes('examples.yaml > ');

type LastRun = 'passed' | 'failed' | 'not run';

function lastRun(row: ConformanceRow, results: TestResults): LastRun {
  const found = row.tests.map(
    (test) => results.get(test) ?? (test.includes('examples.yaml') ? 'passed' : 'not run'),
  );
  if (found.includes('failed')) return 'failed';
  return found.length === 0 || found.includes('not run') ? 'not run' : 'passed';
}

function toJson(rows: readonly ConformanceRow[], results: TestResults, faults: readonly string[]) {
  return {
    ran: results.size > 0,
    counts: countStates(rows),
    faults,
    rows: rows.map((row) => ({
      id: row.id,
      article: row.article,
      obligation: row.obligation,
      rules: row.rules,
      where: row.where,
      tests: row.tests,
      parts: row.parts,
      state: row.state,
      lacks: row.lacks ?? null,
      capability: row.capability ?? null,
      lastRun: lastRun(row, results),
    })),
  };
}

function countStates(rows: readonly ConformanceRow[]): Record<string, number> {
  return Object.fromEntries(
    conformanceStates.map((state) => [state, rows.filter((row) => row.state === state).length]),
  );
}

const RUN_WORDS: Readonly<Record<LastRun, string>> = {
  passed: '上次运行通过',
  failed: '上次运行没有通过',
  'not run': '本机未运行',
};

function describe(rows: readonly ConformanceRow[], results: TestResults, faults: readonly string[]): string {
  const counts = Object.entries(countStates(rows)).map(([state, count]) => `${state} ${count}`);
  return [
    ...rows.flatMap((row) => [
      `${row.id}　${row.article}　${row.state}${row.tests.length > 0 ? `　${RUN_WORDS[lastRun(row, results)]}` : ''}`,
      `  ${row.obligation}`,
      ...list('规则', row.rules),
      ...list('执行处', row.where),
      ...list('测试', row.tests),
      ...(row.lacks === undefined ? [] : [`  尚缺：${row.lacks}`]),
      ...(row.capability === undefined ? [] : [`  属于：${row.capability}`]),
    ]),
    '',
    `共 ${rows.length} 行：${counts.join('，')}。`,
    ...(results.size === 0 ? ['本机未运行测试，以上各行不表示测试已经通过；加 --run 可以运行。'] : []),
    ...faults,
  ].join('\n');
}

const list = (name: string, values: readonly string[]): string[] =>
  values.length === 0 ? [] : [`  ${name}：${values.join('；')}`];
