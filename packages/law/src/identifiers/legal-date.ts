import { quoteWritten } from './quote-written.ts';
import { type Reading, toHalfWidth } from './reading.ts';

/** The date that stands for 长期 (no end) in the exchange columns. */
export const LONG_TERM_DATE = '2099-12-31';

export interface LegalDate {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly longTerm: boolean;
}

export type LegalDateFault = 'empty' | 'not-a-date' | 'no-such-day';

/** Reads a written date: YYYY-MM-DD, YYYY/M/D, YYYY年M月D日 (a time of day behind it is dropped and reported), or 长期. */
export function readLegalDate(text: string): Reading<LegalDate, LegalDateFault> {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, code: 'empty', sentence: '日期是空的' };
  if (trimmed === '长期') {
    return {
      ok: true,
      value: { date: LONG_TERM_DATE, longTerm: true },
      changes: [`“长期”记为 ${LONG_TERM_DATE}`],
    };
  }
  const plain = toHalfWidth(trimmed);
  const match = FORMS.map((form) => form.exec(plain)).find((found) => found !== null);
  if (!match) {
    return {
      ok: false,
      code: 'not-a-date',
      sentence: `“${quoteWritten(trimmed)}”认不出是哪一天，请写成 2026-03-05、2026/3/5 或 2026年3月5日`,
    };
  }
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (!isDay(year, month, day)) {
    return {
      ok: false,
      code: 'no-such-day',
      sentence: `“${quoteWritten(trimmed)}”这一天不存在，请与文书原件核对`,
    };
  }
  const date = `${match[1]}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const changes = match[4] ? ['去掉钟点，只取日期'] : [];
  return { ok: true, value: { date, longTerm: date === LONG_TERM_DATE }, changes };
}

/** The day a spreadsheet serial number stands for (`1900` or `1904` system), or null where it is no whole day. */
export function fromSpreadsheetSerial(serial: number, system: 1900 | 1904): string | null {
  if (!Number.isFinite(serial) || serial < 1 || serial > 2_958_465) return null;
  const days = Math.floor(serial);
  if (system === 1900 && days === 60) return null;
  const fromEpoch = system === 1904 ? days - 24_107 : days < 60 ? days - 25_568 : days - 25_569;
  return new Date(fromEpoch * 86_400_000).toISOString().slice(0, 10);
}

const TIME = '([ T]+\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?)?';
const FORMS = [
  new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${TIME}$`),
  new RegExp(`^(\\d{4})/(\\d{1,2})/(\\d{1,2})${TIME}$`),
  new RegExp(`^(\\d{4})年(\\d{1,2})月(\\d{1,2})日${TIME}$`),
];

function isDay(year: number, month: number, day: number): boolean {
  if (year < 1900 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
