import type { SealedCounts, SealedRow } from '@mingjing/law';
import { describe, expect, test } from 'vitest';
import { heldSource, MadeUpBureau } from '../testing/made-up-bureau.ts';
import { auditOpenData } from './audit-open-data.ts';

const row = (change: Partial<SealedRow> = {}): SealedRow => ({
  kind: 'penalty',
  year: 2025,
  last: 4,
  onTime: 2,
  late: 0,
  withheld: 1,
  withdrawn: 0,
  expired: 0,
  withinLimit: 1,
  overdue: 0,
  revoked: 0,
  unpublished: '3-4',
  ...change,
});
const ground = { kind: 'penalty', year: 2025, ground: '第十条（一）', decisions: 1 };
const sealed = (day: string, change: Partial<SealedCounts> = {}): SealedCounts => ({
  day,
  rows: [row()],
  withheld: [ground],
  imported: 2,
  ...change,
});

/** Four decisions, two of them public, and two imported results; three days are sealed, the last as given. */
function bureau(last: Partial<SealedCounts> = {}, drop: readonly string[] = []): MadeUpBureau {
  const made = new MadeUpBureau();
  made.publish('a', 1, '2025-03-01');
  made.publish('b', 2, '2025-03-01');
  made.publish('x', null, '2025-03-01');
  made.publish('y', null, '2025-03-02');
  made.seal(sealed('2025-03-05'));
  made.seal(sealed('2025-03-06'));
  made.seal(sealed('2025-03-07', last));
  for (const id of drop)
    made.lines.splice(
      made.lines.findIndex((line) => line.id === id),
      1,
    );
  return made;
}

const findings = async (files: ReadonlyMap<string, string | Uint8Array>, ...checkpoints: string[]) =>
  (await auditOpenData(heldSource(files), { checkpoints })).findings.map(({ sentence }) => sentence);

test('如实公开的，一处不符也没有', async () => {
  expect(await findings(bureau().files())).toEqual([]);
});

describe('机关自己手里有密钥，签了名的假话，外人照样说得出', () => {
  const lies: readonly (readonly [string, Partial<SealedCounts>, readonly string[], RegExp])[] = [
    ['连同年度的计数一起抹去', { rows: [], withheld: [] }, ['a', 'b'], /2025 年计数没有了/],
    ['一天封存两次', { day: '2025-03-06' }, [], /又封存一次/],
    ['漏封一天', { day: '2025-03-08' }, [], /缺了一天/],
    ['日子倒回去', { day: '2025-02-28' }, [], /又封存一次/],
    [
      '重新编号，少排一号',
      { rows: [row({ last: 3, withinLimit: 0, unpublished: '3' })] },
      [],
      /退回到第 3 号/,
    ],
    [
      '把已经公示的改说成未公示',
      { rows: [row({ onTime: 1, withinLimit: 2, unpublished: '2-4' })] },
      ['b'],
      /曾经公示的有 1 件，前一天是 2 件/,
    ],
    [
      '把已经公示的改说成不予公示，依据也照样写上',
      {
        rows: [row({ onTime: 1, withheld: 2, unpublished: '2-4' })],
        withheld: [{ ...ground, decisions: 2 }],
      },
      ['b'],
      /曾经公示的有 1 件/,
    ],
    ['各栏加不起来', { rows: [row({ onTime: 1 })] }, [], /各栏之和是 3 件/],
    ['多列未公示的编号，好藏起一件', { rows: [row({ unpublished: '2-4' })] }, ['b'], /未公示的编号有 3 个/],
    [
      '少列未公示的编号',
      { rows: [row({ withheld: 2, withinLimit: 0, unpublished: '3' })] },
      [],
      /未公示的编号有 1 个/,
    ],
    ['未公示的编号写得不对', { rows: [row({ unpublished: '4,3' })] }, [], /写得不对/],
    ['未公示的编号超出所编的', { rows: [row({ unpublished: '3-9' })] }, [], /写得不对/],
    ['不予公示的依据少列', { withheld: [] }, [], /按依据列出的是 0 件/],
    ['同一类同一年列两行', { rows: [row(), row()] }, [], /出现两次/],
    ['公示前撤销的多于撤下的', { rows: [row({ revoked: 1, withinLimit: 1 })] }, [], /少于其中公示前就已撤销/],
    [
      '抹去导入的一件，封存的件数也改少',
      { imported: 1 },
      ['x'],
      /导入和纸质办理的结果有 1 件，前一天是 2 件/,
    ],
  ];
  test.each(lies)('%s', async (_, last, drop, told) => {
    const found = await findings(bureau(last, drop).files());
    expect(
      found.some((one) => told.test(one)),
      found.join('\n'),
    ).toBe(true);
  });

  test('两件决定编同一个号：说出是哪一号', async () => {
    const made = bureau();
    made.publish('c', 2, '2025-03-01');
    expect((await findings(made.files())).join('\n')).toContain('第 2 号出现两次');
  });

  test('拿别的机关、别的事情的事实顶数：不认', async () => {
    const made = bureau();
    const [a, b] = made.lines;
    if (a === undefined || b === undefined) throw new Error('no lines');
    made.lines[1] = { ...b, proof: a.proof };
    expect((await findings(made.files())).join('\n')).toContain('所附事实是另一件的');
    const other = bureau();
    other.lines[1] = { ...b, proof: { ...b.proof, log: 2 } };
    expect((await findings(other.files())).join('\n')).toContain('而没有这一册');
  });
});

