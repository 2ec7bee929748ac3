import { quoteWritten } from './quote-written.ts';
import { type Reading, toHalfWidth } from './reading.ts';

export interface DocumentNumber {
  /** 机关代字〔年〕序号号, in one spelling, so that two spellings of one number compare equal. */
  readonly canonical: string;
  readonly agencyCode: string;
  readonly year: number;
  /** As written, half width; leading zeros kept, since a serial may be issued with them. */
  readonly serial: string;
}

export type DocumentNumberFault =
  | 'empty'
  | 'masked'
  | 'no-year'
  | 'two-digit-year'
  | 'no-agency-code'
  | 'no-serial'
  | 'many-years';

/** Reads a document number (文号); whatever differs from the standard spelling is listed in `changes`, nothing is guessed. */
export function normaliseDocumentNumber(text: string): Reading<DocumentNumber, DocumentNumberFault> {
  const trimmed = text.trim();
  if (trimmed === '') return { ok: false, code: 'empty', sentence: '文号是空的' };
  const plain = toHalfWidth(trimmed).replace(/\s+/g, '');
  if (/[*×●]{2,}|X{3,}/i.test(plain)) return fault('masked', trimmed, '被遮盖');
  const years = [...plain.matchAll(YEAR)];
  if (years.length > 1) return fault('many-years', trimmed, '里有两处像年份的括号');
  const year = years[0];
  if (!year) return faultWithoutYear(trimmed, plain);

  const agency = plain.slice(0, year.index);
  const tail = TAIL.exec(plain.slice(year.index + year[0].length));
  if (agency === '') return fault('no-agency-code', trimmed, '年份前面没有机关代字');
  if (!tail?.groups?.serial) return fault('no-serial', trimmed, '年份后面认不出序号和“号”字');

  const value = compose(agency, Number(year.groups?.year), tail.groups.serial);
  const marks = {
    open: year[0].charAt(0),
    close: year[0].at(-1) ?? '',
    tail: tail[0],
    yearSign: year[0].includes('年'),
  };
  return { ok: true, value, changes: value.canonical === trimmed ? [] : describeChanges(trimmed, marks) };
}

const YEAR = /[([【〔〖﹝〈<{](?<year>(?:19|20)\d{2})年?[)\]】〕〗﹞〉>}]/g;
const WRITTEN_YEAR = /[([（［【〔〖﹝〈<＜{｛][\d０-９]{4}/;
const TAIL = /^第?(?<serial>\d+(?:[-—－‐–]\d+)*)号?$/;

function compose(agency: string, year: number, serial: string): DocumentNumber {
  const agencyCode = agency.replace(/[([【〔﹝]/g, '（').replace(/[)\]】〕﹞]/g, '）');
  const plainSerial = serial.replace(/[—－‐–]/g, '-');
  return { canonical: `${agencyCode}〔${year}〕${plainSerial}号`, agencyCode, year, serial: plainSerial };
}

interface Marks {
  readonly open: string;
  readonly close: string;
  readonly tail: string;
  readonly yearSign: boolean;
}

function describeChanges(original: string, marks: Marks): string[] {
  const changes: string[] = [];
  if (marks.open !== '〔' || marks.close !== '〕') changes.push('年份括号改为〔〕');
  if (marks.yearSign) changes.push('去掉括号里的“年”字');
  const head = original.slice(0, Math.max(0, original.search(WRITTEN_YEAR)));
  if (/[([【〔﹝［]/.test(head)) changes.push('机关代字里的括号改为（）');
  if (marks.tail.includes('第')) changes.push('去掉“第”字');
  if (/[—－‐–]/.test(marks.tail)) changes.push('序号里的连接线改为“-”');
  if (!marks.tail.endsWith('号')) changes.push('补上“号”字');
  if (/[\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A]/.test(original)) changes.push('全角数字或字母改为半角');
  if (/\s/.test(original)) changes.push('去掉空格');
  return changes.length > 0 ? changes : ['统一了括号或标点的写法'];
}

function faultWithoutYear(original: string, plain: string): Reading<DocumentNumber, DocumentNumberFault> {
  if (/[([【〔﹝]\d{2}年?[)\]】〕﹞]/.test(plain))
    return fault('two-digit-year', original, '的年份只有两位，应写四位');
  return fault('no-year', original, '里认不出〔年份〕');
}

function fault(
  code: DocumentNumberFault,
  original: string,
  what: string,
): Reading<DocumentNumber, DocumentNumberFault> {
  return {
    ok: false,
    code,
    sentence: `文号“${quoteWritten(original)}”${what}，应如“某市监罚〔2026〕12号”，请与文书原件核对`,
  };
}
