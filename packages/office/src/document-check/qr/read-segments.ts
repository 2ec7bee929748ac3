/** The text that the data of a two-dimensional code spells in numbers, capitals and bytes of UTF-8; undefined where it spells none. */
export function readSegments(data: Uint8Array, version: number): string | undefined {
  const bits = new Bits(data);
  const width = version < 10 ? 0 : version < 27 ? 1 : 2;
  const parts: string[] = [];
  let bytes: number[] = [];
  const flush = (): boolean => {
    const text = bytes.length === 0 ? '' : decoded(bytes);
    bytes = [];
    if (text !== undefined) parts.push(text);
    return text !== undefined;
  };
  while (bits.left >= 4) {
    const mode = bits.take(4);
    if (mode === 0) break;
    if (mode === 4) {
      const length = bits.take([8, 16, 16][width] ?? 16);
      if (bits.left < 8 * length) return undefined;
      for (let i = 0; i < length; i += 1) bytes.push(bits.take(8));
      continue;
    }
    if (!flush()) return undefined;
    const length = mode === 1 ? bits.take(10 + 2 * width) : mode === 2 ? bits.take(9 + 2 * width) : undefined;
    if (mode === 7) {
      // Which alphabet the bytes are in: all that we print are UTF-8.
      const first = bits.take(8);
      bits.take(first < 0x80 ? 0 : first < 0xc0 ? 8 : 16);
      continue;
    }
    if (length === undefined) return undefined;
    parts.push(mode === 1 ? digits(bits, length) : capitals(bits, length));
    if (bits.left < 0) return undefined;
  }
  return flush() ? parts.join('') : undefined;
}

class Bits {
  readonly #data: Uint8Array;
  #at = 0;
  constructor(data: Uint8Array) {
    this.#data = data;
  }
  /** Negative once more was taken than there is. */
  get left(): number {
    return 8 * this.#data.length - this.#at;
  }
  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i += 1, this.#at += 1)
      value = (value << 1) | (((this.#data[this.#at >> 3] ?? 0) >> (7 - (this.#at & 7))) & 1);
    return value;
  }
}

function digits(bits: Bits, length: number): string {
  let text = '';
  for (let rest = length; rest > 0 && bits.left > 0; rest -= 3) {
    const count = Math.min(rest, 3);
    text += String(bits.take([0, 4, 7, 10][count] ?? 10)).padStart(count, '0');
  }
  return text;
}

const CAPITALS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

function capitals(bits: Bits, length: number): string {
  let text = '';
  for (let rest = length; rest > 0 && bits.left > 0; rest -= 2) {
    const value = bits.take(rest > 1 ? 11 : 6);
    if (rest > 1) text += CAPITALS[Math.floor(value / 45)] ?? '';
    text += CAPITALS[value % 45] ?? '';
  }
  return text;
}

function decoded(bytes: readonly number[]): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
}
