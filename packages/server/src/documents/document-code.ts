import { createHash } from 'node:crypto';

/** Draws the code of a document: 95 random bits in 19 characters and one that checks them, in groups of five. */
export function drawDocumentCode(random: (length: number) => Uint8Array): string {
  const drawn = [...random(DRAWN)].map((byte) => byte & 31);
  return grouped([...drawn, checkOf(drawn)].map((value) => ALPHABET[value]).join(''));
}

/**
 * The code in what somebody typed, scanned or pasted (the code alone, or an address with it), as it is printed; null
 * where it cannot be one. Case, spaces and hyphens do not matter; O is read as 0, I and L as 1.
 */
export function readDocumentCode(typed: string): string | null {
  const parts = typed
    .slice(0, LONGEST)
    .normalize('NFKC')
    .split(/[/?#=&]/);
  return parts.map(readPart).find((code) => code !== null) ?? null;
}

/** What is sealed in place of a code, and what it is found by. A text that is no code has one as well, which nothing has. */
export function documentCodeDigest(code: string): string {
  return createHash('sha256').update(`mingjing/document-code/v1\n${code}`).digest('hex');
}

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DRAWN = 19;
const LONGEST = 2_000;

function readPart(part: string): string | null {
  const symbols = part
    .toUpperCase()
    .replace(/[\s\p{Pd}_.·]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const values = [...symbols].map((symbol) => ALPHABET.indexOf(symbol));
  const isCode =
    values.length === DRAWN + 1 && !values.includes(-1) && values.at(-1) === checkOf(values.slice(0, DRAWN));
  return isCode ? grouped(symbols) : null;
}

const grouped = (symbols: string): string => symbols.replace(/.{5}(?=.)/g, '$&-');

/**
 * Each character times a power of its own of an element of order 31 in the field of 32: any one character mistaken and any two
 * interchanged change the sum.
 */
function checkOf(values: readonly number[]): number {
  return values.reduce((sum, value) => double(sum ^ value), 0);
}

const double = (value: number): number => (value & 16 ? (value << 1) ^ 0b100101 : value << 1);
