import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { checkExamples } from '../packs/examples.ts';
import { loadPackFolder, loadPacks } from '../packs/load.ts';
import { checkRows } from './check-rows.ts';
import { proveRow, proveRule } from './prove.ts';
import { keepResults, lastResults } from './results.ts';
import { type ConformanceRow, checkout, readRows } from './rows.ts';
import { withoutRule } from './without-rule.ts';

const example = 'packs/wenshang-publicity/examples.yaml > 国庆中秋前的许可决定，9月28日和10月11日上班';
const row = {
  id: 'WP-7.1',
  article: '第七条第（一）项',
  obligation: '许可、处罚决定作出之日起七个工作日内公开',
  rules: ['wenshang-publicity/deadlines/wp-7-1-permit-penalty'],
  where: ['packages/law/src/duties/duties-for.ts'],
  tests: [example],
  state: 'works',
};
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'mingjing-rows-'));
  mkdirSync(join(root, 'conformance'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function read(...rows: object[]): ConformanceRow[] {
  writeFileSync(join(root, 'conformance', 'wp.yaml'), stringify(rows));
  return readRows(root);
}

describe('the rows of conformance', () => {
  test('state, lacks and capability belong together, and a fault names file and line', () => {
    expect(read(row)).toHaveLength(1);
    expect(() => read(row, row)).toThrow('行号“WP-7.1”重复');
    expect(() => read({ ...row, tests: [] })).toThrow(
      /conformance\/wp\.yaml 第 \d+ 行：0\.tests：状态为 works，却没有测试/,
    );
    expect(() => read({ ...row, state: 'partly' })).toThrow('没有写明缺什么');
    expect(() => read({ ...row, state: 'not yet' })).toThrow('没有写明属于哪一项尚未建成的功能');
    expect(() => read({ ...row, state: '已实现' })).toThrow('写法不对');
  });

  test('a requirement in several rows says what they say together: it works when every part does', () => {
    const whole = (...states: object[]) => {
      const parts = ['WP-7.1', 'WP-7.2'];
      const file = join(root, 'conformance', 'whole.yaml');
      writeFileSync(file, stringify([{ id: 'WP-7', article: '第七条', obligation: '事后公开', parts }]));
      return read(...states.map((state, index) => ({ ...row, ...state, id: parts[index] ?? '' })))[0];
    };
    const missing = { state: 'not yet', capability: '随机抽查' };
    expect(whole({}, {})).toMatchObject({ id: 'WP-7', state: 'works', tests: [example] });
    expect(whole({}, missing)).toMatchObject({
      state: 'partly',
      lacks: '见 WP-7.2',
      capability: '随机抽查',
    });
    expect(whole(missing, missing)).toMatchObject({ state: 'not yet' });
    expect(() => whole({})).toThrow('WP-7：没有“WP-7.2”这一行');
  });

  test('a rule, a file or a test that does not exist is named', () => {
    const faults = (change: object) =>
      checkRows(read({ ...row, ...change }), loadPacks(), new Map(), checkout).filter((fault) =>
        fault.startsWith('WP-7.1'),
      );
    expect(faults({})).toEqual([]);
    expect(faults({ rules: ['wenshang-publicity/deadlines/none'] })).toEqual([
      'WP-7.1：没有规则“wenshang-publicity/deadlines/none”',
    ]);
    expect(faults({ where: ['packages/none.ts'] })).toEqual(['WP-7.1：没有文件“packages/none.ts”']);
    expect(faults({ tests: ['packages/law/src/pack/check.test.ts > no such title'] })).toHaveLength(1);
    expect(faults({ tests: ['packs/wenshang-publicity/examples.yaml > 没有的算例'] })).toHaveLength(1);
  });

  test('a named test that failed in the last run, and an article on no row, are faults', () => {
    const rows = read(row);
    const failed = checkRows(rows, loadPacks(), new Map([[example, 'failed']]), checkout);
    expect(failed).toContain(`WP-7.1：测试“${example}”上次运行没有通过`);
    expect(failed).toContain('《汶上县工业和信息化局行政执法公示规定》第八条没有列入任何一行');
    expect(failed.some((fault) => fault.includes('行政执法公示规定》第七条没有列入'))).toBe(false);
  });

  test('results of several runs are kept side by side; a title that failed once has failed', () => {
    const report = (...states: string[]) =>
      JSON.stringify({
        testResults: [
          {
            name: join(checkout, 'a.test.ts'),
            assertionResults: states.map((status) => ({ title: 'holds', status })),
          },
        ],
      });
    expect(lastResults(join(root, 'none')).size).toBe(0);
    keepResults('unit', report('failed', 'passed'), root);
    expect(lastResults(root).get('a.test.ts > holds')).toBe('failed');
    keepResults('unit', report('passed', 'skipped'), root);
    expect(lastResults(root).get('a.test.ts > holds')).toBe('passed');
    keepResults('conformance', report('failed'), root);
    utimesSync(join(root, 'unit.json'), 1, 1);
    expect(lastResults(root).get('a.test.ts > holds')).toBe('failed');
  });
});

describe('taking a rule away', () => {
  test('takes away a rule whose words others share by an anchor', async () => {
    const kinds = await withoutRule(
      'siping-publicity/publications/sp-4-3-penalty',
      loadPacks(),
      async (folder) =>
        loadPacks(folder)
          .packs.find(({ id }) => id === 'siping-publicity')
          ?.publications.map(({ kind, cite }) => [kind, cite.article]),
    );
    expect(kinds?.[0]).toEqual(['permit', '四（三）第一款']);
  });

  test('leaves a packs folder that loads, without the rule and without what pointed at it', async () => {
    const loaded = loadPacks();
    const left = await withoutRule(
      'nandagang-publicity/silentPoints/information-formed',
      loaded,
      async (folder) => loadPacks(folder),
    );
    const pack = left.packs.find(({ id }) => id === 'nandagang-publicity');
    expect(pack?.silentPoints.some(({ id }) => id === 'information-formed')).toBe(false);
    expect(pack?.deadlines.some(({ silent }) => silent === 'information-formed')).toBe(false);
    expect(left.packs).toHaveLength(loaded.packs.length);
  });

  test('of a statute of which only clauses are held, leaves a pack that is whole', async () => {
    const loaded = loadPacks();
    const clauses = loaded.packs.filter(
      ({ extent, procedures }) => extent === 'clauses' && procedures.length > 0,
    );
    const names = clauses.map(({ id, procedures }) => `${id}/procedures/${procedures[0]?.kind}`);
    for (const name of names) {
      const [id = ''] = name.split('/');
      const place = loaded.folders[id] ?? '';
      expect(await withoutRule(name, loaded, async (folder) => loadPackFolder(join(folder, place)).id)).toBe(
        id,
      );
    }
  });

  test('that a worked example decides a silent point of turns that example red, and stops no other', () => {
    const loaded = loadPacks();
    const packs = loaded.packs.map((pack) =>
      pack.id === 'administrative-penalty-law' ? { ...pack, silentPoints: [] } : pack,
    );
    const failures = checkExamples({ ...loaded, packs }).failures;
    expect(failures).toContain(
      '本局定为不顺延，九十日满在国庆假期：静默事项“last-day-holiday”没有“stays”这一答案',
    );
  });

  test('of which the tests are red anyhow proves nothing', async () => {
    const title = 'packs/wenshang-publicity/examples.yaml > 没有这一算例';
    const [rule = ''] = row.rules;
    expect(await proveRule(rule, [title])).toEqual({ rule, red: [] });
  });

  test('turns the worked example of that rule red, and leaves the example of another rule green', async () => {
    const [known] = read(row);
    expect(await proveRow(known as ConformanceRow)).toEqual([{ rule: row.rules[0], red: [example] }]);
    const other = { ...(known as ConformanceRow), rules: ['nandagang-publicity/deadlines/np-16-correct'] };
    expect((await proveRow(other)).map(({ red }) => red)).toEqual([[]]);
  });
});
