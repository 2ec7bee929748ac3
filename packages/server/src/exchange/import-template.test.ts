import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { checkRow } from './check-row.ts';
import { columnGuide } from './columns/column-guide.ts';
import { columnsOf } from './columns/columns.ts';
import { importTemplate } from './import-template.ts';
import { csvLine } from './make-workbook.ts';
import { mapRow } from './map-row.ts';
import { readMapping } from './mapping.ts';
import { openRows } from './read-rows.ts';
import { sampleRow } from './sample-row.ts';

const kinds = ['permit', 'penalty'] as const;

async function bytesOf(name: string): Promise<Buffer> {
  return Buffer.from((await importTemplate(name))?.bytes ?? []);
}

async function checked(kind: (typeof kinds)[number], ending: string, content: Uint8Array) {
  const file = await openRows({ name: `a.${ending}`, content }, { kind: null, mapped: false });
  const rows = [];
  for await (const raw of file.rows())
    rows.push(
      checkRow(mapRow(raw, file.kind, null), {
        bureau: 'shili',
        kind,
        today: '2026-11-22',
        termOver: () => null,
      }),
    );
  return { file, rows };
}

describe.each(kinds)('导入模板（%s）由导入所用的栏目生成', (kind) => {
  const cells = columnsOf(kind).map(({ code }) => sampleRow(kind, 1)[code] ?? '');

  test('CSV 模板填一行就能导入，没有一条意见', async () => {
    const filled = Buffer.concat([await bytesOf(`${kind}.csv`), Buffer.from(csvLine(cells))]);
    const { file, rows } = await checked(kind, 'csv', filled);
    expect(file).toMatchObject({ kind, findings: [] });
    expect(rows).toMatchObject([{ disposition: 'good', findings: [] }]);
  });

  test('XLSX 模板填一行就能导入；填写说明一页不读，也不为它提意见', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await bytesOf(`${kind}.xlsx`)) as unknown as ArrayBuffer);
    workbook.worksheets[0]?.addRow(cells);
    expect(workbook.worksheets[1]?.name).toBe('填写说明');
    expect(workbook.worksheets[1]?.rowCount).toBe(columnsOf(kind).length + 1);
    const filled = new Uint8Array(await workbook.xlsx.writeBuffer());
    const { file, rows } = await checked(kind, 'xlsx', filled);
    expect(file).toMatchObject({ kind, findings: [] });
    expect(rows).toMatchObject([{ disposition: 'good', findings: [] }]);
  });

  test('对照文件的模板本身就能用', async () => {
    expect(readMapping((await bytesOf(`${kind}.yaml`)).toString('utf8'))).toMatchObject({
      mapping: { kind },
    });
  });

  test('每一栏写明代码、是否必填、怎样填写；必填的都有示例', () => {
    const guide = columnGuide(kind);
    expect(guide.map(({ code }) => code)).toEqual(columnsOf(kind).map(({ code }) => code));
    for (const { isRequired, example, form, required } of guide) {
      expect([form, required]).not.toContain('');
      if (isRequired) expect(example).not.toBe('');
    }
  });
});

test('别的名字没有模板', async () => {
  for (const name of ['permit.exe', '../permit.csv', 'other.csv', ''])
    expect(await importTemplate(name)).toBeUndefined();
});
