import { quoteWritten } from './quote-written.ts';
import { type Reading, toHalfWidth } from './reading.ts';

export type MoneyFault =
  | 'empty'
  | 'not-a-number'
  | 'negative'
  | 'too-fine'
  | 'too-large'
  | 'wrong-unit'
  | 'precision-lost';

/** Reads an amount in 万元 (up to six decimals) as 分, exactly; no floating point is involved. */
export function readWan(text: string): Reading<number, MoneyFault> {
  return readAmount(text, { unit: '万元', scale: 6 });
}

/** Reads an amount in 元 (up to two decimals) as 分, exactly. */
export function readYuan(text: string): Reading<number, MoneyFault> {
  return readAmount(text, { unit: '元', scale: 2 });
}

/** 分 as 万元 with as many decimals as needed, at most six. */
export function formatWan(fen: number): string {
  return formatAmount(fen, 6, 0);
}

/** 分 as 元 with two decimals. */
export function formatYuan(fen: number): string {
  return formatAmount(fen, 2, 2);
}

interface Unit {
  readonly unit: '万元' | '元';
  readonly scale: number;
}

const NUMBER = /^(?<sign>[+-]?)(?<whole>\d+|\d{1,3}(?:,\d{3})+)(?:\.(?<part>\d+))?(?<unit>万元|元|万)?$/;

function readAmount(text: string, wanted: Unit): Reading<number, MoneyFault> {
  const plain = toHalfWidth(text).replace(/\s/g, '');
  if (plain === '') return { ok: false, code: 'empty', sentence: '金额是空的' };
  if (/^[+-]?\d+(\.\d+)?[eE][+-]?\d+$/.test(plain)) {
    return fault('precision-lost', text, '是科学计数法，请改成普通数字');
  }
  const groups = NUMBER.exec(plain)?.groups;
  if (!groups) return fault('not-a-number', text, `不是数字，请只填数字，单位为${wanted.unit}`);
  if (groups.sign === '-') return fault('negative', text, '是负数，金额不能小于零');
  const written = groups.unit === '万' ? '万元' : groups.unit;
  if (written && written !== wanted.unit) {
    return fault(
      'wrong-unit',
      text,
      `写的单位是“${groups.unit}”，本栏单位是${wanted.unit}，请换算后只填数字`,
    );
  }
  const part = (groups.part ?? '').replace(/0+$/, '');
  if (part.length > wanted.scale) return fault('too-fine', text, '小数位数太多，已经小于一分钱，请核对');
  const fen = BigInt((groups.whole ?? '0').replaceAll(',', '') + part.padEnd(wanted.scale, '0'));
  if (fen > BigInt(Number.MAX_SAFE_INTEGER)) return fault('too-large', text, '大得不合情理，请核对单位');
  return { ok: true, value: Number(fen), changes: describeChanges(text, groups) };
}

function describeChanges(original: string, groups: Record<string, string | undefined>): string[] {
  const changes: string[] = [];
  if (/[\uFF01-\uFF5E]/.test(original)) changes.push('全角数字改为半角');
  if (groups.whole?.includes(',')) changes.push('去掉千位分隔号');
  if (groups.unit) changes.push(`去掉单位“${groups.unit}”`);
  if (groups.sign === '+') changes.push('去掉正号');
  return changes;
}

function formatAmount(fen: number, scale: number, least: number): string {
  if (!Number.isSafeInteger(fen)) throw new RangeError(`not a whole number of fen: ${fen}`);
  const digits = String(Math.abs(fen)).padStart(scale + 1, '0');
  const part = digits.slice(-scale).replace(/0+$/, '').padEnd(least, '0');
  return (fen < 0 ? '-' : '') + digits.slice(0, -scale) + (part ? `.${part}` : '');
}

function fault(code: MoneyFault, text: string, what: string): Reading<number, MoneyFault> {
  return { ok: false, code, sentence: `金额“${quoteWritten(text)}”${what}` };
}
