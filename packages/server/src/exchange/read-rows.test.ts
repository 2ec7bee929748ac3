import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { UnreadableFile } from './finding.ts';
import { makeSample } from './make-sample.ts';
import { mapRow } from './map-row.ts';
import { openRows } from './read-rows.ts';
import { sampleRow } from './sample-row.ts';

const penaltyHead = '行政相对人名称,行政相对人类别,行政处罚决定书文号,处罚决定日期';
const open = (content: string | Uint8Array, name = 'a.csv') =>
  openRows(
    { name, content: typeof content === 'string' ? Buffer.from(content) : content },
    { kind: null, mapped: false },
  );

async function readAll(content: string | Uint8Array, name = 'a.csv') {
  const file = await open(content, name);
  const rows = [];
  for await (const raw of file.rows()) rows.push(mapRow(raw, file.kind, null));
  return { file, rows };
}

async function refusal(content: string | Uint8Array, name = 'a.csv'): Promise<string> {
  const error = await readAll(content, name).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UnreadableFile);
  return error instanceof UnreadableFile ? error.finding.code : '';
}

test.each(['csv', 'xlsx', 'jsonl'] as const)('同样的内容以 %s 读进来，一字不差', async (format) => {
  for (const kind of ['penalty', 'permit'] as const) {
    const { file, rows } = await readAll(await makeSample(kind, 700, format), `a.${format}`);
    expect(file.kind).toBe(kind);
    expect(rows).toHaveLength(700);
    rows.forEach((row, index) => {
      const filled = Object.fromEntries(Object.entries(row.values).filter(([, text]) => text !== ''));
      expect(filled).toEqual(sampleRow(kind, index + 1));
      expect(row.findings).toEqual([]);
    });
  }
});

test('GB18030 编码的 CSV 从磁盘读入，字数多到跨越多个读取块也不乱码', async () => {
  const lines = Array.from(
    { length: 20_000 },
    (_, index) => `示例${index}商贸𠮷有限公司,法人及非法人组织,示罚〔2025〕${index}号,2025-01-01`,
  );
  const folder = await mkdtemp(join(tmpdir(), 'exchange-'));
  const path = join(folder, 'gb.csv');
  await writeFile(path, iconv.encode([penaltyHead, ...lines].join('\r\n'), 'gb18030'));
  const file = await openRows({ name: 'gb.csv', content: { path } }, { kind: null, mapped: false });
  let count = 0;
  for await (const raw of file.rows()) {
    expect(raw.fields.get('行政相对人名称')?.text).toBe(`示例${count}商贸𠮷有限公司`);
    count += 1;
  }
  expect(count).toBe(20_000);
  await rm(folder, { recursive: true });
});

test.each([',', ';', '\t'])('CSV 分隔符 %j 能认出，引号里的换行和行号都不乱', async (sign) => {
  const text = `${penaltyHead}\n甲,法人及非法人组织,"示罚〔2025〕1号\n附",2025/1/1\n\n乙,自然人,示罚〔2025〕2号,2025/1/2\n`;
  const { rows } = await readAll(text.replaceAll(',', sign));
  expect(rows.map((row) => [row.row, row.values.CF_XDR_MC])).toEqual([
    [2, '甲'],
    [4, '乙'],
  ]);
  expect(rows[0]?.values.CF_WSH).toBe('示罚〔2025〕1号\n附');
});

test('标题上面有表名、标题下面又有一行代码时，都不当作数据', async () => {
  const codes = 'CF_XDR_MC,CF_XDR_LB,CF_WSH,CF_JDRQ';
  const { rows } = await readAll(
    `行政处罚信息公示表\n${penaltyHead}\n${codes}\n甲,自然人,示罚〔2025〕1号,2025-01-01`,
  );
  expect(rows.map((row) => [row.row, row.values.CF_XDR_MC])).toEqual([[4, '甲']]);
});

test('不认识的标题逐栏说明没有导入，没有标题却有内容的格子报错', async () => {
  const { file, rows } = await readAll(
    `${penaltyHead},内部编号\n甲,自然人,示罚〔2025〕1号,2025-01-01,N1,多出来的`,
  );
  expect(file.findings).toMatchObject([{ code: 'unmapped-column', column: { heading: '内部编号' } }]);
  expect(rows[0]?.extra.get('内部编号')).toBe('N1');
  expect(rows[0]?.findings).toMatchObject([{ level: 'error', code: 'surplus-cells', row: 2 }]);
});

test.each<[string, string | Uint8Array, string, string]>([
  ['空文件', '', 'a.csv', 'empty-file'],
  ['只有空行', '\n\n', 'a.csv', 'no-headings'],
  ['没有标题', '1,2,3\n4,5,6', 'a.csv', 'no-headings'],
  ['同一栏的标题出现两次', `${penaltyHead},相对人名称\n`, 'a.csv', 'duplicate-heading'],
  ['看不出种类', '行政相对人名称,行政相对人类别,法定代表人\n甲,自然人,乙', 'a.csv', 'unknown-kind'],
  ['UTF-16', Buffer.from('\uFEFF甲', 'utf16le'), 'a.csv', 'wrong-encoding'],
  [
    '末尾只有半个 GB18030 汉字',
    Buffer.concat([iconv.encode(penaltyHead, 'gb18030'), Buffer.from([0xd6])]),
    'a.csv',
    'wrong-encoding',
  ],
  ['引号不成对', `${penaltyHead}\n"甲,自然人,x,y\n`, 'a.csv', 'damaged-file'],
  ['一行太长', `${penaltyHead}\n"${'长'.repeat(1_100_000)}"`, 'a.csv', 'too-large'],
  ['JSON 一行太长', `{"CF_WSH":"${'长'.repeat(1_100_000)}"}`, 'a.jsonl', 'too-large'],
  ['旧版 xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'a.xls', 'unknown-format'],
  ['名为 xlsx 的文本', 'a,b', 'a.xlsx', 'damaged-file'],
  ['PDF', '%PDF-1.7', 'a.pdf', 'unknown-format'],
])('读不了的文件给出原因而不是崩溃：%s', async (_title, content, name, code) => {
  expect(await refusal(content, name)).toBe(code);
});

test('JSON Lines 的坏行报行号，好行照读；长数字不丢位', async () => {
  const lines = [
    '{"CF_WSH":"示罚〔2025〕1号","CF_CFJGDM":911101080000000001}',
    '{"CF_WSH":',
    `{"CF_WSH":${'['.repeat(100_000)}`,
    '[1,2]',
    '{"CF_WSH":["甲","乙"],"__proto__":{"x":"1"}}',
    '{"CF_WSH":"示罚〔2025〕2号","行政处罚决定书文号":"示罚〔2025〕3号"}',
  ];
  const { rows } = await readAll(lines.join('\n'), 'a.jsonl');
  expect(rows.map((row) => row.findings.map((finding) => finding.code))).toEqual([
    [],
    ['broken-row'],
    ['broken-row'],
    ['broken-row'],
    ['cell-error'],
    ['duplicate-heading'],
  ]);
  expect(rows[0]?.values.CF_CFJGDM).toBe('911101080000000001');
  expect(rows[4]?.extra.get('__proto__.x')).toBe('1');
});
