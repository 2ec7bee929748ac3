import {
  checkResidentId,
  findResidentIds,
  normaliseDocumentNumber,
  quoteWritten,
  readCreditCode,
  readLegalDate,
  readWan,
} from '@mingjing/law';
import { type ExchangeColumn, PARTY_CATEGORIES } from '../columns/columns.ts';
import { IMPORT_LIMITS } from '../read/limits.ts';
import { note, type RowNotes } from './row-notes.ts';

/** Checks one written value by its column's type and, where it can be read, puts it into the record. */
export function checkCell(notes: RowNotes, column: ExchangeColumn, written: string): void {
  const text = written.trim();
  if (text === '') return;
  if (BLANK_MARKERS.has(text.toUpperCase())) {
    note(notes, column, 'notice', 'blank-marker', `填的是“${text}”，按没有内容处理`);
    return;
  }
  if (!checkCharacters(notes, column, text)) return;
  if (text.length > IMPORT_LIMITS.cellCharacters) {
    note(
      notes,
      column,
      'error',
      'over-long',
      `有 ${text.length} 个字符，超过 ${IMPORT_LIMITS.cellCharacters}，请核对是否粘贴了整份文书`,
    );
    return;
  }
  if (column.maxLength !== null && text.length > column.maxLength) {
    note(
      notes,
      column,
      'notice',
      'over-long',
      `有 ${text.length} 个字符，上报接口可能只收 ${column.maxLength} 个（该长度未核）`,
    );
  }
  CHECKS[column.type](notes, column, text);
}

const BLANK_MARKERS = new Set(['/', '／', '\\', '-', '－', '—', '——', '--', '无', '空', 'NULL', 'N/A']);

type CellCheck = (notes: RowNotes, column: ExchangeColumn, text: string) => void;

const CHECKS: Readonly<Record<ExchangeColumn['type'], CellCheck>> = {
  text: checkText,
  date: checkDate,
  wan: checkAmount,
  'credit-code': checkCreditCode,
  'document-number': checkDocumentNumber,
  category: checkCategory,
  'person-id': checkPersonId,
};

// Control characters, invisible and direction-changing ones, half characters, and the sign that stands for undecodable bytes.
const UNSEEN = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}\uFFFD]/u;

function checkCharacters(notes: RowNotes, column: ExchangeColumn, text: string): boolean {
  const unseen = UNSEEN.exec(text);
  if (!unseen) return true;
  const point = unseen[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  const what = point === 'FFFD' ? '乱码' : `看不见的控制字符（U+${point}）`;
  note(notes, column, 'error', 'control-character', `第 ${unseen.index + 1} 个字是${what}，请删去后重新填写`);
  return false;
}

function checkText(notes: RowNotes, column: ExchangeColumn, text: string): void {
  if (/^[=+@\t-]/.test(text)) {
    const message = `以“${text.charAt(0)}”开头，已按普通文字保存，不会当作公式计算`;
    note(notes, column, 'notice', 'formula-like', message);
  }
  if (column.publishable && findResidentIds(text).length > 0) {
    const message = `文字里有完整的居民身份证号码（${quoteWritten(text.slice(findResidentIds(text)[0]?.start ?? 0))}），不得公开，请遮盖或删去后再导入`;
    note(notes, column, 'error', 'resident-id-in-text', message);
    return;
  }
  notes.record.set(column.key, text);
}

function checkDate(notes: RowNotes, column: ExchangeColumn, text: string): void {
  const reading = readLegalDate(text);
  if (!reading.ok) {
    note(notes, column, 'error', 'date', reading.sentence);
    return;
  }
  notes.record.set(column.key, reading.value.date);
  noteChanges(notes, column, reading.changes);
}

function checkAmount(notes: RowNotes, column: ExchangeColumn, text: string): void {
  const reading = readWan(text);
  if (!reading.ok) {
    note(notes, column, 'error', 'amount', reading.sentence);
    return;
  }
  notes.record.set(column.key, reading.value);
  noteChanges(notes, column, reading.changes);
  if (reading.value >= DOUBTFUL_FEN) {
    const yuan = Math.floor(reading.value / 100).toLocaleString('en-US');
    note(
      notes,
      column,
      'notice',
      'amount-doubtful',
      `${quoteWritten(text)} 万元合 ${yuan} 元，数额很大，请确认单位是万元而不是元`,
    );
  }
}

/** One hundred million yuan: above it, 元 written into a 万元 column is the likelier story. */
const DOUBTFUL_FEN = 10_000_000_000;

function checkCreditCode(notes: RowNotes, column: ExchangeColumn, text: string): void {
  const reading = readCreditCode(text);
  if (reading.ok) {
    notes.record.set(column.key, reading.value.code);
    noteChanges(notes, column, reading.changes);
    return;
  }
  const masked = reading.code === 'masked';
  const message = `“${quoteWritten(text)}”${reading.sentence}`;
  note(notes, column, masked ? 'missing' : 'error', masked ? 'credit-code-masked' : 'credit-code', message);
}

function checkDocumentNumber(notes: RowNotes, column: ExchangeColumn, text: string): void {
  const reading = normaliseDocumentNumber(text);
  if (!reading.ok) {
    note(notes, column, 'missing', 'document-number', `${reading.sentence}；先存为草稿`);
    return;
  }
  notes.record.set(column.key, reading.value.canonical);
  if (reading.changes.length === 0) return;
  const message = `“${quoteWritten(text)}”统一写作“${reading.value.canonical}”（${reading.changes.join('；')}），请与文书原件核对`;
  note(notes, column, 'notice', 'document-number-changed', message);
}

function checkCategory(notes: RowNotes, column: ExchangeColumn, text: string): void {
  if ((PARTY_CATEGORIES as readonly string[]).includes(text)) {
    notes.record.set(column.key, text);
    return;
  }
  const message = `“${quoteWritten(text)}”不是规定的类别，只能是“${PARTY_CATEGORIES.join('”“')}”之一，请按相对人的实际身份选定`;
  note(notes, column, 'error', 'category', message);
}

function checkPersonId(notes: RowNotes, column: ExchangeColumn, text: string): void {
  notes.record.set(column.key, text);
  if (/^\d{17}[\dXx]$/.test(text) && checkResidentId(text) === 'invalid') {
    note(notes, column, 'notice', 'person-id', '18 位号码的出生日期或末位校验不符，请核对；本栏不公开');
  }
}

function noteChanges(notes: RowNotes, column: ExchangeColumn, changes: readonly string[]): void {
  if (changes.length > 0) note(notes, column, 'notice', 'value-changed', `${changes.join('；')}，请核对`);
}
