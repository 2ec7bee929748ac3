import { equalBytes, concatBytes as joined } from '../bytes.ts';

/** Chance that can be had again: numbers from 0 up to `below`. */
export type Chance = (below: number) => number;

/** Chance from a seed. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000) * below);
  };
}

/** The bytes damaged in one of many ways, never the same bytes nor those of `other`, which lends parts, as a forger takes them from another true file. */
export function mutated(whole: Uint8Array, other: Uint8Array, chance: Chance): Uint8Array {
  for (;;) {
    const kind = damages[chance(damages.length)] as Damage;
    const bytes = kind(whole, other, chance);
    if (!equalBytes(bytes, whole) && !equalBytes(bytes, other)) return bytes;
  }
}

type Damage = (whole: Uint8Array, other: Uint8Array, chance: Chance) => Uint8Array;

const flipBit: Damage = (whole, _, chance) => {
  const bytes = whole.slice();
  const at = chance(bytes.length);
  bytes[at] = (bytes[at] as number) ^ (1 << chance(8));
  return bytes;
};

const setByte: Damage = (whole, _, chance) => {
  const bytes = whole.slice();
  bytes[chance(bytes.length)] = ODD[chance(ODD.length)] ?? chance(256);
  return bytes;
};

const cutOut: Damage = (whole, _, chance) => {
  const from = chance(whole.length);
  return spliced(whole, from, 1 + chance(Math.min(40, whole.length - from)), new Uint8Array());
};

const putIn: Damage = (whole, _, chance) => {
  const added = Uint8Array.from({ length: 1 + chance(8) }, () => chance(256));
  return spliced(whole, chance(whole.length + 1), 0, added);
};

const doubled: Damage = (whole, _, chance) => {
  const from = chance(whole.length);
  return spliced(whole, from, 0, whole.subarray(from, from + 1 + chance(60)));
};

const cutShort: Damage = (whole, _, chance) => whole.slice(0, chance(whole.length));

const swapped: Damage = (whole, _, chance) => {
  const bytes = whole.slice();
  const [a, b] = [chance(bytes.length), chance(bytes.length)];
  [bytes[a], bytes[b]] = [bytes[b] as number, bytes[a] as number];
  return bytes;
};

const lent: Damage = (whole, other, chance) => {
  const from = chance(Math.min(whole.length, other.length));
  const length = 1 + chance(Math.min(200, whole.length - from));
  return spliced(whole, from, length, other.subarray(from, from + length));
};

const linesMoved: Damage = (whole, other, chance) => {
  const [lines, lender] = [linesOf(whole), chance(2) === 0 ? linesOf(other) : linesOf(whole)];
  const [a, b] = [chance(lines.length), chance(lender.length)];
  const changed = lines.map((line, i) => (i === a ? (lender[b] as Uint8Array) : line));
  return joined(...changed);
};

const damages = [
  flipBit,
  flipBit,
  setByte,
  cutOut,
  putIn,
  doubled,
  cutShort,
  swapped,
  lent,
  linesMoved,
] as const;
/** Bytes that formats care about. */
const ODD = [0, 9, 10, 13, 32, 34, 43, 44, 47, 48, 61, 92, 127, 128, 255];

function spliced(whole: Uint8Array, from: number, remove: number, add: Uint8Array): Uint8Array {
  return joined(whole.subarray(0, from), add, whole.subarray(from + remove));
}

function linesOf(whole: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < whole.length; ) {
    const end = whole.indexOf(10, from) + 1 || whole.length;
    lines.push(whole.subarray(from, end));
    from = end;
  }
  return lines;
}
