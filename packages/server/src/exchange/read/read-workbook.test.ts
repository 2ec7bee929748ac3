import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { UnreadableFile } from '../finding.ts';
import { mapRow } from '../map-row.ts';
import { openRows } from '../read-rows.ts';
import { textRow, workbookParts, zipOf } from './zip-for-tests.ts';

const HEAD = ['CF_XDR_MC', 'CF_XDR_LB', 'CF_WSH', 'CF_JDRQ', 'CF_XDR_SHXYM', 'CF_NR_FK', 'CF_NR'];
const SOURCE = { kind: null, mapped: false };

async function readAll(bytes: Uint8Array) {
  const file = await openRows({ name: 'a.xlsx', content: bytes }, SOURCE);
  const rows = [];
  for await (const raw of file.rows()) rows.push(mapRow(raw, file.kind, null));
  return { file, rows };
}

async function refusal(bytes: Uint8Array): Promise<string> {
  const error = await readAll(bytes).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UnreadableFile);
  return error instanceof UnreadableFile ? error.finding.code : '';
}

const sheet = (cells: string) => zipOf(workbookParts(`${textRow(1, HEAD)}<row r="2">${cells}</row>`));

test('日期格子、数字日期、公式、错误值、被截断的代码各有说法', async () => {
  const { rows } = await readAll(
    sheet(
      '<c r="A2" t="str"><f>B9</f><v>示例公司</v></c><c r="B2"><f>1+1</f></c><c r="C2" t="e"><v>#REF!</v></c>' +
        '<c r="D2"><v>45296</v></c><c r="E2"><v>9.1110108000000006E+17</v></c><c r="F2"><v>0.30000000000000004</v></c>',
    ),
  );
  expect(rows[0]?.values).toMatchObject({ CF_XDR_MC: '示例公司', CF_JDRQ: '2024-01-05', CF_NR_FK: '0.3' });
  expect(rows[0]?.findings.map(({ column, level, code }) => [column?.code, level, code])).toEqual([
    ['CF_XDR_MC', 'notice', 'formula'],
    ['CF_XDR_LB', 'error', 'formula'],
    ['CF_XDR_SHXYM', 'error', 'precision-lost'],
    ['CF_WSH', 'error', 'cell-error'],
    ['CF_JDRQ', 'notice', 'serial-date'],
  ]);
});

test('日期样式的格子按工作簿的纪元读作日期', async () => {
  const data = `${textRow(1, HEAD)}<row r="2"><c r="D2" s="1"><v>43834</v></c></row>`;
  const { rows } = await readAll(zipOf(workbookParts(data, { workbookPr: '<workbookPr date1904="1"/>' })));
  expect(rows[0]).toMatchObject({ values: { CF_JDRQ: '2024-01-05' }, findings: [] });
});

test('注音不混进文字，富文本分段拼合，转义与隐藏行都认得', async () => {
  const parts = {
    ...workbookParts(`${textRow(1, HEAD)}<row r="2" hidden="1"><c r="A2" t="s"><v>0</v></c></row>`),
    'xl/sharedStrings.xml':
      '<x:sst><x:si><x:r><x:t>示例&amp;</x:t></x:r><x:r><x:t>公司&#x4E00;_x000A_</x:t></x:r><x:rPh><x:t>SHI</x:t></x:rPh></x:si></x:sst>',
  };
  const { rows } = await readAll(zipOf(parts));
  expect(rows[0]?.values.CF_XDR_MC).toBe('示例&公司一\n');
  expect(rows[0]?.findings).toMatchObject([{ code: 'hidden-row', row: 2 }]);
});

test('200 栏的表照读，多余的栏逐一说明；超过上限的拒绝', async () => {
  const wide = (count: number) => [...HEAD, ...Array.from({ length: count }, (_, index) => `其他${index}`)];
  const { file, rows } = await readAll(
    zipOf(
      workbookParts(
        textRow(1, wide(193)) +
          textRow(
            2,
            wide(193).map((name) => `值${name}`),
          ),
      ),
    ),
  );
  expect(file.findings.filter((finding) => finding.code === 'unmapped-column')).toHaveLength(193);
  expect(rows[0]?.values.CF_XDR_MC).toBe('值CF_XDR_MC');
  expect(await refusal(zipOf(workbookParts(textRow(1, wide(400)))))).toBe('too-large');
});

