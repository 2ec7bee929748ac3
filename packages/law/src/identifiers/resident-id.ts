import { toHalfWidth } from './reading.ts';

export type ResidentIdStatus = 'valid' | 'masked' | 'invalid';

/** Judges a resident identity number by GB 11643-1999: a real birth date and the MOD 11-2 check character. */
export function checkResidentId(text: string): ResidentIdStatus {
  const number = toHalfWidth(text).replace(/\s/g, '').toUpperCase();
  if (/[*×]/.test(number) || /X{2,}/.test(number)) return 'masked';
  return isResidentId(number) ? 'valid' : 'invalid';
}

/** Completes 17 digits with the check character, for made-up samples; null unless they are 17 digits. */
export function completeResidentId(first17: string): string | null {
  return /^\d{17}$/.test(first17) ? first17 + checkCharacter(first17) : null;
}

/** Where full resident identity numbers stand in free text: numbers that must not be published. */
export function findResidentIds(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const match of toHalfWidth(text).matchAll(
    /(?<![0-9A-Za-z])\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?![0-9A-Za-z])/g,
  )) {
    if (isResidentId(match[0].replace(/[ -]/g, '').toUpperCase())) {
      found.push({ start: match.index, end: match.index + match[0].length });
    }
  }
  return found;
}

/** The text with every full resident identity number covered, for messages and logs. */
export function maskResidentIds(text: string): string {
  let masked = text;
  for (const { start, end } of findResidentIds(text)) {
    masked = masked.slice(0, start + 3) + '*'.repeat(end - start - 3) + masked.slice(end);
  }
  return masked;
}

const REGIONS = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9)/;

function isResidentId(number: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number) || !REGIONS.test(number)) return false;
  const year = Number(number.slice(6, 10));
  const month = Number(number.slice(10, 12));
  const day = Number(number.slice(12, 14));
  if (year < 1850 || year > 2199 || month < 1 || month > 12) return false;
  if (day < 1 || day > daysInMonth(year, month)) return false;
  return checkCharacter(number.slice(0, 17)) === number.charAt(17);
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function checkCharacter(first17: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index++) sum += Number(first17.charAt(index)) * (2 ** (17 - index) % 11);
  return '10X98765432'.charAt(sum % 11);
}
