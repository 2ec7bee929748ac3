import { blocksOf, formOf, type Level } from './code-layout.ts';
import { correctErrors } from './correct-errors.ts';
import { readSegments } from './read-segments.ts';

/** Whether the module in a column and row is dark. */
export type IsDark = (x: number, y: number) => boolean;

/** The text of a two-dimensional code whose modules are known; undefined where they are none, or too many are wrong. */
export function decodeModules(size: number, isDark: IsDark): string | undefined {
  const version = (size - 17) / 4;
  const format = readFormat(size, isDark);
  if (format === undefined) return undefined;
  const codewords = readCodewords(size, version, (x, y) => isDark(x, y) !== MASKS[format.mask]?.(x, y));
  const data = mendBlocks(codewords, version, format.level);
  return data && readSegments(data, version);
}

const MASKS: readonly IsDark[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];
const LEVELS: readonly Level[] = ['M', 'L', 'H', 'Q'];

/** Level and mask stand in the code twice, so that either copy may be damaged. */
function readFormat(
  size: number,
  isDark: IsDark,
): { readonly level: Level; readonly mask: number } | undefined {
  const near = (i: number): boolean =>
    i < 6 ? isDark(8, i) : i < 8 ? isDark(8, i + 1) : i === 8 ? isDark(7, 8) : isDark(14 - i, 8);
  const far = (i: number): boolean => (i < 8 ? isDark(size - 1 - i, 8) : isDark(8, size - 15 + i));
  const read = [near, far].map((bit) =>
    Array.from({ length: 15 }, (_, i) => (bit(i) ? 1 << i : 0)).reduce((sum, one) => sum | one),
  );
  const distances = FORMATS.map((format) => Math.min(...read.map((bits) => ones(bits ^ format))));
  const least = Math.min(...distances);
  const data = distances.indexOf(least);
  return least > 3 ? undefined : { level: LEVELS[data >> 3] ?? 'M', mask: data & 7 };
}

const FORMATS = Array.from({ length: 32 }, (_, data) => {
  let rest = data;
  for (let i = 0; i < 10; i += 1) rest = (rest << 1) ^ ((rest >> 9) * 0x537);
  return ((data << 10) | rest) ^ 0x5412;
});

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Two columns at a time from the right, upwards and downwards in turn. */
function readCodewords(size: number, version: number, bit: IsDark): Uint8Array {
  const isForm = formOf(version);
  const bytes: number[] = [];
  let held = 0;
  let count = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const isUpward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step += 1)
      for (const x of [right, right - 1]) {
        const y = isUpward ? size - 1 - step : step;
        if (isForm(x, y)) continue;
        held = (held << 1) | (bit(x, y) ? 1 : 0);
        count += 1;
        if (count % 8 !== 0) continue;
        bytes.push(held);
        held = 0;
      }
  }
  return Uint8Array.from(bytes);
}

/** The data of all blocks one after another, each mended by its own checks. */
function mendBlocks(codewords: Uint8Array, version: number, level: Level): Uint8Array | undefined {
  const { blocks, checks, short, length } = blocksOf(version, level, codewords.length);
  const dealt = Array.from({ length: blocks }, (): number[] => []);
  let at = 0;
  for (let i = 0; i <= length; i += 1)
    for (let block = 0; block < blocks; block += 1)
      if (i !== length - checks || block >= short) dealt[block]?.push(codewords[at++] ?? 0);
  const data: number[] = [];
  for (const block of dealt) {
    const bytes = Uint8Array.from(block);
    if (!correctErrors(bytes, checks)) return undefined;
    data.push(...bytes.subarray(0, bytes.length - checks));
  }
  return Uint8Array.from(data);
}
