/** Any value that JSON can hold: the only kind of value that facts, disclosures and packs carry. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };
