import { describe, expect, test } from 'vitest';
import { importRows } from './import-rows.ts';
import { sampleRow } from './sample-row.ts';
import { memoryStore } from './testing/memory-store.ts';

type Row = Readonly<Record<string, string>>;
type Store = ReturnType<typeof memoryStore>;

const take = (store: Store, rows: readonly Row[], bureau = 'shili') =>
  importRows({
    source: { name: 'a.jsonl', content: Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')) },
    bureau,
    kind: 'penalty',
    map: null,
    mode: 'only-good',
    today: '2026-11-22',
    termOver: () => null,
    store,
  });
const row = (changes: Record<string, string> = {}, number = 1): Row => ({
  ...sampleRow('penalty', number),
  ...changes,
});
const said = ({ findings }: Awaited<ReturnType<typeof take>>) =>
  findings.filter(({ column }) => column === null).map(({ row: at, code }) => `${at} ${code}`);
const states = ({ held }: Store) => [...held.values()].map(({ disposition }) => disposition).sort();

describe('缺文号或者缺相对人的草稿，在后来的文件里补全', () => {
  test.each([
    ['缺文号', { CF_WSH: '' }],
    ['文号认不出', { CF_WSH: '待编' }],
    ['缺相对人', { CF_XDR_MC: '' }],
    ['相对人打码', { CF_XDR_MC: '示例某商贸有限公司' }],
    ['缺文号和违法事实', { CF_WSH: '', CF_SY: '' }],
  ])('%s：补全的行接在那一条草稿上，只剩一条；再导入一次没有变化', async (_name, lacks) => {
    const store = memoryStore();
    expect(await take(store, [row(lacks)])).toMatchObject({ drafts: 1 });
    const completed = await take(store, [row()]);
    expect(said(completed)).toEqual(['1 replaces-draft']);
    expect(completed.stored).toEqual({ imported: 1, unchanged: 0, drafts: 0 });
    expect(states(store)).toEqual(['good']);
    expect((await take(store, [row()])).stored).toEqual({ imported: 0, unchanged: 1, drafts: 0 });
    const again = await take(store, [row(lacks)]);
    expect(said(again)).toEqual(['1 held-with-more']);
    expect(again.stored).toEqual({ imported: 0, unchanged: 1, drafts: 0 });
    expect(states(store)).toEqual(['good']);
  });

  test('相对人名称的空格和全角半角不同，仍是同一条', async () => {
    const store = memoryStore();
    await take(store, [row({ CF_WSH: '', CF_XDR_MC: '示例第１商贸 有限公司' })]);
    await take(store, [row()]);
    expect(states(store)).toEqual(['good']);
  });

  test('只有一部分补上：新草稿接在旧草稿上，不成两条', async () => {
    const store = memoryStore();
    await take(store, [row({ CF_WSH: '', CF_SY: '' })]);
    expect(said(await take(store, [row({ CF_WSH: '' })]))).toEqual(['1 replaces-draft']);
    expect(states(store)).toEqual(['draft']);
  });

  test('有一栏不同：不替换，指明是哪一栏', async () => {
    const store = memoryStore();
    await take(store, [row({ CF_WSH: '' })]);
    const report = await take(store, [row({ CF_SY: '另一件事' })]);
    expect(report.findings).toMatchObject([
      { row: 1, code: 'similar-draft', level: 'notice', message: expect.stringContaining('“违法事实”') },
    ]);
    expect(states(store)).toEqual(['draft', 'good']);
  });

  test('没有文号也没有“相对人加决定日期”的草稿，什么行都不接', async () => {
    const store = memoryStore();
    await take(store, [row({ CF_WSH: '', CF_JDRQ: '' })]);
    expect(said(await take(store, [row()]))).toEqual([]);
    expect(states(store)).toEqual(['draft', 'good']);
  });

  test('别的机关、别的类别的草稿不相干', async () => {
    const store = memoryStore();
    await take(store, [row({ CF_WSH: '' })]);
    const permit = { ...sampleRow('permit', 1), XK_XDR_MC: row().CF_XDR_MC ?? '', XK_WSH: '' };
    await importRows({
      source: { name: 'a.jsonl', content: Buffer.from(JSON.stringify(permit)) },
      bureau: 'shili',
      kind: 'permit',
      map: null,
      mode: 'only-good',
      today: '2026-11-22',
      termOver: () => null,
      store,
    });
    expect(states(store)).toEqual(['draft', 'draft']);
  });
});

describe('分不清的，报告出来，留给人', () => {
  test('两条草稿都可能是这一行：都不替换', async () => {
    const store = memoryStore();
    await take(store, [row({ CF_WSH: '待编甲' }), row({ CF_WSH: '待编乙' })]);
    const report = await take(store, [row()]);
    expect(said(report)).toEqual(['1 ambiguous-draft']);
    expect(report.findings[0]?.message).toContain('有 2 条草稿都可能是这一决定');
    expect(states(store)).toEqual(['draft', 'draft', 'good']);
    await take(store, [row()]);
    expect(states(store)).toEqual(['draft', 'draft', 'good']);
  });

  test('文件里两行都可能补全一条草稿：不替换；人把一行单独导入，就替换', async () => {
    const rows = [row(), row({ CF_WSH: '示市监罚〔2023〕900号' })];
    const store = memoryStore();
    await take(store, [row({ CF_WSH: '' })]);
    expect(said(await take(store, rows))).toEqual(['1 ambiguous-draft', '2 ambiguous-draft']);
    expect(states(store)).toEqual(['draft', 'good', 'good']);
    const other = memoryStore();
    await take(other, [row({ CF_WSH: '' })]);
    for (const one of rows) await take(other, [one]);
    expect(states(other)).toEqual(['good', 'good']);
  });

  test('缺项的行可能是两条更全的记录之一：存为草稿，说明', async () => {
    const store = memoryStore();
    await take(store, [row(), row({ CF_WSH: '示市监罚〔2023〕900号' })]);
    expect(said(await take(store, [row({ CF_WSH: '' })]))).toEqual(['1 ambiguous-draft']);
    expect(states(store)).toEqual(['draft', 'good', 'good']);
  });

  test('同一文件里既有缺文号的行又有补全的行：照文件所说是两件；再导入没有变化', async () => {
    const rows = [row({ CF_WSH: '' }), row()];
    const store = memoryStore();
    await take(store, rows);
    expect(states(store)).toEqual(['draft', 'good']);
    expect((await take(store, rows)).stored).toEqual({ imported: 0, unchanged: 2, drafts: 0 });
    expect(states(store)).toEqual(['draft', 'good']);
  });
});
