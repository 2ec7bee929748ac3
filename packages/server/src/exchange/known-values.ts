import { columnByCode, columnByKey, type PublishedActKind } from './columns/columns.ts';

/** What is known of a decision by one row: readable values by internal column key, the party without spaces; nothing masked. */
export type KnownValues = Readonly<Record<string, string | number>>;

/** The values of a row that say something for certain. */
export function knownValues(row: {
  readonly kind: PublishedActKind;
  readonly record: KnownValues;
  /** Codes of the columns that were not understood. */
  readonly missing: readonly string[];
}): KnownValues {
  const unsure = new Set(row.missing.map((code) => columnByCode(row.kind, code)?.key));
  const sure = Object.entries(row.record).filter(([key]) => !unsure.has(key));
  return Object.fromEntries(
    sure.map(([key, value]) => [key, key === 'partyName' ? plainName(String(value)) : value]),
  );
}

/** A party's name as two spellings of it are compared. */
export const plainName = (name: string): string => name.normalize('NFKC').replace(/\s/g, '');

/** Whether a row says of which decision it is: its number, or party and day. Without either nothing is taken for the same. */
export const namesDecision = ({ documentNumber, partyName, decidedOn }: KnownValues): boolean =>
  documentNumber !== undefined || (partyName !== undefined && decidedOn !== undefined);

/** Whether the fuller row says everything that the other says, alike, and something more. */
export function saysMore(fuller: KnownValues, other: KnownValues): boolean {
  const keys = Object.keys(other);
  return Object.keys(fuller).length > keys.length && keys.every((key) => fuller[key] === other[key]);
}

/** The headings under which two rows that name one decision contradict each other; null where they do not name one. */
export function contradictions(
  kind: PublishedActKind,
  one: KnownValues,
  other: KnownValues,
): readonly string[] | null {
  const agree = (key: string) => one[key] !== undefined && one[key] === other[key];
  const differ = (key: string) =>
    one[key] !== undefined && other[key] !== undefined && one[key] !== other[key];
  const isOne = agree('documentNumber')
    ? !differ('partyName')
    : !differ('documentNumber') && agree('partyName') && agree('decidedOn');
  if (!isOne) return null;
  return Object.keys(one)
    .filter(differ)
    .map((key) => columnByKey(kind, key)?.heading ?? key);
}
