import { type Reading, toHalfWidth } from './reading.ts';

/** The value written where a party has no credit code; it fails the check character and is accepted all the same. */
export const PLACEHOLDER_CREDIT_CODE = '00000000000000000X';

export type CreditCodeFault =
  | 'masked'
  | 'precision-lost'
  | 'length'
  | 'character'
  | 'organisation-code'
  | 'check-character';

/** Whom the first two characters say the code was given to; `other` where this product draws no conclusion. */
export type CreditCodeHolder = 'organ' | 'enterprise' | 'individual-business' | 'other';

export interface CreditCode {
  /** 18 characters, upper case, half width. */
  readonly code: string;
  readonly placeholder: boolean;
  readonly holder: CreditCodeHolder;
}

/** Reads a unified social credit code by GB 32100-2015: letters, organisation code and check character. */
export function readCreditCode(text: string): Reading<CreditCode, CreditCodeFault> {
  const plain = toHalfWidth(text).replace(/\s/g, '');
  const code = plain.toUpperCase();
  const changes = describeChanges(text, plain, code);
  if (code === PLACEHOLDER_CREDIT_CODE) {
    return { ok: true, value: { code, placeholder: true, holder: 'other' }, changes };
  }
  const fault = findFault(code);
  if (fault) return { ok: false, ...fault };
  return { ok: true, value: { code, placeholder: false, holder: holderOf(code) }, changes };
}

/** Completes 17 characters with the check character, for made-up samples; null where a character is not allowed. */
export function completeCreditCode(first17: string): string | null {
  const check = checkCharacter(first17);
  return first17.length === 17 && check ? first17 + check : null;
}

/** Completes 8 characters of an organisation code with its check character (GB 11714). */
export function completeOrganisationCode(first8: string): string | null {
  if (!/^[0-9A-Z]{8}$/.test(first8)) return null;
  let sum = 0;
  for (let index = 0; index < 8; index++) {
    sum += Number.parseInt(first8.charAt(index), 36) * (ORGANISATION_WEIGHTS[index] ?? 0);
  }
  const check = 11 - (sum % 11);
  return first8 + (check === 10 ? 'X' : check === 11 ? '0' : String(check));
}

const CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const MASK = /X{3,}|[*×●○■□]{2,}/;

function findFault(code: string): { code: CreditCodeFault; sentence: string } | null {
  if (/^\d(\.\d+)?E\+?\d+$/.test(code)) {
    return {
      code: 'precision-lost',
      sentence: '代码被电子表格变成了科学计数法，原来的位数已经丢失，请把该列设为文本格式后按证照重新填写',
    };
  }
  if (MASK.test(code)) {
    return { code: 'masked', sentence: '代码有几位被遮盖，无法核对，请按证照补全 18 位' };
  }
  if (code.length !== 18) {
    return { code: 'length', sentence: `代码应为 18 位，现有 ${[...code].length} 位，请按证照核对` };
  }
  const odd = [...code].find((character) => !CHARACTERS.includes(character));
  if (odd) {
    return {
      code: 'character',
      sentence: `代码里有不会出现的字符“${odd}”（不使用 I、O、S、V、Z），请按证照核对`,
    };
  }
  if (completeOrganisationCode(code.slice(8, 16)) !== code.slice(8, 17)) {
    return {
      code: 'organisation-code',
      sentence: '代码第 9 至 17 位（主体标识码）校验不符，通常是抄错一位，请按证照核对',
    };
  }
  if (completeCreditCode(code.slice(0, 17)) !== code) {
    return { code: 'check-character', sentence: '代码末位校验不符，通常是抄错一位，请按证照核对' };
  }
  return null;
}

function checkCharacter(first17: string): string | null {
  let sum = 0;
  let weight = 1;
  for (const character of first17) {
    const value = CHARACTERS.indexOf(character);
    if (value < 0) return null;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return CHARACTERS.charAt((31 - (sum % 31)) % 31);
}

function holderOf(code: string): CreditCodeHolder {
  const start = code.slice(0, 2);
  if (start === '11') return 'organ';
  if (start === '91') return 'enterprise';
  return start === '92' ? 'individual-business' : 'other';
}

function describeChanges(original: string, plain: string, code: string): string[] {
  const changes: string[] = [];
  const trimmed = original.trim();
  if (/[\uFF01-\uFF5E]/.test(trimmed)) changes.push('全角字符改为半角');
  if (/\s/.test(trimmed)) changes.push('去掉中间的空格');
  if (plain !== code) changes.push('小写字母改为大写');
  return changes;
}