test('文字表按关系类型找到，文件名大小写不同也不丢字；缺失时报错而不是留空', async () => {
  const parts = workbookParts(`${textRow(1, HEAD)}<row r="2"><c r="A2" t="s"><v>0</v></c></row>`);
  const rels = parts['xl/_rels/workbook.xml.rels'].replace(
    '</Relationships>',
    '<Relationship Id="rId9" Type="http://x/relationships/sharedStrings" Target="Words.xml"/></Relationships>',
  );
  const named = {
    ...parts,
    'xl/_rels/workbook.xml.rels': rels,
    'xl/words.XML': '<sst><si><t>示例公司</t></si></sst>',
  };
  expect((await readAll(zipOf(named))).rows[0]?.values.CF_XDR_MC).toBe('示例公司');
  expect((await readAll(zipOf(parts))).rows[0]?.findings).toMatchObject([
    { level: 'error', code: 'cell-error' },
  ]);
});

test('压缩包里有一个字节坏了就不取，不把坏字当内容', async () => {
  const bytes = Buffer.from(sheet('<c t="str"><v>甲</v></c>'));
  const sum = crc32(
    workbookParts(`${textRow(1, HEAD)}<row r="2"><c t="str"><v>甲</v></c></row>`)['xl/worksheets/sheet1.xml'],
  );
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(sum);
  const at = bytes.lastIndexOf(mark);
  bytes.writeUInt32LE((sum ^ 1) >>> 0, at);
  expect(at).toBeGreaterThan(0);
  expect(await refusal(bytes)).toBe('damaged-file');
});

test('没有读的工作表会点名', async () => {
  const parts = workbookParts(textRow(1, HEAD) + textRow(2, ['甲']));
  const two = {
    ...parts,
    'xl/workbook.xml': parts['xl/workbook.xml'].replace(
      '</sheets>',
      '<sheet name="二" r:id="rId2"/></sheets>',
    ),
    'xl/_rels/workbook.xml.rels': parts['xl/_rels/workbook.xml.rels'].replace(
      '</Relationships>',
      '<Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet2.xml': '<worksheet/>',
  };
  const { file } = await readAll(zipOf(two));
  expect(file.findings).toMatchObject([{ code: 'sheet-not-read', message: expect.stringContaining('“二”') }]);
});

test('压缩炸弹在解开到上限时停止', async () => {
  const parts = workbookParts(textRow(1, HEAD));
  const cell = Buffer.concat([Buffer.from('<si><t>'), Buffer.alloc(900_000, 0x61), Buffer.from('</t></si>')]);
  const bomb = Buffer.concat([Buffer.from('<sst>'), ...Array.from({ length: 130 }, () => cell)]);
  expect(await refusal(zipOf({ ...parts, 'xl/sharedStrings.xml': bomb }))).toBe('too-large');
});

test.each<[string, () => Uint8Array, string]>([
  ['不是表格的压缩包', () => zipOf({ 'word/document.xml': '<a/>' }), 'damaged-file'],
  ['截断的文件', () => sheet('').subarray(0, 400), 'damaged-file'],
  ['自带实体定义的 XML', () => zipOf(workbookParts('<!DOCTYPE a [<!ENTITY b "c">]>')), 'damaged-file'],
  ['未知实体', () => sheet('<c t="str"><v>&b;</v></c>'), 'damaged-file'],
  [
    '没有写完的标签',
    () =>
      zipOf({
        ...workbookParts(''),
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${textRow(1, HEAD)}<row`,
      }),
    'damaged-file',
  ],
  ['一个格子大到不正常', () => sheet(`<c t="str"><v>${'长'.repeat(1_100_000)}</v></c>`), 'too-large'],
  ['只有空白的表', () => zipOf(workbookParts('')), 'no-headings'],
])('坏表格给出原因而不是崩溃：%s', async (_title, make, code) => {
  expect(await refusal(make())).toBe(code);
});
