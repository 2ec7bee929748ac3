/** PostgreSQL types that rows are written in. */
export type ColumnType = keyof typeof encoders;

/** One column of many rows as a PostgreSQL array in its binary form: nothing to quote, nothing to parse. */
export function toColumn(type: ColumnType, values: readonly unknown[]): Buffer {
  const { oid, size, write } = encoders[type];
  const sizes = values.map((value) => (value === null || value === undefined ? -1 : size(value)));
  const column = Buffer.allocUnsafe(HEAD + sizes.reduce((sum, bytes) => sum + 4 + Math.max(bytes, 0), 0));
  column.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  column.writeInt32BE(1, 4); // There may be nulls.
  column.writeInt32BE(oid, 8);
  column.writeInt32BE(values.length, 12);
  column.writeInt32BE(1, 16);
  let offset = HEAD;
  for (const [i, bytes] of sizes.entries()) {
    column.writeInt32BE(bytes, offset);
    offset += 4;
    if (bytes < 0) continue;
    write(column, offset, values[i]);
    offset += bytes;
  }
  return values.length === 0 ? column.subarray(0, EMPTY_HEAD) : column;
}

/** Dimensions, nulls, type, then length and lower bound of the one dimension; an empty array has none. */
const HEAD = 20;
const EMPTY_HEAD = 12;
const EPOCH = Date.UTC(2000, 0, 1);
const DAY = 86_400_000;

interface Encoder {
  readonly oid: number;
  readonly size: (value: unknown) => number;
  readonly write: (to: Buffer, offset: number, value: unknown) => void;
}

const encoders = {
  text: {
    oid: 25,
    size: (value) => Buffer.byteLength(value as string),
    write: (to, offset, value) => to.write(value as string, offset),
  },
  int: {
    oid: 23,
    size: () => 4,
    write: (to, offset, value) => to.writeInt32BE(value as number, offset),
  },
  /** A whole number that JavaScript holds exactly. */
  bigint: {
    oid: 20,
    size: () => 8,
    write: (to, offset, value) => to.writeBigInt64BE(BigInt(value as number), offset),
  },
  uuid: {
    oid: 2950,
    size: () => 16,
    write: (to, offset, value) => to.write((value as string).replaceAll('-', ''), offset, 'hex'),
  },
  bytea: {
    oid: 17,
    size: (value) => (value as Uint8Array).length,
    write: (to, offset, value) => to.set(value as Uint8Array, offset),
  },
  /** YYYY-MM-DD. */
  date: {
    oid: 1082,
    size: () => 4,
    write: (to, offset, value) => to.writeInt32BE((milliseconds(value as string) - EPOCH) / DAY, offset),
  },
  /** An ISO instant. */
  timestamptz: {
    oid: 1184,
    size: () => 8,
    write: (to, offset, value) =>
      to.writeBigInt64BE(BigInt(milliseconds(value as string) - EPOCH) * 1000n, offset),
  },
  /** The text of a JSON value. */
  jsonb: {
    oid: 3802,
    size: (value) => 1 + Buffer.byteLength(value as string),
    write: (to, offset, value) => {
      to[offset] = 1;
      to.write(value as string, offset + 1);
    },
  },
} as const satisfies Record<string, Encoder>;

function milliseconds(text: string): number {
  const found = Date.parse(text);
  if (Number.isNaN(found)) throw new Error('a date that is none cannot be written');
  return found;
}
