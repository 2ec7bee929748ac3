/** Ordinals as ranges, ascending: 3,8-10. */
export function formatRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && number <= last[1] + 1) last[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

/** Whether an ordinal lies in ranges as `formatRanges` writes them. */
export function inRanges(ranges: string): (number: number) => boolean {
  const parts = ranges === '' ? [] : ranges.split(',').map((part) => part.split('-').map(Number));
  return (number) => parts.some(([from = 0, to = from]) => from <= number && number <= to);
}

/** How many ordinals such ranges hold; undefined where they are not written so, or go beyond the last. */
export function countInRanges(ranges: string, last: number): number | undefined {
  if (ranges === '') return 0;
  let count = 0;
  let end = 0;
  for (const part of ranges.split(',')) {
    const [, first = '', final = first] = /^([1-9]\d{0,9})(?:-([1-9]\d{0,9}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(final)];
    if (first === '' || from <= end || to < from || to > last) return undefined;
    count += to - from + 1;
    end = to;
  }
  return count;
}
