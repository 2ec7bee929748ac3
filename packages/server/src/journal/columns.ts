/** PostgreSQL types that rows are written in. */
export type ColumnType = keyof typeof encoders;

/** One column of many rows as a PostgreSQL array in its binary form: nothing to quote, nothing to parse. */
export function toColumn(type: ColumnType, values: readonly unknown[]): Buffer {
  const { oid, most, write } = encoders[type];
  let offset = HEAD;
  for (const value of values) {
    const isNull = value === null || value === undefined;
    makeRoom(offset, 4 + (isNull ? 0 : most(value)));
    const length = isNull ? -1 : write(place, offset + 4, value);
    place.writeInt32BE(length, offset);
    offset += 4 + Math.max(length, 0);
  }
  place.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  place.writeInt32BE(1, 4); // There may be nulls.
  place.writeInt32BE(oid, 8);
  place.writeInt32BE(values.length, 12);
  place.writeInt32BE(1, 16);
  const column = Buffer.allocUnsafe(values.length === 0 ? EMPTY_HEAD : offset);
  place.copy(column, 0, 0, column.length);
  if (place.length > MOST_KEPT) place = Buffer.allocUnsafe(MOST_KEPT);
  return column;
}

/** A column of a statement: its type, and its value in each row. */
export type Column<Row> = readonly [ColumnType, (row: Row) => unknown];

/** The values of these rows, column by column. */
export function columnValues<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Buffer[] {
  return columns.map(([type, of]) => toColumn(type, rows.map(of)));
}

/** The select list that makes rows again of the columns in the parameters from this number on. */
export function unnested(types: readonly ColumnType[], from: number, names: readonly string[] = []): string {
  const named = (i: number) => (names[i] === undefined ? '' : ` as ${names[i]}`);
  return types.map((type, i) => `unnest($${from + i}::${type}[])${named(i)}`).join(', ');
}

/** Dimensions, nulls, type, then length and lower bound of the one dimension; an empty array has none. */
const HEAD = 20;
const EMPTY_HEAD = 12;
const EPOCH = Date.UTC(2000, 0, 1);
const DAY = 86_400_000;

/** Columns are put together in the same place each time. */
let place = Buffer.allocUnsafe(65_536);
const MOST_KEPT = 1_048_576;

function makeRoom(taken: number, more: number): void {
  if (taken + more <= place.length) return;
  const larger = Buffer.allocUnsafe(2 * (taken + more));
  place.copy(larger, 0, 0, taken);
  place = larger;
}

interface Encoder {
  readonly oid: number;
  /** How many bytes a value takes at most. */
  readonly most: (value: unknown) => number;
  /** Writes a value and says how many bytes it took. */
  readonly write: (to: Buffer, offset: number, value: unknown) => number;
}

const encoders = {
  text: {
    oid: 25,
    most: (value) => 3 * (value as string).length,
    write: (to, offset, value) => to.write(value as string, offset),
  },
  int: {
    oid: 23,
    most: () => 4,
    write: (to, offset, value) => to.writeInt32BE(value as number, offset) - offset,
  },
  /** A whole number that JavaScript holds exactly. */
  bigint: {
    oid: 20,
    most: () => 8,
    write: (to, offset, value) => writeWhole(to, offset, value as number),
  },
  uuid: {
    oid: 2950,
    most: () => 16,
    write: (to, offset, value) => writeUuid(to, offset, value as string),
  },
  bytea: {
    oid: 17,
    most: (value) => (value as Uint8Array).length,
    write: (to, offset, value) => {
      to.set(value as Uint8Array, offset);
      return (value as Uint8Array).length;
    },
  },
  /** YYYY-MM-DD. */
  date: {
    oid: 1082,
    most: () => 4,
    write: (to, offset, value) =>
      to.writeInt32BE((milliseconds(value as string) - EPOCH) / DAY, offset) - offset,
  },
  /** An ISO instant. */
  timestamptz: {
    oid: 1184,
    most: () => 8,
    write: (to, offset, value) => writeWhole(to, offset, (milliseconds(value as string) - EPOCH) * 1000),
  },
  /** The text of a JSON value. */
  jsonb: {
    oid: 3802,
    most: (value) => 1 + 3 * (value as string).length,
    write: (to, offset, value) => {
      to[offset] = 1;
      return 1 + to.write(value as string, offset + 1);
    },
  },
} as const satisfies Record<string, Encoder>;

const HIGH = 2 ** 32;

function writeWhole(to: Buffer, offset: number, value: number): number {
  to.writeInt32BE(Math.floor(value / HIGH), offset);
  return to.writeInt32BE(value | 0, offset + 4) - offset;
}

const DASH = 45;

function writeUuid(to: Buffer, offset: number, uuid: string): number {
  let at = offset;
  for (let i = 0; i < uuid.length; i += 2) {
    if (uuid.charCodeAt(i) === DASH) i += 1;
    to[at++] = (nibble(uuid.charCodeAt(i)) << 4) | nibble(uuid.charCodeAt(i + 1));
  }
  if (at - offset !== 16) throw new Error('an id that is none cannot be written');
  return 16;
}

function nibble(code: number): number {
  const value = code < 58 ? code - 48 : (code | 32) - 87;
  if (!(value >= 0 && value < 16)) throw new Error('an id that is none cannot be written');
  return value;
}

/** The same day and moment come again and again. */
let last = { text: '', found: Number.NaN };

function milliseconds(text: string): number {
  if (text === last.text) return last.found;
  const found = Date.parse(text);
  if (Number.isNaN(found)) throw new Error('a date that is none cannot be written');
  last = { text, found };
  return found;
}
