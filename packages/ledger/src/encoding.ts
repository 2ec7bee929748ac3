import { encodeBase64, encodeBase64Url, encodeHex } from '#encode';

export { concatBytes, equalBytes, fromUtf8, toUtf8 } from './bytes.ts';

/** Standard base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  return encodeBase64(bytes);
}

/** base64url without padding, of bytes or of a text's UTF-8 bytes. */
export function toBase64Url(data: Uint8Array | string): string {
  return encodeBase64Url(data);
}

/** The bytes of a standard, padded base64 text, or undefined when it is not exactly the encoding of any bytes. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return decodeWith(STANDARD_VALUES, text.slice(0, text.length - padding));
}

/** The bytes of an unpadded base64url text, or undefined when it is not exactly the encoding of any bytes. */
export function fromBase64Url(text: string): Uint8Array | undefined {
  return decodeWith(URL_SAFE_VALUES, text);
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  return encodeHex(bytes);
}

/** The bytes of a lower-case hexadecimal text, or undefined when it is none. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
}

/** Reads an ASCII decimal without leading zeros and at most 2^53-1, or undefined. */
export function parseDecimal(text: string): number | undefined {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const STANDARD = `${LETTERS}+/`;
const URL_SAFE = `${LETTERS}-_`;
const STANDARD_VALUES = values(STANDARD);
const URL_SAFE_VALUES = values(URL_SAFE);

function values(alphabet: string): Int8Array {
  const table = new Int8Array(128).fill(-1);
  for (let i = 0; i < alphabet.length; i++) table[alphabet.charCodeAt(i)] = i;
  return table;
}

function decodeWith(table: Int8Array, text: string): Uint8Array | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const value = table[text.charCodeAt(i)] ?? -1;
    if (value < 0) return undefined;
    held = (held << 6) | value;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[length++] = held >> bits;
      held &= (1 << bits) - 1;
    }
  }
  return held === 0 ? bytes : undefined;
}
