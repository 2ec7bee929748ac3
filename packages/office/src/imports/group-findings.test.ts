import { describe, expect, test } from 'vitest';
import { groupFindings, nameRows } from './group-findings.ts';

const finding = (
  row: number,
  level: 'error' | 'missing' | 'notice',
  message = '本栏没有填写',
  column = 'CF_SY',
) => ({
  row,
  column,
  heading: '违法事实',
  level,
  code: 'required',
  message,
});

describe('导入的检查结果', () => {
  test('同一栏同一句话合成一行，写明是哪些行', () => {
    const groups = groupFindings([1, 2, 3].map((row) => finding(row, 'missing')));
    expect(groups).toMatchObject([{ rows: [1, 2, 3], message: '本栏没有填写' }]);
    expect(
      groupFindings([
        finding(1, 'missing'),
        finding(2, 'missing', '另一句'),
        finding(3, 'missing', '另一句', 'CF_YJ'),
      ]),
    ).toHaveLength(3);
  });

  test('有错的在最前，其次要素不全，再次提示；说整个文件的在各行之后', () => {
    const groups = groupFindings([
      finding(0, 'notice', '列不认得'),
      finding(1, 'missing'),
      finding(2, 'notice', '写法'),
      finding(9, 'error', '日期'),
    ]);
    expect(groups.map(({ message }) => message)).toEqual(['日期', '本栏没有填写', '写法', '列不认得']);
  });

  test('相连的行写成起止，太多的写明共几行', () => {
    expect(nameRows([1])).toBe('1');
    expect(nameRows([1, 2])).toBe('1、2');
    expect(nameRows([4, 1, 2, 3, 7])).toBe('1—4、7');
    expect(nameRows(Array.from({ length: 20 }, (_, i) => 2 * i + 1))).toBe(
      '1、3、5、7、9、11、13、15 等 20 行',
    );
    expect(nameRows([])).toBe('');
  });
});
