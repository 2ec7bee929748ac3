import { toHalfWidth } from '../identifiers/reading.ts';
import { findResidentIds } from '../identifiers/resident-id.ts';

export type PersonalDataKind = 'resident-id' | 'mobile-phone' | 'bank-card' | 'email';

/** Where personal data stand in a text that is meant for the public. */
export interface PersonalData {
  readonly kind: PersonalDataKind;
  readonly start: number;
  readonly end: number;
}

/** How each kind is called on screen. */
export const personalDataLabels: Readonly<Record<PersonalDataKind, string>> = {
  'resident-id': '身份证号码',
  'mobile-phone': '手机号码',
  'bank-card': '银行卡号',
  email: '电子邮箱',
};

/** Finds identity numbers (GB 11643 check), bank cards (Luhn check), mobile numbers and mail addresses, in order, without overlap. */
export function screenText(text: string): readonly PersonalData[] {
  const plain = toHalfWidth(text);
  const found: PersonalData[] = findResidentIds(text).map((one) => ({ kind: 'resident-id', ...one }));
  const add = (kind: PersonalDataKind, pattern: RegExp, accept: (digits: string) => boolean = () => true) => {
    for (const match of plain.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      const free = found.every((one) => end <= one.start || one.end <= start);
      if (free && accept(match[0].replace(/[ -]/g, ''))) found.push({ kind, start, end });
    }
  };
  add(
    'bank-card',
    /(?<![0-9A-Za-z])(?:62|4\d|5[1-5])\d{2}(?:[ -]?\d{4}){2,3}[ -]?\d{1,4}(?![0-9A-Za-z])/g,
    isCard,
  );
  add('mobile-phone', /(?<![0-9A-Za-z])(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?![0-9A-Za-z])/g);
  add('email', /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g);
  return found.sort((a, b) => a.start - b.start);
}

/** The text with every finding covered, of fixed length so that nothing can be told from it. */
export function coverPersonalData(text: string, cover = '******'): string {
  let covered = '';
  let from = 0;
  for (const { start, end } of screenText(text)) {
    covered += `${text.slice(from, start)}${cover}`;
    from = end;
  }
  return covered + text.slice(from);
}

/** Whether the person was under eighteen on a day, by birth date or identity number; undefined where neither is known. */
export function isMinorOn(
  party: { readonly birthDate?: string | undefined; readonly identityNumber?: string | undefined },
  date: string,
): boolean | undefined {
  const birth = party.birthDate ?? birthDateOf(party.identityNumber);
  if (birth === undefined) return undefined;
  return date < `${Number(birth.slice(0, 4)) + 18}${birth.slice(4)}`;
}

function birthDateOf(identityNumber: string | undefined): string | undefined {
  const digits = /^\d{6}(\d{4})(\d{2})(\d{2})\d{3}[\dXx]$/.exec(toHalfWidth(identityNumber ?? '').trim());
  return digits ? `${digits[1]}-${digits[2]}-${digits[3]}` : undefined;
}

function isCard(digits: string): boolean {
  if (digits.length < 16 || digits.length > 19) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits.charAt(digits.length - 1 - index));
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
