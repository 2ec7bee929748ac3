/** What reading one written value gave: the value and every change made to it, or why it cannot be read. */
export type Reading<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T; readonly changes: readonly string[] }
  | { readonly ok: false; readonly code: Code; readonly sentence: string };

/** Full-width letters, digits and signs (U+FF01–FF5E) and the wide space as their ASCII forms; all else untouched. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ');
}
