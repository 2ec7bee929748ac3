import { expect, test } from 'vitest';
import { fromSpreadsheetSerial, readLegalDate } from './legal-date.ts';

test.each([
  ['2024-02-29', '2024-02-29'],
  ['2024/2/9', '2024-02-09'],
  ['2024年12月1日', '2024-12-01'],
  ['2024/1/5 0:00:00', '2024-01-05'],
  ['2024-01-05T13:20:05.5', '2024-01-05'],
  ['２０２４年１月５日', '2024-01-05'],
])('日期 %s 读作 %s', (text, date) => {
  expect(readLegalDate(text)).toMatchObject({ ok: true, value: { date, longTerm: false } });
});

test('2099-12-31 与“长期”都表示没有期限', () => {
  expect(readLegalDate('2099-12-31')).toMatchObject({ value: { longTerm: true }, changes: [] });
  expect(readLegalDate('长期')).toMatchObject({ value: { date: '2099-12-31', longTerm: true } });
});

test.each([
  ['2023-02-29', 'no-such-day'],
  ['2024/13/1', 'no-such-day'],
  ['2024-1-5', 'not-a-date'],
  ['20240105', 'not-a-date'],
  ['5/1/2024', 'not-a-date'],
  ['2024年5月', 'not-a-date'],
  ['45296', 'not-a-date'],
  ['', 'empty'],
])('%s 不猜，报 %s', (text, code) => {
  expect(readLegalDate(text)).toMatchObject({ ok: false, code });
});

test('电子表格的日期序号按 1900 与 1904 两种纪元换算', () => {
  expect(fromSpreadsheetSerial(45_296, 1900)).toBe('2024-01-05');
  expect(fromSpreadsheetSerial(61, 1900)).toBe('1900-03-01');
  expect(fromSpreadsheetSerial(60, 1900)).toBeNull();
  expect(fromSpreadsheetSerial(43_834, 1904)).toBe('2024-01-05');
});
