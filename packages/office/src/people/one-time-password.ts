/** 32 signs, so that a byte chooses evenly; without those that are taken for one another when read out (0 o, 1 l i). */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789+';

/** Twelve random signs in three groups: written down once, changed at the next sign-in. */
export function oneTimePassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const text = Array.from(bytes, (byte) => signs[byte % signs.length]).join('');
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}