describe('同一份数据，给这个读者看一样、给那个读者看另一样', () => {
  const edited = (path: string, from: string | RegExp, to: string) => {
    const files = bureau().files();
    const text = String(files.get(path));
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    return findings(files.set(path, changed));
  };
  const [lines, table, index] = ['results-2025.jsonl', 'results-2025.csv', 'index.json'].map(
    (name) => `open-data/${name}`,
  ) as [string, string, string];

  test.each([
    ['一行里同一个名称写两次', lines, '{"id":"a",', '{"id":"z","id":"a",', /第 1 行不符合格式/],
    ['一行前面加看不见的标记', lines, '{"id":"b"', '\uFEFF{"id":"b"', /第 2 行不符合格式/],
    ['换行写成另一样', lines, '\n', '\r\n', /第 1 行不符合格式/],
    ['夹一个空行', lines, '\n', '\n\n', /第 2 行不符合格式/],
    [
      '封存的计数里同一个名称写两次',
      'open-data/counts.jsonl',
      '{"log":1',
      '{"log":2,"log":1',
      /第 1 份不符合格式/,
    ],
    ['目录里同一个名称写两次', index, '"bureau"', '"bureau": "other",\n "bureau"', /不符合格式/],
    ['目录改说封存至后一天', index, '2025-03-07', '2025-03-09', /没有这一天的封存/],
    ['目录里不予公示的依据改了', index, '第十条（一）', '第十条（二）', /不予公示的依据和件数/],
    ['表格里少一行', table, /"b",[\s\S]*?"\r\n/, '', /表格里没有.*（b）/],
    ['表格里改一个字', table, '二万元', '二百元', /表格里的.*（a）与逐行数据不同/],
    ['表格里多一行', table, /$/, '"q","penalty","","假","已公示","","2025-03-09"\r\n', /多出一行（q）/],
    ['表格里两行对换', table, /("a",[\s\S]*?\r\n)("b",[\s\S]*?\r\n)/, '$2$1', /表格里没有.*（a）/],
    ['表格换了表头', table, '决定序号', '序号', /不是应有的表格/],
  ])('%s：说得出', async (_, path, from, to, told) => {
    const found = await edited(path, from, to);
    expect(
      found.some((one) => told.test(one)),
      found.join('\n'),
    ).toBe(true);
  });

  test('一年的表格整份不见：说得出', async () => {
    const files = bureau().files();
    files.delete(table);
    expect((await findings(files)).join('\n')).toContain('results-2025.csv”缺失');
  });
});

describe('手里留有从前的检查点', () => {
  test('日志只是接着写下去：相符', async () => {
    const made = bureau();
    const before = made.checkpoint();
    made.publish('c', null, '2025-03-09');
    made.publish('d', null, '2025-03-09');
    expect(await findings(made.files(), before, made.checkpoint())).toEqual([]);
  });

  test('整册另写、另签：条数一样的、更长的、更短的，都说得出', async () => {
    const kept = bureau().checkpoint();
    const rewritten = bureau({ imported: 3 });
    expect((await findings(rewritten.files(), kept)).join('\n')).toContain('签过以后被改写');
    rewritten.publish('c', null, '2025-03-09');
    expect((await findings(rewritten.files(), kept)).join('\n')).toContain('签过以后被改写');
    const shorter = new MadeUpBureau();
    shorter.publish('a', 1, '2025-03-01');
    expect((await findings(shorter.files(), kept)).join('\n')).toContain('被截去');
  });

  test('不是这个日志签的、签名不成立的、不是检查点的：说明手里的不对，不算日志的错', async () => {
    const kept = bureau().checkpoint();
    for (const wrong of [kept.replace(/\n\d+\n/, '\n3\n'), kept.replaceAll('made-up', 'other'), 'x', ''])
      expect(await findings(bureau().files(), wrong)).toEqual(['手里的检查点不是这个机关的日志签署的。']);
  });
});
