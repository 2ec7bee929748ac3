import { columnGuide } from './columns/column-guide.ts';
import { columnsOf, type PublishedActKind } from './columns/columns.ts';
import { GUIDE_SHEET } from './columns/guide-sheet.ts';
import { csvLine, makeWorkbook } from './make-workbook.ts';

/** A file to fill in, made from the very columns that an import reads. */
export interface ImportTemplate {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The template of that name (`permit.xlsx`, `penalty.csv`, `permit.yaml` …); undefined where there is none. */
export async function importTemplate(name: string): Promise<ImportTemplate | undefined> {
  const [, kind, ending] = /^(permit|penalty)\.(xlsx|csv|yaml)$/.exec(name) ?? [];
  if (kind !== 'permit' && kind !== 'penalty') return undefined;
  const title = kind === 'permit' ? '行政许可' : '行政处罚';
  switch (ending) {
    case 'xlsx':
      return {
        fileName: `${title}公示信息导入模板.xlsx`,
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        bytes: await makeWorkbook([
          { name: '公示信息', rows: [headings(kind)], widths: columnsOf(kind).map(() => 20) },
          { name: GUIDE_SHEET, rows: guideRows(kind), widths: [36, 18, 30, 40, 40] },
        ]),
      };
    case 'csv':
      return {
        fileName: `${title}公示信息导入模板.csv`,
        mediaType: 'text/csv; charset=utf-8',
        bytes: Buffer.from(`\uFEFF${csvLine(headings(kind))}`),
      };
    default:
      return {
        fileName: `${title}对照文件.yaml`,
        mediaType: 'application/yaml; charset=utf-8',
        bytes: Buffer.from(mappingFile(kind)),
      };
  }
}

/** A star marks what is always required; an import does not mind it. */
function headings(kind: PublishedActKind): string[] {
  return columnGuide(kind).map(({ heading, isRequired }) => (isRequired ? `${heading}*` : heading));
}

function guideRows(kind: PublishedActKind): string[][] {
  return [
    ['中文列名', '代码', '是否必填', '怎样填写', '示例'],
    ...columnGuide(kind).map(({ heading, code, required, form, example }) => [
      heading,
      code,
      required,
      form,
      example,
    ]),
  ];
}

/** A mapping that says what each required column is called at the source, to be changed by hand. */
function mappingFile(kind: PublishedActKind): string {
  const lines = columnGuide(kind)
    .filter(({ isRequired }) => isRequired)
    .map(({ code, heading }) => `  ${code}: { from: ${heading.replace(/[()]/g, '')} }`);
  return `# 对照文件：左边是双公示栏目的代码，from 后面改成来源文件里的列名。
# 同一栏可以依次取几列：{ from: [甲列, 乙列] }；每行都一样的值：{ const: 普通 }。
# 换算：convert: date-compact（20260305）、range-start、range-end（“起 至 止”拆成两栏）、wan-from-yuan（元）、wan-from-fen（分）。
# 取值不同的，逐个对照：values: { 企业: 法人及非法人组织 }。不要的列写进 ignore，其余没有写到的列会逐一指出。
kind: ${kind}
columns:
${lines.join('\n')}
ignore: []
`;
}
